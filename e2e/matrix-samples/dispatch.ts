import { newId } from '@zhiben/platform/domain/ids.ts';
import * as dispatch from '@zhiben/slices/dispatch/domain';
import type { TestCounty } from 'zhiben/test-county';
import { DispatchPlay } from '../../slices/dispatch/server/test-dispatch.ts';
import { inCounty, type Maker, noRecord, type Sample, type Setting } from '../permission-matrix-world.ts';
import { aDepartment } from './common.ts';
import { aCampaign } from './plan.ts';

const plays = new WeakMap<TestCounty, DispatchPlay>();
function dispatchOf(county: TestCounty): DispatchPlay {
  const play = plays.get(county) ?? new DispatchPlay(county);
  plays.set(county, play);
  return play;
}
const aForm: Maker = async ({ county }) => {
  await dispatchOf(county).start();
  return dispatchOf(county).formId;
};
const aSignedReport: Maker = async ({ county }, make) => {
  await make(aForm);
  return (await dispatchOf(county).submitted('officer', county.bodies.emergency)).id;
};
const ofPeriod = async ({ make }: Setting) => ({ params: { id: await make(aForm), period: '2024-03' } });

export const dispatchSamples: readonly Sample[] = [
  noRecord(dispatch.listForms, () => ({})),
  noRecord(
    dispatch.startForm,
    async ({ make }) => ({
      body: {
        id: newId(),
        commandId: newId(),
        definitionCode: 'major-hazards-2023',
        campaignId: await make(aCampaign),
        campaignName: '测试行动',
        countsFrom: '2024-03-01',
        firstPeriod: '2024-03',
        lastPeriod: null,
      },
    }),
    { references: { campaignId: ({ make }) => make(aCampaign) } },
  ),
  inCounty(dispatch.listAnswers, ofPeriod),
  inCounty(dispatch.getFigures, ofPeriod),
  inCounty(dispatch.listCellRecords, async (setting) => ({
    ...(await ofPeriod(setting)),
    query: { row: 'total', indicator: 'H01' },
  })),
  inCounty(dispatch.downloadForm, ofPeriod),
  inCounty(
    dispatch.submitReport,
    async (setting) => {
      const { bodyId } = setting.county.ctxOf(setting.person).actor;
      const signature = { seen: {}, confirmedZeros: [], responsibleName: '测试人', phone: '10000000000' };
      const body = { id: newId(), commandId: newId(), bodyId: bodyId ?? aDepartment(setting), ...signature };
      return { ...(await ofPeriod(setting)), body };
    },
    { references: { bodyId: aDepartment } },
  ),
  inCounty(dispatch.returnReport, async ({ make }) => ({
    params: { id: await make(aSignedReport) },
    body: { commandId: newId(), version: 999, reason: '数字有误' },
  })),
];

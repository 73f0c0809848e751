import { newId } from '@zhiben/platform/domain/ids.ts';
import * as risk from '@zhiben/slices/risk/domain';
import { insertEvents } from '../../slices/risk/server/events.queries.ts';
import { lockRiskFile } from '../../slices/risk/server/file.queries.ts';
import { insertPlan } from '../../slices/risk/server/plans.queries.ts';
import { insertRemark } from '../../slices/risk/server/remarks.queries.ts';
import { insertUnit } from '../../slices/risk/server/units.queries.ts';
import { atPlace, type Maker, noRecord, type Place, type Sample } from '../permission-matrix-world.ts';
import { anEnterprise, command, noFile } from './common.ts';

/** Of the enterprises of the test county not each has people of its own: rows are put there for all alike. */
async function within(
  { county, placement }: Place,
  work: (tx: Parameters<typeof insertUnit>[0], place: Parameters<typeof lockRiskFile>[1]) => Promise<void>,
): Promise<void> {
  const { enterpriseId: id, division, industry } = placement;
  const place = { id, name: '测试企业', division, industry, longitude: null, latitude: null };
  await county.ctxOf('clerk').transaction(async (tx) => {
    await lockRiskFile(tx, place);
    await work(tx, place);
    tx.record({ id: newId(), action: 'test:risk', subject: { kind: 'county', id: newId() }, data: {} });
  });
}

export const aUnit: Maker = async (place) => {
  const id = newId();
  const fields = { name: '测试单元', place: '', sourceCode: '', department: '', ownerName: '' };
  await within(place, (tx, { id: enterpriseId }) => insertUnit(tx, { id, enterpriseId, ...fields, position: 1 }));
  return id;
};

const anEvent: Maker = async (place, make) => {
  const id = newId();
  const unitId = await make(aUnit);
  const words = { unitName: '测试单元', name: '测试事件', accidentType: '火灾' };
  await within(place, (tx, at) => insertEvents(tx, at, [{ id, unitId, ...words, position: 1 }]));
  return id;
};

const aReturn: Maker = async (place, make) => {
  const id = newId();
  const eventId = await make(anEvent);
  const { enterpriseId } = place.placement;
  await within(place, (tx) => insertRemark(tx, { id, eventId, enterpriseId, kind: 'return', words: '退回' }));
  return id;
};

const aPlan: Maker = async (place) => {
  const id = newId();
  const drawing = { name: '厂区', fileId: null, width: 800, height: 600 };
  await within(place, (tx, { id: enterpriseId }) => insertPlan(tx, { id, enterpriseId, ...drawing }));
  return id;
};

const inFile = (setting: Parameters<typeof anEnterprise>[0]) => ({ enterpriseId: anEnterprise(setting) });
const notAnId = () => '';
const aSheet = (): FormData => {
  const body = new FormData();
  body.append('file', new Blob(['no sheet']), '清单.xlsx');
  return body;
};
export const riskSamples: readonly Sample[] = [
  atPlace(risk.getRiskFile, (s) => ({ params: inFile(s) })),
  atPlace(risk.setScoreTable, (s) => ({
    params: inFile(s),
    body: { commandId: newId(), scoreTable: 'LS/standard' as const },
  })),
  atPlace(risk.createRiskUnit, (s) => ({ params: inFile(s), body: { id: newId(), name: '单元' } })),
  atPlace(risk.editRiskUnit, async ({ make }) => ({
    params: { id: await make(aUnit) },
    body: { ...command(), name: '单元' },
  })),
  atPlace(risk.removeRiskUnit, async ({ make }) => ({
    params: { id: await make(aUnit) },
    body: { ...command(), reason: '停用' },
  })),
  atPlace(
    risk.createRiskEvent,
    async ({ make }) => ({ params: { id: await make(aUnit) }, body: { id: newId(), name: '事件' } }),
    { references: { 'measures.id': notAnId } },
  ),
  atPlace(
    risk.editRiskEvent,
    async ({ make }) => ({
      params: { id: await make(anEvent) },
      body: { ...command(), name: '事件', measures: [] },
    }),
    { references: { 'measures.id': notAnId } },
  ),
  atPlace(risk.assessRiskEvent, async ({ make }) => ({
    params: { id: await make(anEvent) },
    body: {
      ...command(),
      cause: 'first' as const,
      scoreTable: null,
      before: null,
      after: null,
      directRule: 'majorDangerSource' as const,
      controlLevel: 'company' as const,
      ownerName: '甲',
    },
  })),
  atPlace(risk.removeRiskEvent, async ({ make }) => ({
    params: { id: await make(anEvent) },
    body: { ...command(), reason: '拆除' },
  })),
  atPlace(
    risk.requireReassessment,
    async (s) => ({
      params: inFile(s),
      body: {
        commandId: newId(),
        cause: 'change' as const,
        unitIds: [await s.make(aUnit)],
        dueOn: '2024-03-25',
        reason: '工艺变化',
      },
    }),
    { references: { unitIds: ({ make }) => make(aUnit) } },
  ),
  atPlace(risk.remarkRiskEvent, async ({ make }) => ({
    params: { id: await make(anEvent) },
    body: { commandId: newId(), kind: 'comment' as const, words: '意见' },
  })),
  atPlace(risk.answerRemark, async ({ make }) => ({
    params: { id: await make(aReturn) },
    body: { commandId: newId(), answer: '已办' },
  })),
  noRecord(risk.listRiskTemplates, () => ({})),
  atPlace(risk.useRiskTemplate, (s) => ({
    params: inFile(s),
    body: { commandId: newId(), template: 'none', points: ['none-01'], ownerName: '甲' },
  })),
  atPlace(risk.importRisks, (s) => ({ params: inFile(s), query: { commandId: newId() }, body: aSheet() }) as never),
  atPlace(risk.exportRisks, (s) => ({ params: inFile(s) })),
  atPlace(risk.listRiskPlans, (s) => ({ params: inFile(s) })),
  atPlace(
    risk.createRiskPlan,
    (s) => ({ params: inFile(s), body: { id: newId(), name: '厂区', fileId: null, width: 800, height: 600 } }),
    { references: { fileId: noFile } },
  ),
  atPlace(
    risk.drawRiskPlan,
    async ({ make }) => ({
      params: { id: await make(aPlan) },
      body: { ...command(), name: '厂区', areas: [], points: [] },
    }),
    { references: { 'areas.unitId': notAnId, 'points.eventId': notAnId } },
  ),
  atPlace(risk.removeRiskPlan, async ({ make }) => ({ params: { id: await make(aPlan) }, body: command() })),
  atPlace(risk.getRiskReview, (s) => ({ params: inFile(s), query: {} })),
  atPlace(risk.confirmRiskReview, (s) => ({
    params: inFile(s),
    body: { commandId: newId(), quarter: '2099-1', statement: '已核对' },
  })),
  noRecord(risk.listRiskPoints, () => ({ query: {} })),
  noRecord(risk.countRiskPoints, () => ({ query: {} })),
  noRecord(risk.exportRiskPoints, () => ({ query: {} })),
  noRecord(risk.getRiskFigures, () => ({})),
  noRecord(risk.getRiskMap, () => ({ query: {} })),
  atPlace(risk.getRiskPoint, async ({ make }) => ({ params: { id: await make(anEvent) } })),
];

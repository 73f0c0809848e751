import { newId } from '@zhiben/platform/domain/ids.ts';
import * as screening from '@zhiben/slices/screening/domain';
import { insertVeto } from '../../slices/screening/server/effect.queries.ts';
import { atPlace, type Maker, noRecord, type Sample } from '../permission-matrix-world.ts';
import { anEnterprise } from './common.ts';

const MONTH = '2024-02';

const aVeto: Maker = async ({ county, placement: { enterpriseId } }) => {
  const id = newId();
  await county.ctxOf('clerk').transaction(async (tx) => {
    await insertVeto(tx, { id, enterpriseId, month: MONTH, reason: '测试事由', basis: '测试依据' });
    tx.record({ id: newId(), action: 'test:veto', subject: { kind: 'county', id: newId() }, data: {} });
  });
  return id;
};

const inFile = (setting: Parameters<typeof anEnterprise>[0]) => ({ enterpriseId: anEnterprise(setting) });
const settings: screening.EffectSettings = {
  countMadeUp: true,
  guarantor: { principal: 0, technical: 0, operator: 0 },
  tooFew: { perHundred: 0, points: 0 },
  vetoOverdueMajor: false,
};

/** Of the files effect.* and duty-matrix.* of the slice. */
export const screeningEffectSamples: readonly Sample[] = [
  noRecord(screening.getCountyEffect, () => ({ query: {} })),
  noRecord(screening.listEffects, () => ({ query: {} })),
  noRecord(screening.countEffects, () => ({ query: {} })),
  noRecord(screening.exportEffects, () => ({ query: {} })),
  atPlace(screening.getEffect, (s) => ({ params: inFile(s), query: {} })),
  atPlace(screening.vetoEffect, (s) => ({
    params: inFile(s),
    body: { id: newId(), month: MONTH, reason: '测试事由', basis: '测试依据' },
  })),
  atPlace(screening.withdrawVeto, async ({ make }) => ({
    params: { id: await make(aVeto) },
    body: { commandId: newId(), why: '登记有误' },
  })),
  noRecord(screening.getEffectSettings, () => ({})),
  noRecord(screening.setEffectSettings, () => ({
    body: { commandId: newId(), version: 99, settings, basis: '测试文件' },
  })),
  atPlace(screening.getDutyMatrix, (s) => ({ params: inFile(s), query: {} })),
  noRecord(screening.listDutyMatrix, () => ({ query: {} })),
  noRecord(screening.countDutyMatrix, () => ({ query: {} })),
  noRecord(screening.exportDutyMatrix, () => ({ query: {} })),
  atPlace(screening.listDutySlots, (s) => ({ params: inFile(s), query: { duty: 'own', month: MONTH } })),
  atPlace(
    screening.refreshEffect,
    (s) => ({ body: { commandId: newId(), month: MONTH, enterpriseId: anEnterprise(s) } }),
    { references: { enterpriseId: anEnterprise } },
  ),
];

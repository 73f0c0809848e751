import { describe, expect, test } from 'vitest';
import { checkRecord } from './check-record.ts';
import { OFFICIAL_TYPES, type OfficialType, TYPE_NAMES, typeNamed, typeOfRecord } from './official/index.ts';

const common = {
  id: '0190a6b2-0000-7000-8000-000000000001',
  companyCode: '441521001',
  deleted: '0',
  createDate: '20240301080000',
  updateDate: '20240301080000',
};
const parent = '0190a6b2-0000-7000-8000-000000000009';
const good: Record<OfficialType, Record<string, unknown>> = {
  riskUnit: { ...common, riskUnitName: '氨制冷机房' },
  riskEvent: { ...common, riskUnitId: parent, riskEventName: '氨泄漏' },
  riskMeasure: { ...common, riskEventId: parent, dataSrc: 2, classify1: '1', troubleshootContent: '查看压力表' },
  screeningTask: {
    ...common,
    riskMeasureId: parent,
    checkCycle: 1,
    checkCycleUnit: '天',
    taskStartTime: '20240301000000',
    workDayType: '0',
    workType: '0',
  },
  checkRecord: { ...common, checkTaskId: parent, checkTime: '20240301090000' },
  hazard: { ...common, riskMeasureId: parent, dangerName: '阀门漏气', cost: '1.5' },
  suspension: { ...common, riskUnitId: parent, stopStartTime: '20240301000000', stopEndTime: '20240302000000' },
  safetyCommitment: { ...common, units: 3, run: '2', park: 1, blindplate: 0 },
};

test.each(OFFICIAL_TYPES)('%s: a record as printed is taken, and known for what it is', (type) => {
  expect(checkRecord(type, good[type])).toMatchObject({ ok: true });
  expect(typeOfRecord(good[type])).toBe(type);
  expect(typeNamed(TYPE_NAMES[type])).toBe(type);
});

const task = (more: object) => ({ ...good.screeningTask, ...more });
const faults: [OfficialType, Record<string, unknown>, string[]][] = [
  ['riskUnit', { ...good.riskUnit, id: 'abc' }, ['id']],
  ['riskUnit', { ...good.riskUnit, id: '00000000-0000-0000-0000-000000000000' }, ['id']],
  ['riskUnit', { ...good.riskUnit, companyCode: '12345678' }, ['companyCode']],
  ['riskUnit', { ...good.riskUnit, deleted: '2' }, ['deleted']],
  ['riskUnit', { ...good.riskUnit, updateDate: '20240230000000' }, ['updateDate']],
  ['riskUnit', { ...good.riskUnit, riskUnitName: ' ' }, ['riskUnitName']],
  ['riskEvent', { ...good.riskEvent, riskUnitId: '' }, ['riskUnitId']],
  [
    'riskMeasure',
    { ...good.riskMeasure, troubleshootContent: undefined, dataSrc: '' },
    ['dataSrc', 'troubleshootContent'],
  ],
  ['screeningTask', task({ checkCycle: 0 }), ['checkCycle']],
  ['screeningTask', task({ checkCycle: 1.5 }), ['checkCycle']],
  ['screeningTask', task({ checkCycleUnit: '时' }), ['workStartTime', 'workEndTime']],
  ['screeningTask', task({ workType: '1', taskNum: '10' }), ['taskNum']],
  ['screeningTask', task({ workType: '3', taskNum: '11' }), ['taskNum']],
  ['screeningTask', task({ workType: '2' }), ['taskNum']],
  ['hazard', { ...good.hazard, riskMeasureId: undefined }, ['riskMeasureId']],
  ['hazard', { ...good.hazard, cost: '很多' }, ['cost']],
  ['suspension', { ...good.suspension, stopEndTime: '20240201000000' }, ['stopEndTime']],
  ['safetyCommitment', { ...good.safetyCommitment, fires: -1 }, ['fires']],
];
test.each(faults)('%s %j is refused at %j', (type, record, fields) => {
  const checked = checkRecord(type, record);
  const named = checked.ok ? [] : checked.problems.map(({ field }) => field);
  expect(named.sort()).toEqual([...fields].sort());
  if (!checked.ok) for (const { message } of checked.problems) expect(message).toMatch(/[\u4e00-\u9fff]/);
});

describe('codes that are not public are no fault', () => {
  test.each([
    ['riskMeasure', { ...good.riskMeasure, dataSrc: '9', classify1: '7', classify2: '7-7' }],
    ['screeningTask', task({ workType: '3', taskNum: 10, workDayType: '5' })],
    ['hazard', { ...good.hazard, dangerLevel: 'Z', dangerState: 12, somethingNew: { a: [1] } }],
  ] as const)('%s', (type, record) => {
    expect(checkRecord(type, record)).toMatchObject({ ok: true });
  });
});

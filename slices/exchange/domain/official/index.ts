import type { z } from 'zod';
import { safetyCommitmentRecord } from './commitment-records.ts';
import { common } from './common.ts';
import { hazardRecord } from './hazard-records.ts';
import { riskEventRecord, riskMeasureRecord, riskUnitRecord } from './risk-records.ts';
import { checkRecordRecord, screeningTaskRecord, suspensionRecord } from './screening-records.ts';

export const COMMON_FIELDS: readonly string[] = Object.keys(common);

/** The eight official records, parents before children: in this order they are taken in. */
export const OFFICIAL_RECORDS = {
  riskUnit: riskUnitRecord,
  riskEvent: riskEventRecord,
  riskMeasure: riskMeasureRecord,
  screeningTask: screeningTaskRecord,
  checkRecord: checkRecordRecord,
  hazard: hazardRecord,
  suspension: suspensionRecord,
  safetyCommitment: safetyCommitmentRecord,
} as const;
export type OfficialType = keyof typeof OFFICIAL_RECORDS;
export const OFFICIAL_TYPES = Object.keys(OFFICIAL_RECORDS) as OfficialType[];
export type OfficialOf<T extends OfficialType> = z.output<(typeof OFFICIAL_RECORDS)[T]>;

export const TYPE_NAMES: Record<OfficialType, string> = {
  riskUnit: '风险分析单元',
  riskEvent: '风险事件',
  riskMeasure: '管控措施',
  screeningTask: '排查任务',
  checkRecord: '排查记录',
  hazard: '隐患信息',
  suspension: '停用/检修',
  safetyCommitment: '安全承诺',
};

/** What a record hangs on, in the field that names it; where it is empty the record stands by itself. */
export const PARENTS: Record<OfficialType, readonly (readonly [field: string, parent: OfficialType])[]> = {
  riskUnit: [],
  riskEvent: [['riskUnitId', 'riskUnit']],
  riskMeasure: [['riskEventId', 'riskEvent']],
  screeningTask: [['riskMeasureId', 'riskMeasure']],
  checkRecord: [['checkTaskId', 'screeningTask']],
  hazard: [
    ['riskMeasureId', 'riskMeasure'],
    ['checkRecordId', 'checkRecord'],
  ],
  suspension: [['riskUnitId', 'riskUnit']],
  safetyCommitment: [],
};

/** What happened: it stays true when what it happened to is removed later. */
export const HAPPENINGS: ReadonlySet<OfficialType> = new Set(['checkRecord', 'hazard', 'suspension']);

/** A field that only records of this type have: by it a record is known that does not say what it is. */
const MARKS: readonly (readonly [field: string, type: OfficialType])[] = [
  ['riskUnitName', 'riskUnit'],
  ['riskEventName', 'riskEvent'],
  ['troubleshootContent', 'riskMeasure'],
  ['checkCycle', 'screeningTask'],
  ['checkTaskId', 'checkRecord'],
  ['dangerName', 'hazard'],
  ['stopStartTime', 'suspension'],
  ['blindplate', 'safetyCommitment'],
];

export function typeOfRecord(record: Readonly<Record<string, unknown>>): OfficialType | null {
  return MARKS.find(([field]) => field in record)?.[1] ?? null;
}

/** A type by its code name or its Chinese name, as sheets and files say it. */
export function typeNamed(name: string): OfficialType | null {
  const plain = name.replace(/\s/g, '');
  const found = OFFICIAL_TYPES.find((type) => type === plain || TYPE_NAMES[type] === plain);
  return found ?? (plain === '停用检修' ? 'suspension' : null);
}

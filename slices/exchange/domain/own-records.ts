import { instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { COMMITMENT_COUNTS } from './official/commitment-records.ts';
import { momentOf } from './official/common.ts';
import type { RawRecord } from './raw-record.ts';

/*
 * What Zhiben itself holds of the types that are else only kept as they come, as official records. Fields whose codes are
 * not public are left empty rather than guessed; docs/exchange.md lists what is lost by that.
 */

/** Types of which our own are parts of several records of ours, made anew each time they go out. */
const DERIVED_TYPES = ['screeningTask', 'checkRecord', 'hazard', 'suspension', 'safetyCommitment'] as const;
export type DerivedType = (typeof DERIVED_TYPES)[number];
export const isDerivedType = (type: string): type is DerivedType => (DERIVED_TYPES as readonly string[]).includes(type);

/** One of them. */
export interface DerivedRecord {
  readonly id: string;
  readonly enterpriseId: string;
  readonly removed: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

export function printDerived(one: DerivedRecord, companyCode: string): RawRecord {
  return {
    id: one.id,
    companyCode,
    deleted: one.removed ? '1' : '0',
    createDate: momentOf(one.createdAt),
    updateDate: momentOf(one.updatedAt < one.createdAt ? one.createdAt : one.updatedAt),
    createBy: cut(one.createdBy, 100),
    updateBy: cut(one.updatedBy, 100),
    ...one.fields,
  };
}

interface TaskTimes {
  readonly cycleEvery: number;
  readonly cycleUnit: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';
  readonly startOn: LocalDate;
  readonly workStart: string | null;
  readonly workEnd: string | null;
  readonly workDayType: 0 | 1 | 2;
}

/** The official units know neither weeks nor quarters. */
const CYCLES: Record<TaskTimes['cycleUnit'], readonly [times: number, unit: string]> = {
  hour: [1, '时'],
  day: [1, '天'],
  week: [7, '天'],
  month: [1, '月'],
  quarter: [3, '月'],
  year: [1, '年'],
};

export function taskFields(
  task: { readonly measureId: string; readonly workType: number; readonly taskNo: number | null },
  times: TaskTimes,
): DerivedRecord['fields'] {
  const [factor, unit] = CYCLES[times.cycleUnit];
  const isHourly = times.cycleUnit === 'hour';
  return {
    riskMeasureId: task.measureId,
    checkCycle: times.cycleEvery * factor,
    checkCycleUnit: unit,
    taskStartTime: momentOf(instantOf(times.startOn)),
    workStartTime: (isHourly && times.workStart) || '',
    workEndTime: (isHourly && times.workEnd) || '',
    workDayType: String(times.workDayType),
    workType: String(task.workType),
    taskNum: task.taskNo === null ? '' : String(task.taskNo),
  };
}

export function checkFields(check: {
  readonly officialTaskId: string;
  readonly signedAt: Date;
}): DerivedRecord['fields'] {
  return {
    checkTaskId: check.officialTaskId,
    checkTime: momentOf(check.signedAt),
    isDefend: '',
    checkStatus: '',
    mobileMe: '',
  };
}

interface HazardWords {
  readonly description: string;
  readonly place: string;
  readonly measures: string;
  readonly ownerName: string;
  readonly rectificationDueOn: LocalDate | null;
  readonly accepted: { readonly at: Date; readonly byName: string } | null;
}

const MOST_NAME = 500;
const MOST_WORDS = 4_000;
/** By characters as they are counted at the receiver; no half of a pair is left at the end. */
const cut = (text: string, most: number) =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** @param on the measure that the check item checks, and the official check */
export function hazardFields(
  hazard: HazardWords,
  on: { readonly measureId: string; readonly checkId: string },
): DerivedRecord['fields'] {
  const { description, place, measures, ownerName, rectificationDueOn, accepted } = hazard;
  return {
    riskMeasureId: on.measureId,
    checkRecordId: on.checkId,
    dangerName: cut(description, MOST_NAME),
    dangerLevel: '',
    dangerDesc: cut(place ? `${place}：${description}` : description, MOST_WORDS),
    dangerReason: '',
    dangersSrc: '',
    enforcementId: '',
    dangerManageType: '',
    hazardDangerType: '',
    hazardCategory: '',
    controlMeasures: cut(measures, MOST_WORDS),
    cost: '',
    liablePerson: cut(ownerName, 100),
    // The day is met until its last second.
    dangerManageDeadline: rectificationDueOn ? `${rectificationDueOn.replaceAll('-', '')}235959` : '',
    checkAcceptPerson: cut(accepted?.byName ?? '', 100),
    checkAcceptTime: accepted ? momentOf(accepted.at) : '',
    checkAcceptComment: '',
    dangerState: '',
    dangerImg: '',
    dangerAcceptImg: '',
  };
}

export function suspensionFields(
  suspension: { readonly startsAt: Date; readonly endsAt: Date; readonly reason: string },
  unitId: string,
): DerivedRecord['fields'] {
  return {
    riskUnitId: unitId,
    stopStartTime: momentOf(suspension.startsAt),
    stopEndTime: momentOf(suspension.endsAt),
    stopReason: suspension.reason,
  };
}

export function commitmentFields(counts: Readonly<Record<string, unknown>>): DerivedRecord['fields'] {
  return Object.fromEntries(COMMITMENT_COUNTS.map((name) => [name, Number(counts[name] ?? 0)]));
}

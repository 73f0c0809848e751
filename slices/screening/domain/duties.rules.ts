import { z } from 'zod';
import {
  CONFIDENCES,
  type Confidence,
  CYCLE_UNITS,
  type CycleUnit,
  TASK_LEVELS,
  type TaskLevel,
} from './screening.terms.ts';

/** slices/screening/data/duties.json: what is to be checked how often, by whom, with its source and how sure it is. */
export const dutyTableSchema = z.object({
  title: z.string(),
  classes: z.record(
    z.string(),
    z.object({ name: z.string(), industries: z.array(z.string()).nullable(), highRisk: z.boolean().optional() }),
  ),
  duties: z.array(
    z.object({
      code: z.string(),
      /** Duties of one subject are one: the strictest counts, with the sources of all. */
      subject: z.string(),
      name: z.string(),
      who: z.string(),
      level: z.enum(TASK_LEVELS),
      classes: z.array(z.string()).min(1),
      every: z.int().min(1),
      unit: z.enum(CYCLE_UNITS),
      source: z.string(),
      confidence: z.enum(CONFIDENCES),
      note: z.string(),
    }),
  ),
});
export type DutyTable = z.infer<typeof dutyTableSchema>;
type Duty = DutyTable['duties'][number];

/** What is said beside a duty whose source is not the text itself. */
const CAUTIONS: Partial<Record<Confidence, string>> = {
  secondary: '出自官方解读或转述，原文待核对',
  local: '外地规定，供参考；本县没有同样规定时不是义务',
};

/** A duty that applies, as a task would carry it out. */
export interface DueDuty {
  readonly dutyCode: string;
  readonly name: string;
  readonly who: string;
  readonly level: TaskLevel;
  readonly cycleEvery: number;
  readonly cycleUnit: CycleUnit;
  readonly source: string;
  readonly confidence: Confidence;
  readonly caution: string;
  readonly because: string[];
}

/**
 * The duties of an enterprise by its class. Of several rules on one subject the strictest is taken and the sources of
 * all are shown (同一事项存在多条规则时取从严者); what we hold from memory or in part is not offered at all, and what
 * is only a rule of another place gives way to one that binds.
 */
export function dutiesOf(
  { classes, duties }: DutyTable,
  enterprise: { readonly industry: string; readonly highRisk: boolean },
): DueDuty[] {
  const applies = (code: string) => {
    const found = classes[code];
    if (!found || (found.highRisk !== undefined && found.highRisk !== enterprise.highRisk)) return false;
    return found.industries === null || found.industries.includes(enterprise.industry);
  };
  const bySubject = new Map<string, Duty[]>();
  for (const duty of duties) {
    if (duty.confidence === 'memory' || duty.confidence === 'partial' || !duty.classes.some(applies)) continue;
    bySubject.set(duty.subject, [...(bySubject.get(duty.subject) ?? []), duty]);
  }
  return [...bySubject.values()].map((all) => {
    const binding = all.filter(({ confidence }) => confidence !== 'local');
    const counted = binding.length > 0 ? binding : all;
    const strictest = counted.reduce((a, b) => (hours(b) < hours(a) ? b : a));
    const { code, name, who, level, every, unit, confidence, note } = strictest;
    return {
      dutyCode: code,
      name,
      who,
      level,
      cycleEvery: every,
      cycleUnit: unit,
      source: [...new Set(counted.map(({ source }) => source))].join('；'),
      confidence,
      caution: [CAUTIONS[confidence], note].filter(Boolean).join('；'),
      because: strictest.classes.filter(applies).map((one) => classes[one]?.name ?? one),
    };
  });
}

const hours = ({ every, unit }: Duty) =>
  every * { hour: 1, day: 24, week: 168, month: 730, quarter: 2190, year: 8760 }[unit];

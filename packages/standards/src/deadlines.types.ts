/**
 * How far the figure was checked against its source:
 * text = read in the law, standard or plan itself; secondary = from interpretation, news or a repost;
 * local = a local rule, an example and no national default; memory = unchecked, only a default for configuration.
 */
export type Confidence = 'text' | 'secondary' | 'local' | 'memory';

export type DeadlineUnit = 'hour' | 'day' | 'month' | 'year' | 'dayOfMonth' | 'per_day' | 'percent/day';

/** One legal time limit. `duration` counts `unit`s from the day after `trigger`, in `calendar` days. */
export interface DeadlineRule {
  code: string;
  area: string;
  trigger: string;
  duration: number;
  unit: DeadlineUnit;
  calendar: 'natural' | 'workday';
  actor: string;
  /** Law and clause, in Chinese, as it is to be cited. */
  source: string;
  confidence: Confidence;
  note: string | null;
  supersededBy: string | null;
  effectiveFrom: string | null;
}

export interface DeadlineFile {
  title: string;
  calendarRules: Record<string, string>;
  count: number;
  items: (Omit<DeadlineRule, 'note' | 'supersededBy' | 'effectiveFrom'> & {
    note?: string | undefined;
    supersededBy?: string | undefined;
    effectiveFrom?: string | undefined;
  })[];
}

/** Only what was read in the source itself may be shown to a user as the law; all else needs its mark beside it. */
export function mayShowAsFact(rule: { confidence: Confidence }): boolean {
  return rule.confidence === 'text';
}

/** The mark that stands beside a figure which may not be shown as fact; empty for `text`. */
export const confidenceMarks: Record<Confidence, string> = {
  text: '',
  secondary: '二手来源，未与原文逐字核对',
  local: '地方规定，仅作示例',
  memory: '未核对原文，仅为配置默认值',
};

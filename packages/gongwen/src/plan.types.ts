/**
 * The structure that is read out of a published action plan. Dates are legal dates `YYYY-MM-DD` (Asia/Shanghai); what the
 * text does not state is `null` or absent, nothing is guessed.
 */

/** A half-open range of UTF-16 offsets into the text that was read. */
export interface Span {
  start: number;
  end: number;
}

/**
 * - `section`: a level-one unit, and every unit of a purely introductory section (总体要求, 工作目标 …)
 * - `action`: a unit with numbered units under it
 * - `task`: the smallest numbered unit of a working section
 * - `safeguard`: the smallest numbered unit of a section about organisation, guarantees or requirements
 */
export type SectionKind = 'section' | 'action' | 'task' | 'safeguard';

export interface PlanSection {
  /** Stable within one reading: the path joined with `/`, with `#2`, `#3` … where a document repeats a path. */
  id: string;
  /** Bare markers from the outermost ancestor to the unit itself, such as `["二", "（一）", "4"]`. */
  path: string[];
  parentPath: string[];
  kind: SectionKind;
  /** The heading phrase, or `null` where the unit starts straight with its sentence. */
  title: string | null;
  /** The first 15 characters after the marker, white space removed. */
  startsWith: string;
  /** The whole unit with all units under it. */
  span: Span;
  /** Marker and heading phrase; the marker alone where there is no heading phrase. */
  headSpan: Span;
}

export type ObligationKind = 'deadline' | 'recurring' | 'one-off-count' | 'target' | 'prohibition-trigger';

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year';

export interface Frequency {
  per: Period;
  /** Times within one period. */
  atLeast: number;
  /** Every how many periods, where it is not each of them: 每三年 is `{ per: 'year', atLeast: 1, every: 3 }`. */
  every?: number;
  /** The day or hour inside the period, as printed: 每月22日前 is `"22"`, 每天下午5点前 is `"17:00"`. */
  dueDay?: string;
}

/** `explicit`: named in the clause; `task`: named in the same sentence or unit; `resolved`: from a heading or the addressees. */
export type ActorSource = 'explicit' | 'task' | 'resolved';

/**
 * Why the reader is unsure of a duty.
 * - `ambiguous-date`: the words allow two days (2024年6月前)
 * - `date-without-by`: a date that may be the day of the deed rather than its limit
 * - `period-not-day`: a period without a last day (2025年基本建成)
 * - `date-of-earlier-clause`: the limit stands in an earlier clause of the sentence
 * - `rate-without-deed`: a rate whose deed is not clear
 * - `stated-in-heading`: only the heading states it
 * - `measure-without-date`: a measure in running text, perhaps no goal
 * - `actor-from-heading`: the doer is taken from a heading or the addressees
 * - `actor-from-context`: the doer is taken from the sentence or unit around it
 * - `no-actor`: no doer was found
 */
export type Doubt =
  | 'ambiguous-date'
  | 'date-without-by'
  | 'period-not-day'
  | 'date-of-earlier-clause'
  | 'rate-without-deed'
  | 'stated-in-heading'
  | 'measure-without-date'
  | 'actor-from-heading'
  | 'actor-from-context'
  | 'no-actor';

export interface PlanObligation {
  /** Path of the unit that states the duty; empty for a sentence outside every unit (covering letter). */
  taskPath: string[];
  /** `id` of that unit, `null` for a sentence outside every unit. */
  sectionId: string | null;
  /** The words of the text, white space and page marks left out. */
  quote: string;
  span: Span;
  kind: ObligationKind;
  deadline?: string;
  /** Other readings of an ambiguous date (2024年6月前). */
  deadlineAlt?: string[];
  /** The text names a period (2025年基本建成), not a last day. */
  basis?: 'in-period';
  frequency?: Frequency;
  count?: number;
  target?: string;
  /** The bodies or objects the duty is limited to, word for word. */
  appliesTo?: string;
  /** The condition that triggers it, word for word. */
  condition?: string;
  actor: string | null;
  /** Equally good answers: who 督促 or 指导 the actor, supporting bodies of a table row. */
  actorAlt?: string[];
  actorSource?: ActorSource;
  /** How sure the reader is, 0 to 1; below 0.7 a person should look. */
  confidence: number;
  /** What lowers it, the weightiest first; absent where nothing does. */
  doubts?: Doubt[];
}

export interface PlanPhase {
  name: string;
  from: string | null;
  to: string | null;
  span: Span;
}

export interface Plan {
  title: string | null;
  /** As printed, brackets included. */
  docNumber: string | null;
  issuer: string | null;
  date: string | null;
  period: { from: string | null; to: string | null };
  phases: PlanPhase[];
  sections: PlanSection[];
  obligations: PlanObligation[];
}

export type PlanFileFormat = 'txt' | 'docx' | 'html' | 'pdf';

export interface PlanFileReading {
  /** The text that all spans point into. */
  text: string;
  format: PlanFileFormat;
  plan: Plan;
}

import type { HazardFigureFilter } from '@zhiben/slices/hazard/domain';
import type { Cycle } from './period.rules.ts';

/**
 * The value of a cell. 0, none and unknown are three things: a number was counted (and may be 0); `noData` says that
 * the system holds no records for this column; `notApplicable` that there is nothing to say (a rate of nothing).
 */
export type Figure = number | 'noData' | 'notApplicable';

export function isNumber(figure: Figure | undefined): figure is number {
  return typeof figure === 'number';
}

/** Which hazards a column counts, of those that were registered since the campaign began. */
export type HazardCount = Pick<HazardFigureFilter, 'grade' | 'channel' | 'state'>;

/**
 * How a column gets its figure. All but `rate` and `none` are filters over records that can also list them, so that
 * every figure opens; a rate opens through the two figures it is made of.
 */
export type Source =
  | { readonly kind: 'hazards'; readonly filter: HazardCount }
  /** Enterprises that have such hazards, each once. */
  | { readonly kind: 'enterprises'; readonly filter: HazardCount }
  /** Money committed to such hazards with their five commitments, in 万元. */
  | { readonly kind: 'funds'; readonly filter: HazardCount }
  /** Tasks of the campaign's plan that were given to the body of the row. */
  | { readonly kind: 'tasks'; readonly state: 'all' | 'done' | 'overdue' }
  | { readonly kind: 'rate'; readonly part: string; readonly whole: string }
  /** 系统暂无此项数据, and which part of the product will bring it. */
  | { readonly kind: 'none'; readonly awaits: string };

export interface Indicator {
  readonly code: string;
  /** Rises whenever name, meaning or source change; a report keeps the version it was made with. */
  readonly version: number;
  readonly name: string;
  readonly unit: string;
  /** Clause of the plan that asks for it. */
  readonly clause: string;
  /** What exactly is counted, for the reader of the form. */
  readonly meaning: string;
  readonly source: Source;
  /** Counts up from the campaign's start: less than last time needs an explanation (§5 rule 1). */
  readonly cumulative: boolean;
}

export interface Section {
  readonly code: string;
  readonly title: string;
  readonly groups: readonly { readonly title: string; readonly indicators: readonly Indicator[] }[];
}

/** What must hold inside a row (§5 rules 2 and 3). */
type Check =
  | { readonly kind: 'notMore'; readonly part: string; readonly whole: string }
  | { readonly kind: 'sum'; readonly total: string; readonly parts: readonly string[] };

/** A form as data. A changed form is a new version; the old ones stay, since reports were made with them. */
export interface FormDefinition {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  /** The document that asks for the form, and its clause. */
  readonly basis: string;
  /** Where columns are derived rather than printed in the source. */
  readonly remark: string;
  readonly cycle: Cycle;
  readonly sections: readonly Section[];
  readonly checks: readonly Check[];
}

export function indicatorsOf(form: Pick<FormDefinition, 'sections'>): Indicator[] {
  return form.sections.flatMap((section) => section.groups.flatMap((group) => group.indicators));
}

/** Codes with names that stand by themselves, the group before the column: 企业自查重大事故隐患·已整改. */
export function indicatorNames(form: Pick<FormDefinition, 'sections'>): ReadonlyMap<string, string> {
  const groups = form.sections.flatMap((section) => section.groups);
  return new Map(
    groups.flatMap(({ title, indicators }) => indicators.map(({ code, name }) => [code, `${title}·${name}`] as const)),
  );
}

/**
 * 县合计; 行业主管口径, whose rows make the total; 属地口径, which only shows where the same records lie: an
 * enterprise stands in both, so the two are never added (§5 rule 9).
 */
export type RowKind = 'total' | 'department' | 'township';

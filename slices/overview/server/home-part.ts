import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { HomeFigure, HomeItem } from '../domain/overview.contract.ts';

/** What one kind of duty adds to the home page. */
export interface Part {
  readonly figures: readonly HomeFigure[];
  readonly items: readonly HomeItem[];
  /** The limit of the last item where more follow: what is hidden lapses no sooner. */
  readonly more: { readonly from: LocalDate | null } | null;
}

/** Of each kind a few, so that no kind hides behind the backlog of another. */
export const SHOWN = 6;

type Count = { readonly count: number; readonly exact: boolean };

export function figure(key: string, label: string, count: Count, path: string, urgent = false): HomeFigure {
  return { key, label, ...count, urgent, path };
}

/** Lists come by what lapses first. */
export function moreAfter(items: readonly HomeItem[], nextCursor: string | null): Part['more'] {
  return nextCursor === null ? null : { from: items.at(-1)?.dueOn ?? null };
}

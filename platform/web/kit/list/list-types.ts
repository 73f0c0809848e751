import type { ReactNode } from 'react';
import type { ResponseOf, RouteContract } from '../../../domain/contract.ts';

/** A row of the pages that a list contract answers with (`pageOf(row)`). */
export type RowOf<C extends RouteContract> = ResponseOf<C> extends { rows: readonly (infer R)[] } ? R : never;

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly render: (row: Row) => ReactNode;
  /** px; the least width when the column grows. */
  readonly width: number;
  /** Takes a share of the room that is left. */
  readonly grow?: boolean;
  /** Value of the query's `sort` for ascending order; `-` before it means descending. */
  readonly sort?: string;
  /** Numbers stand right, with tabular figures. */
  readonly align?: 'right';
  /** Not shown until chosen. */
  readonly hidden?: boolean;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface FilterBase {
  /** Key in the address and in the query of the contract. */
  readonly key: string;
  readonly label: string;
}

/** The first three are visible, the rest folded away; active ones among these show as chips. */
export type Filter =
  | (FilterBase & { readonly kind: 'text'; readonly placeholder?: string })
  | (FilterBase & {
      readonly kind: 'choice';
      readonly choices: readonly Choice[];
      readonly many?: boolean;
      /** Holds while nothing is chosen, is shown and sent: for a list that is always of one thing, such as a month. */
      readonly standing?: string;
    })
  | (FilterBase & { readonly kind: 'tree'; readonly nodes: readonly TreeChoice[] })
  /** Two keys: first and last day, both included. */
  | (FilterBase & { readonly kind: 'dates'; readonly endKey: string })
  /** Sends `true` when on. */
  | (FilterBase & { readonly kind: 'flag' });

export interface TreeChoice extends Choice {
  readonly children?: readonly TreeChoice[];
}

/** A tab above the list: a name for a set of filters. */
export interface ListView {
  readonly key: string;
  readonly label: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

export interface BulkAction {
  /** What happens: 批量交办. */
  readonly label: string;
  readonly run: (ids: readonly string[]) => void | Promise<void>;
  readonly irreversible?: boolean;
}

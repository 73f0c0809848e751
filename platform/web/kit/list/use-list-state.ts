import { useMemo } from 'react';
import type { RouteContract } from '../../../domain/contract.ts';
import { fittingSearch } from '../../url-state.ts';
import { useSearchPatch } from '../../use-url-state.ts';
import type { Filter, ListView } from './list-types.ts';

/** Parts of a list's address that are not conditions. */
const PLACE_KEYS = ['row', 'view', 'cursor', 'limit'];

/**
 * The state of a list, all of it in the address. Whatever the contract's query accepts is sent on, also without a
 * filter on screen: that is how a figure elsewhere opens its records here.
 */
export function useListState(
  contract: RouteContract,
  filters: readonly Filter[],
  views: readonly ListView[],
  defaultSort: string | undefined,
) {
  const [raw, patch] = useSearchPatch();
  return useMemo(() => {
    const conditions = fittingSearch(contract.query ?? emptyQuery, without(raw, PLACE_KEYS));
    const { sort = defaultSort, ...values } = conditions;
    const view = views.find(({ key }) => key === raw.view) ?? views[0];
    const query = { ...standingOf(filters), ...view?.query, ...values, ...(sort === undefined ? {} : { sort }) };
    const known = new Set(filters.flatMap((f) => (f.kind === 'dates' ? [f.key, f.endKey] : [f.key])));
    return {
      /** Values of the filters by key, as text. */
      values,
      sort: sort as string | undefined,
      view: view?.key,
      query,
      /** Conditions that came with the address and that no filter shows. */
      hidden: Object.keys(values).filter((key) => !known.has(key)),
      row: typeof raw.row === 'string' ? raw.row : null,
      /** What a view of one's own keeps. */
      search: without(raw, ['row']),
      patch,
    };
  }, [raw, patch, contract, filters, views, defaultSort]);
}

type QuerySchema = NonNullable<RouteContract['query']>;
const emptyQuery = { shape: {} } as QuerySchema;

/** What filters say while nothing is chosen. */
function standingOf(filters: readonly Filter[]): Record<string, string> {
  return Object.fromEntries(
    filters.flatMap((filter) =>
      filter.kind === 'choice' && filter.standing !== undefined ? [[filter.key, filter.standing]] : [],
    ),
  );
}

function without(raw: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !keys.includes(key)));
}

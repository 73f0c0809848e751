import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CallInput, RouteContract } from '../../../domain/contract.ts';
import { call, sliceOf } from '../../api.ts';
import type { ProblemError } from '../../problem.ts';
import type { RowOf } from './list-types.ts';

interface RowPage {
  readonly rows: readonly unknown[];
  readonly nextCursor: string | null;
}

const PAGE_SIZE = 50;

/** The rows of a cursor-paged contract, page after page. The rows of the last query stay while the next one loads. */
export function useListRows<C extends RouteContract>(
  contract: C,
  params: Readonly<Record<string, string>> | undefined,
  query: Readonly<Record<string, unknown>>,
) {
  const result = useInfiniteQuery<RowPage, ProblemError, InfiniteData<RowPage>, readonly unknown[], string | undefined>(
    {
      queryKey: [sliceOf(contract), contract.url, 'pages', params, query],
      queryFn: ({ signal, pageParam }) => {
        const input = { params, query: { ...query, limit: PAGE_SIZE, cursor: pageParam } };
        return call(contract, input as unknown as CallInput<C>, signal) as Promise<RowPage>;
      },
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    },
  );
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.rows) ?? [], [result.data]);
  return { ...result, rows: rows as unknown as readonly RowOf<C>[] };
}

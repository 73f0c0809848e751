import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { CallInput, ResponseOf, RouteContract } from '../domain/contract.ts';
import { call, sliceOf } from './api.ts';
import { ProblemError } from './problem.ts';

/** Cache key of a call: the slice first, so that everything of a slice can be invalidated at once. */
export function callKey<C extends RouteContract>(contract: C, input: CallInput<C>): QueryKey {
  return [sliceOf(contract), contract.url, input];
}

/** The one cache of an app. Failures that cannot pass by themselves are not tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => error instanceof ProblemError && error.canRetry && navigator.onLine && failures < 2,
        refetchOnReconnect: true,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

interface UseCallOptions {
  /** false waits, e.g. for an id that is not known yet. */
  readonly enabled?: boolean;
  /** Keep showing the last answer while the input changes. */
  readonly keepPrevious?: boolean;
  /** Milliseconds during which an answer is taken as fresh. */
  readonly staleTime?: number;
}

/** Reads with a GET contract; cached, shared between components, renewed by commands and live messages. */
export function useCall<C extends RouteContract>(
  contract: C,
  input: CallInput<C>,
  options: UseCallOptions = {},
): UseQueryResult<ResponseOf<C>, ProblemError> {
  return useQuery<ResponseOf<C>, ProblemError>({
    queryKey: callKey(contract, input),
    queryFn: ({ signal }) => call(contract, input, signal),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  });
}

export interface Command<C extends RouteContract> {
  /** Sends; rejects with a `ProblemError`, which also stands in `problem`. */
  readonly run: (input: CallInput<C>) => Promise<ResponseOf<C>>;
  readonly isRunning: boolean;
  readonly problem: ProblemError | null;
  readonly reset: () => void;
}

/**
 * Writes with a contract. After success all that is cached of the contract's slice is read anew.
 * @param also further slices whose data the command changes
 */
export function useCommand<C extends RouteContract>(contract: C, also: readonly string[] = []): Command<C> {
  const client = useQueryClient();
  const mutation = useMutation<ResponseOf<C>, ProblemError, CallInput<C>>({
    mutationFn: (input) => call(contract, input),
    onSuccess: () => {
      for (const slice of [sliceOf(contract), ...also]) void client.invalidateQueries({ queryKey: [slice] });
    },
  });
  return {
    run: mutation.mutateAsync,
    isRunning: mutation.isPending,
    problem: mutation.error,
    reset: mutation.reset,
  };
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asProblem, type ProblemError } from '../problem.ts';

export interface SearchHit {
  /** 隐患, 企业, 任务 … */
  readonly kind: string;
  readonly title: string;
  readonly note?: string;
  /** Address with search params, if any. */
  readonly path: string;
}

/** Finds records by free text; given by the app, because the platform knows none. */
export type Search = (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>;

const PAUSE_MS = 150;
const LEAST_LETTERS = 2;

/** Hits for what is being typed, asked for when typing pauses. */
export function useSearchHits(search: Search | undefined, text: string) {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const enabled = search !== undefined && settled.length >= LEAST_LETTERS;
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', settled],
    queryFn: ({ signal }) => (search as Search)(settled, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  const problem: ProblemError | null = enabled && error ? asProblem(error) : null;
  return { hits: enabled ? (data ?? []) : [], problem, isLoading: isFetching || settled !== text.trim() };
}

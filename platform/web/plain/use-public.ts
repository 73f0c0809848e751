import { useEffect, useState } from 'react';
import type { CallInput, ResponseOf, RouteContract } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { asProblem, type ProblemError } from '../problem.ts';

interface Answer<T> {
  readonly data: T | null;
  readonly problem: ProblemError | null;
  readonly retry: () => void;
}

/** What a page asks once. No cache: each page is loaded anew. @param input must not change while the page stands */
export function usePublic<C extends RouteContract>(contract: C, input: CallInput<C>): Answer<ResponseOf<C>> {
  const [asked, setAsked] = useState({ contract, input });
  const [data, setData] = useState<ResponseOf<C> | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    call(asked.contract, asked.input, leaving.signal).then(setData, (error: unknown) => {
      if (!leaving.signal.aborted) setProblem(asProblem(error));
    });
    return () => leaving.abort();
  }, [asked]);
  const retry = () => {
    setProblem(null);
    setAsked({ contract, input });
  };
  return { data, problem, retry };
}

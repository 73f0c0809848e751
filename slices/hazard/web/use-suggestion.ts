import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { call } from '@zhiben/platform/web/api.ts';
import { useEffect, useState } from 'react';
import { suggestForHazard } from '../domain/hazard-criteria.contract.ts';

export interface SuggestionFor {
  readonly hazardId: string;
  readonly stage: 'register' | 'judge';
}

interface Described extends SuggestionFor {
  readonly text: string;
  readonly industry: string | undefined;
  /** Day of discovery, whose standards judge. */
  readonly on: string;
}

export type Suggestion = ResponseOf<typeof suggestForHazard>;

const PAUSE_MS = 500;
/** Fewer characters than this say nothing yet. */
const ENOUGH = 4;

/**
 * What a description comes near, once typing has paused. What is shown is kept with the hazard, to be compared with what
 * a person decides. Null where it cannot be had: nothing depends on it.
 */
export function useSuggestion({ hazardId, stage, text, industry, on }: Described): Suggestion | null {
  const [shown, setShown] = useState<Suggestion | null>(null);
  useEffect(() => {
    const words = text.trim();
    if (words.length < ENOUGH) return setShown(null);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const body = { hazardId, stage, text: words.slice(0, 2000), industry: industry ?? '', on };
      call(suggestForHazard, { body }, abort.signal).then(setShown, () => {
        if (!abort.signal.aborted) setShown(null);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [hazardId, stage, text, industry, on]);
  return shown;
}

import { wordsContext } from '@zhiben/gongwen/words';
import { useMemo } from 'react';
import type { PlanRecord } from '../domain/index.ts';
import type { WordsContext } from './facts-from-words.ts';

/** What a date without a year means in this plan. */
export function useWordsContext({ datedOn, periodFrom, periodTo, obligations }: PlanRecord): WordsContext {
  return useMemo(
    () => wordsContext({ date: datedOn, period: { from: periodFrom, to: periodTo }, obligations }),
    [datedOn, periodFrom, periodTo, obligations],
  );
}

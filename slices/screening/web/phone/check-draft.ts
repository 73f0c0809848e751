import { newId } from '@zhiben/platform/domain/ids.ts';
import { readStored, writeStored } from '@zhiben/platform/web/stored.ts';
import type { CheckItem, Verdict } from '@zhiben/slices/screening/domain';
import { useCallback, useState } from 'react';

/** What goes with a failed item, or what was found beside the list. */
export interface FindingDraft {
  readonly id: string;
  readonly words: string;
  readonly place: string;
  readonly fixedNow: string;
  /** Ids of kept photos and of a recording. */
  readonly photoIds: readonly string[];
  readonly voiceId: string | null;
}

export interface AnswerDraft {
  readonly value: number | string | null;
  readonly verdict: Verdict | null;
  readonly note: string;
  readonly photoIds: readonly string[];
  readonly finding: FindingDraft | null;
}

export interface CheckDraft {
  /** Of the record that it will be. */
  readonly id: string;
  /** By the phone's clock. */
  readonly startedAt: string;
  readonly answers: Readonly<Record<string, AnswerDraft>>;
  /** The refused entry that it mends. */
  readonly replaces: string | null;
}

export const NO_ANSWER: AnswerDraft = { value: null, verdict: null, note: '', photoIds: [], finding: null };

export function newFinding(place: string): FindingDraft {
  return { id: newId(), words: '', place, fixedNow: '', photoIds: [], voiceId: null };
}

export function newDraft(): CheckDraft {
  return { id: newId(), startedAt: new Date().toISOString(), answers: {}, replaces: null };
}

/** Ids of all kept files that a draft names. */
export function filesOfDraft(draft: CheckDraft, items: readonly CheckItem[]): string[] {
  return items.flatMap(({ id }) => {
    const { photoIds = [], finding } = draft.answers[id] ?? NO_ANSWER;
    return [...photoIds, ...(finding ? [...finding.photoIds, ...(finding.voiceId ? [finding.voiceId] : [])] : [])];
  });
}

/**
 * A draft kept with every tap, so that a phone that is put away or dies loses none.
 * @param begin what it begins with when there is none
 */
export function useKeptDraft<T>(key: string, begin: () => T) {
  const [draft, setDraft] = useState<T>(() => readStored<T | null>(key, null) ?? begin());
  const [isKept, setKept] = useState(true);
  const change = useCallback(
    (edit: (before: T) => T) =>
      setDraft((before) => {
        const next = edit(before);
        setKept(writeStored(key, next));
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => void writeStored(key, undefined), [key]);
  return { draft, change, forget, isKept };
}

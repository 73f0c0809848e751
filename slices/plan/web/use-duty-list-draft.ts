import { useQueryClient } from '@tanstack/react-query';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { call } from '@zhiben/platform/web/api.ts';
import { asProblem, type ProblemError } from '@zhiben/platform/web/problem.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type DutyList, type DutyListContent, saveDutyList } from '../domain/index.ts';

export interface DutyListDraft {
  readonly content: DutyListContent;
  readonly change: (how: (list: DutyListContent) => DutyListContent) => void;
  /** Saves what is not saved yet. @returns the version that the server has; null when it could not be saved */
  readonly flush: () => Promise<number | null>;
  readonly isSaved: boolean;
  /** Why the last save failed; `canRetry` ones are tried again with the next change or on demand. */
  readonly problem: ProblemError | null;
}

/** Milliseconds of rest after which a draft is saved. */
const REST = 800;

/** A list as it is being written: changes show at once and are saved one after another after a moment of rest. */
export function useDutyListDraft(list: DutyList): DutyListDraft {
  const client = useQueryClient();
  const [content, setContent] = useState(list.content);
  const [saved, setSaved] = useState(list.content);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const now = useRef({ content, saved, version: list.version });
  const sending = useRef<Promise<number | null> | null>(null);

  const change = useCallback((how: (before: DutyListContent) => DutyListContent) => {
    now.current.content = how(now.current.content);
    setContent(now.current.content);
  }, []);

  const save = useCallback(async (): Promise<number | null> => {
    try {
      while (now.current.content !== now.current.saved) {
        const { content: next, version } = now.current;
        const body = { commandId: newId(), version, content: next };
        const answer = await call(saveDutyList, { params: { id: list.id }, body });
        now.current.version = answer.version;
        now.current.saved = next;
        setSaved(next);
        setProblem(null);
      }
      return now.current.version;
    } catch (error) {
      setProblem(asProblem(error));
      return null;
    }
  }, [list.id]);
  const flush = useCallback(() => {
    sending.current ??= save().finally(() => {
      sending.current = null;
      void client.invalidateQueries({ queryKey: ['plan'] });
    });
    return sending.current;
  }, [save, client]);

  const isSaved = content === saved;
  // Publishing, discarding or another clerk made a newer version, and nothing here is unsaved: that one goes on.
  useEffect(() => {
    const { version, saved: sent, content: shown } = now.current;
    if (list.version <= version || shown !== sent || sending.current) return;
    now.current = { content: list.content, saved: list.content, version: list.version };
    setContent(list.content);
    setSaved(list.content);
  }, [list]);

  useEffect(() => {
    // A blank name is refused; it waits for its words.
    if (isSaved || content.title.trim() === '') return;
    const timer = setTimeout(() => void flush(), REST);
    return () => clearTimeout(timer);
  }, [content, isSaved, flush]);

  useEffect(() => {
    if (isSaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSaved]);
  // Leaving the page within the app takes what is unsaved along.
  useEffect(() => () => void (now.current.content !== now.current.saved && flush()), [flush]);

  return { content, change, flush, isSaved, problem };
}

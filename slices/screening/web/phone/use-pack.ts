import { localDate } from '@zhiben/platform/domain/clock.ts';
import { serverNow } from '@zhiben/platform/web/offline/device-clock.ts';
import type { OutboxRow } from '@zhiben/platform/web/offline/offline-db.ts';
import { useSyncState } from '@zhiben/platform/web/offline/sync-state.ts';
import { useLive } from '@zhiben/platform/web/offline/use-live.ts';
import { asProblem, type ProblemError } from '@zhiben/platform/web/problem.ts';
import { whenReached } from '@zhiben/platform/web/reach.ts';
import { useSession } from '@zhiben/platform/web/session.ts';
import { packSchema, type ScreeningPack } from '@zhiben/slices/screening/domain';
import { useEffect, useMemo, useState } from 'react';
import { PACK_NAME, refreshPack } from './refresh-pack.ts';
import { type WorkItem, workItems } from './slot-now.ts';

const MINUTE_MS = 60_000;

export interface PackState {
  /** null: there is none on this phone. undefined: not yet known. */
  readonly pack: ScreeningPack | null | undefined;
  readonly problem: ProblemError | null;
  readonly refresh: () => void;
}

/** What this person needs for the day: from the phone at once, and renewed whenever the server can be reached. */
export function usePack(): PackState {
  const { userId } = useSession();
  const kept = useLive(`pack ${userId}`, async (db) => (await db.answers.get(`${userId}/${PACK_NAME}`)) ?? null);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const { phase } = useSyncState();
  const ask = useMemo(
    () => () =>
      void refreshPack(userId).then(
        () => setProblem(null),
        (error) => setProblem(asProblem(error)),
      ),
    [userId],
  );
  // Also when a sending has ended: the server's states of slots have changed with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phase is the occasion
  useEffect(ask, [ask, phase === 'sending']);
  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && ask();
    const stop = whenReached(ask);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [ask]);
  const pack = useMemo(() => {
    if (kept === undefined) return undefined;
    const parsed = packSchema.safeParse(kept?.body);
    return parsed.success ? parsed.data : null;
  }, [kept]);
  return { pack, problem, refresh: ask };
}

/** Entries of this person on this phone, newest first. */
export function useOwnEntries(kind: string): readonly OutboxRow[] | undefined {
  const { userId } = useSession();
  const rows = useLive(`entries ${kind} ${userId}`, (db) =>
    db.outbox.filter((row) => row.owner === userId && row.kind === kind).toArray(),
  );
  return useMemo(() => rows?.sort((a, b) => (a.at < b.at ? 1 : -1)), [rows]);
}

const JUST_MS = 20_000;

/** What this person has just put into the journal; null after a while. */
export function useJustKept(): OutboxRow | null {
  const { userId } = useSession();
  const row = useLive(`last ${userId}`, async (db) => {
    const rows = await db.outbox.filter(({ owner }) => owner === userId).sortBy('at');
    return rows.at(-1) ?? null;
  });
  const [, setTick] = useState(0);
  const isFresh = row != null && Date.now() - Date.parse(row.at) < JUST_MS;
  useEffect(() => {
    if (!isFresh) return;
    const timer = setTimeout(() => setTick((n) => n + 1), JUST_MS);
    return () => clearTimeout(timer);
  }, [isFresh]);
  return isFresh ? row : null;
}

export interface Work {
  readonly items: readonly WorkItem[];
  /** Instant and day by the server's clock. */
  readonly now: Date;
  readonly today: string;
}

/** The slots of the pack as they stand at this minute. */
export function useWork(pack: ScreeningPack | null | undefined): Work | null {
  const entries = useOwnEntries('record');
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => {
    if (!pack || !entries) return null;
    const signed = new Set(entries.filter(({ state }) => state !== 'refused').map(({ about }) => about));
    return { items: workItems(pack, signed, now), now, today: localDate(now) };
  }, [pack, entries, now]);
}

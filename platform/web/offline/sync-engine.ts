import { asProblem } from '../problem.ts';
import { whenReached } from '../reach.ts';
import { backOffMs } from './batches.ts';
import { type OfflineDb, openOffline } from './offline-db.ts';
import { sendNameless } from './send-nameless.ts';
import { sendAll } from './sync-round.ts';
import { setSyncState } from './sync-state.ts';
import type { SyncTransport } from './transport.ts';
import { onWake } from './wake.ts';

/** Where `navigator.locks` is missing (plain http), the ids keep repeats harmless. */
const LOCK = 'zhiben-outbox';
/** An answer to some other request shortens the wait after a failure to this share. */
const HOPE = 0.25;

/**
 * Sends what waits whenever there is reason to hope: at the start, after each new entry, when the network or the page
 * comes back, and after failures at growing intervals. One tab sends at a time.
 * @returns the way to stop
 */
export function startSync(transport: SyncTransport): () => void {
  let failures = 0;
  let failedMs = 0;
  let waitMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  let isWanted = false;
  let isStopped = false;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), ms);
    setSyncState({ nextTryAt: Date.now() + ms });
  };
  const run = async (): Promise<void> => {
    if (isStopped) return;
    if (isRunning) {
      isWanted = true;
      return;
    }
    isRunning = true;
    clearTimeout(timer);
    setSyncState({ nextTryAt: null });
    try {
      do {
        isWanted = false;
        await oneAtATime(() => round(transport));
      } while (isWanted && !isStopped);
      failures = 0;
      waitMs = 0;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === 'app/not-signed-in') setSyncState({ phase: 'sign-in', problem: null });
      else {
        setSyncState({ phase: problem.status === 0 ? 'offline' : 'failed', problem: problem.message });
        waitMs = backOffMs(failures, Math.random());
        failures += 1;
        failedMs = Date.now();
        later(waitMs);
      }
    } finally {
      isRunning = false;
    }
  };
  const soon = () => void run();
  const prepare = () => transport.prepare().catch(() => {}); // what is missing then is said by its page
  const onVisible = () => document.visibilityState === 'visible' && soon();

  const stopWake = onWake(soon);
  // A line that lets small questions through and nothing large is reached and lost with every try: the waits grow all
  // the same.
  const stopReach = whenReached(() => {
    if (!isRunning) later(Math.max(0, failedMs + waitMs * HOPE - Date.now()));
    void prepare();
  });
  window.addEventListener('online', soon);
  document.addEventListener('visibilitychange', onVisible);
  soon();
  void prepare();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    stopWake();
    stopReach();
    window.removeEventListener('online', soon);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

async function round(transport: SyncTransport): Promise<void> {
  const db = await openOffline();
  if (!(await isAnythingWaiting(db))) return setSyncState({ phase: 'idle', problem: null });
  await sendNameless(db, transport);
  if (!(await isAnythingWaiting(db))) return setSyncState({ phase: 'idle', problem: null });
  const person = await transport.person();
  if (person === null) return setSyncState({ phase: 'sign-in', problem: null });
  setSyncState({ phase: 'sending', problem: null });
  await sendAll(db, transport, person, ({ left, what }) => setSyncState({ left, what }));
  setSyncState({ phase: 'idle', problem: null });
}

async function isAnythingWaiting(db: OfflineDb): Promise<boolean> {
  return (await db.outbox.where('state').anyOf('waiting', 'files').count()) > 0;
}

function oneAtATime(run: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request(LOCK, run) : run();
}

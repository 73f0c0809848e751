import { useEffect, useSyncExternalStore } from 'react';

/** What of one person is here and not yet with the server. */
export interface Waiting {
  /** Entries not sent, and of them or beside them those that the server refused. */
  readonly entries: number;
  readonly refused: number;
  /** Contents that follow entries, and photos of forms. */
  readonly files: number;
}

let waiting: Waiting = { entries: 0, refused: 0, files: 0 };
let watched: { owner: string; stop: Promise<() => void> } | null = null;
const listeners = new Set<() => void>();

/** Kept apart from the store itself, so that the first load of the app goes without it. */
export function useWaiting(owner: string): Waiting {
  useEffect(() => {
    if (watched?.owner === owner) return;
    void watched?.stop.then((stop) => stop());
    const stop = import('./watch-waiting.ts').then(({ watchWaiting }) =>
      watchWaiting(owner, (next) => {
        waiting = next;
        for (const listener of listeners) listener();
      }),
    );
    stop.catch((error) => console.error('the store of this device cannot be read', error));
    watched = { owner, stop };
  }, [owner]);
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => waiting,
  );
}

import { useSyncExternalStore } from 'react';

/** What the sending of this tab is about. */
export interface SyncState {
  /** `sign-in`: the session has ended, and the server takes nothing until its person signs in. */
  readonly phase: 'idle' | 'sending' | 'offline' | 'sign-in' | 'failed';
  /** How many are left of what is being sent. */
  readonly left: number;
  readonly what: 'entries' | 'files';
  /** Milliseconds; null when nothing is planned. */
  readonly nextTryAt: number | null;
  readonly problem: string | null;
}

let state: SyncState = { phase: 'idle', left: 0, what: 'entries', nextTryAt: null, problem: null };
const listeners = new Set<() => void>();

export function setSyncState(change: Partial<SyncState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function useSyncState(): SyncState {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => state,
  );
}

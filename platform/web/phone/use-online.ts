import { useSyncExternalStore } from 'react';
import { isReachable, watchReach } from '../reach.ts';

/** Whether the server can be reached, as far as is known. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchReach, isReachable);
}

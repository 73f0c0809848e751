import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';
import { type OfflineDb, openOffline } from './offline-db.ts';

/**
 * What a read of the store gives, again after every change of what it read, also by another tab.
 * @param key changes when the read means something else
 * @returns undefined until the first answer
 */
export function useLive<T>(key: string, read: (db: OfflineDb) => Promise<T>): T | undefined {
  const [answer, setAnswer] = useState<{ key: string; value: T } | undefined>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names what the read depends on
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isGone = false;
    const fail = (error: unknown) => console.error('the store of this device cannot be read', error);
    openOffline().then((db) => {
      if (isGone) return;
      const next = (value: T) => setAnswer({ key, value });
      const subscription = liveQuery(() => read(db)).subscribe({ next, error: fail });
      stop = () => subscription.unsubscribe();
    }, fail);
    return () => {
      isGone = true;
      stop?.();
    };
  }, [key]);
  return answer?.key === key ? answer.value : undefined;
}

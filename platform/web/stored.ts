import { useCallback, useState } from 'react';

/**
 * Small things that a browser remembers for its user: chosen columns, drafts. Storage may be full, forbidden
 * or hold something older, so reading falls back and writing may fail silently: nothing official lives here.
 */
export function readStored<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(`zhiben.${key}`);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** @returns whether it was stored */
export function writeStored(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(`zhiben.${key}`);
    else localStorage.setItem(`zhiben.${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** State that survives a reload of the page. */
export function useStored<T>(key: string, fallback: T) {
  const [value, setValue] = useState(() => readStored(key, fallback));
  const store = useCallback(
    (next: T) => {
      setValue(next);
      writeStored(key, next);
    },
    [key],
  );
  return [value, store] as const;
}

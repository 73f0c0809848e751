/**
 * Whether the server answers. A phone that calls itself online may have a WLAN without internet, so what counts is how
 * the last request went, beside what the browser says.
 */

let isReached = true;
const listeners = new Set<() => void>();

/** Told by every request: did an answer come? */
export function reportReach(reached: boolean): void {
  if (reached === isReached) return;
  isReached = reached;
  for (const listener of listeners) listener();
}

export function isReachable(): boolean {
  return isReached && navigator.onLine;
}

/** Calls back when the server may be asked again. Returns the way to stop. */
export function whenReached(onReached: () => void): () => void {
  return watchReach(() => isReachable() && onReached());
}

/** Calls back when it changes. Returns the way to stop. */
export function watchReach(onChange: () => void): () => void {
  // A network that came back is believed until a request fails again.
  const onOnline = () => {
    reportReach(true);
    onChange();
  };
  listeners.add(onChange);
  window.addEventListener('online', onOnline);
  window.addEventListener('offline', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('online', onOnline);
    window.removeEventListener('offline', onChange);
  };
}

import { useSyncExternalStore } from 'react';

/** Often enough for a phone that never closes the app. */
const CHECK_MS = 3_600_000;

/** What the worker fetches for later must not hold up what somebody is waiting for: a screen, then its data. */
const SLOW_PAUSE_MS = 4_000;
const SLOW_MBIT = 5;

/** The page stands and nothing is under way; on a line that the browser calls slow, some seconds more. */
async function quiet(): Promise<void> {
  const { connection } = navigator as { readonly connection?: { readonly downlink?: number } };
  const isSlow = (connection?.downlink ?? SLOW_MBIT) < SLOW_MBIT;
  if (document.readyState !== 'complete')
    await new Promise((done) => window.addEventListener('load', done, { once: true }));
  if (isSlow) await new Promise((done) => setTimeout(done, SLOW_PAUSE_MS));
  // WebKit has no idle callbacks.
  await new Promise<void>((done) => {
    if (window.requestIdleCallback) window.requestIdleCallback(() => done(), { timeout: SLOW_PAUSE_MS });
    else setTimeout(done, 200);
  });
}

const GIVES_WAY_MS = 3_000;

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/**
 * Registers the service worker and looks for a newer one now and then. A newer version waits beside the running one:
 * it takes over when the app is opened next, or when its person says so; never under somebody's hands.
 */
export async function keepUpdated(url: string, scope: string): Promise<void> {
  await quiet();
  const registration = await navigator.serviceWorker.register(url, { scope });
  const look = () => {
    // The first ever has nobody to wait for.
    waiting = navigator.serviceWorker.controller ? registration.waiting : null;
    for (const listener of listeners) listener();
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
  let checkedMs = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - checkedMs < CHECK_MS) return;
    checkedMs = Date.now();
    registration.update().catch(() => {}); // without a network: next time
  });
}

export function useUpdateReady(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => waiting !== null,
  );
}

/** Changes over to the version that waits; drafts and what waits to be sent stay. */
export function takeUpdate(): void {
  const open = () => window.location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', open, { once: true });
  waiting?.postMessage('take-over');
  // A worker gives way only when nothing it fetches hangs: once the page is left, nothing does.
  setTimeout(open, GIVES_WAY_MS);
}

/** Lets whoever wrote something ask for its sending without carrying the engine along. */
let wake: (() => void) | null = null;

export function wakeSync(): void {
  wake?.();
}

export function onWake(listener: () => void): () => void {
  wake = listener;
  return () => {
    if (wake === listener) wake = null;
  };
}

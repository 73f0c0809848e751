import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';

/** What the server tells of a change: `kind` is the slice whose record `id` changed. */
const liveMessage = z.object({ kind: z.string(), id: z.string() });

const GATHER_MS = 300;

/**
 * Keeps what is on screen up to date: each message of the event stream renews what is cached of its slice. After a
 * break in the connection everything is renewed, for messages may have been missed.
 */
export function useLiveUpdates(url = '/api/live'): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource(url);
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hasBroken = false;
    const renew = () => {
      for (const slice of changed) void client.invalidateQueries({ queryKey: [slice] });
      changed.clear();
      timer = undefined;
    };
    source.onmessage = ({ data }) => {
      const message = liveMessage.safeParse(safeJson(data));
      if (!message.success) return;
      changed.add(message.data.kind);
      timer ??= setTimeout(renew, GATHER_MS);
    };
    source.onerror = () => {
      hasBroken = true;
    };
    source.onopen = () => {
      if (hasBroken) void client.invalidateQueries();
      hasBroken = false;
    };
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [client, url]);
}

function safeJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

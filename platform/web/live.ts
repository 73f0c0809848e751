import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { LIVE_REFRESH, liveEventSchema, openLive } from '../domain/live.contract.ts';
import { countUnreadNotifications } from '../domain/notify.contract.ts';
import { sliceOf, urlOf } from './api.ts';

const GATHER_MS = 300;

/** What is cached under these names is out of date after an event; its notices come without events of their own. */
export function slicesToRenew(data: string): readonly string[] {
  const event = liveEventSchema.safeParse(safeJson(data));
  if (!event.success) return [];
  const slice = event.data.action.split(':')[0] ?? '';
  return [...new Set([slice, event.data.kind, sliceOf(countUnreadNotifications)])];
}

/** Keeps what is on screen up to date: each event renews what is cached of its slice. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource(urlOf(openLive, {}));
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFirst = true;
    const renew = () => {
      for (const slice of changed) void client.invalidateQueries({ queryKey: [slice] });
      changed.clear();
      timer = undefined;
    };
    source.onmessage = ({ data }) => {
      for (const slice of slicesToRenew(String(data))) changed.add(slice);
      timer ??= setTimeout(renew, GATHER_MS);
    };
    // Sent whenever the connection opens: at first everything is fresh, later something may have been missed.
    source.addEventListener(LIVE_REFRESH, () => {
      if (!isFirst) void client.invalidateQueries();
      isFirst = false;
    });
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [client]);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

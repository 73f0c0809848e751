import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../stored.ts';

/**
 * The server's time as far as this device can tell: its own clock, moved by how far it was off at the last contact.
 * What is signed carries the device's own time untouched; the server judges it by what the clock said when it was sent.
 */
interface Contact {
  /** Server minus device. */
  readonly offsetMs: number;
  /** The latest instant this clock has shown: an earlier one now means that it was put back. */
  readonly seenMs: number;
}

const KEY = 'clock';
const listeners = new Set<() => void>();
const NOTABLE_MS = 5 * 60_000;

/** Learns from an answer: it was made about half way between sending and receiving. */
export function noteServerTime(serverAt: string, sentMs: number, receivedMs = Date.now()): void {
  const offsetMs = Math.round(Date.parse(serverAt) - (sentMs + receivedMs) / 2);
  writeStored(KEY, { offsetMs, seenMs: receivedMs } satisfies Contact);
  for (const listener of listeners) listener();
}

/** The present instant by the server's clock. */
export function serverNow(): Date {
  return new Date(Date.now() + readStored<Contact>(KEY, { offsetMs: 0, seenMs: 0 }).offsetMs);
}

/** By how much this clock was ahead at the last contact; null when there never was one. */
export function deviceSkewSeconds(): number | null {
  const contact = readStored<Contact | null>(KEY, null);
  return contact && Math.round(-contact.offsetMs / 1000);
}

/** A sentence when the clock cannot be right; null when there is nothing to say. */
export function clockWarning(contact = readStored<Contact | null>(KEY, null), nowMs = Date.now()): string | null {
  if (!contact) return null;
  if (nowMs < contact.seenMs - NOTABLE_MS) {
    return '手机时间被调早了，应查时段可能显示不准。请打开“自动设置时间”，联网后会重新校准。';
  }
  const { offsetMs } = contact;
  if (Math.abs(offsetMs) < NOTABLE_MS) return null;
  return `手机时间比服务器${offsetMs > 0 ? '慢' : '快'} ${sayLength(Math.abs(offsetMs))}。今天的任务按服务器时间安排，请打开“自动设置时间”。`;
}

/** The warning, again after every contact. */
export function useClockWarning(): string | null {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => clockWarning(),
  );
}

function sayLength(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}

import type { LocalDate } from '@zhiben/platform/domain/clock.ts';

/** `2024-01-01 至 2026-12-31`, with what the text leaves open said so. */
export function sayPeriod(from: LocalDate | null, to: LocalDate | null): string {
  if (from === null && to === null) return '原文未写明';
  if (from === null) return `至 ${to}`;
  return to === null ? `自 ${from} 起` : `${from} 至 ${to}`;
}

import type { LocalDate } from '@zhiben/platform/domain/clock.ts';

/** `2026年11月2日`, as official documents write a day. */
export function sayDay(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

import { daysBetween, type LocalDate, localDate } from '../../domain/clock.ts';
import type { Tone } from '../tokens.ts';

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** `2024-06-30（周日）` */
export function sayDate(date: LocalDate): string {
  return `${date}（${WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]}）`;
}

/** `2024-06-30 14:05` in Asia/Shanghai, from an ISO instant. */
export function sayInstant(instant: string): string {
  const shanghai = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${shanghai.slice(0, 10)} ${shanghai.slice(11, 16)}`;
}

/** Relative time, only ever beside an absolute one: `刚刚`, `5 分钟前`, `3 小时前`, `昨天`, `12 天前`. */
export function sayAgo(instant: string, now: Date): string {
  const at = new Date(instant);
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  const days = daysBetween(localDate(at), localDate(now));
  if (days === 0) return `${Math.floor(minutes / 60)} 小时前`;
  return days === 1 ? '昨天' : `${days} 天前`;
}

/** `12,345` */
export function sayNumber(value: number): string {
  return value.toLocaleString('en-US');
}

/** `10,000+` where counting stopped. */
export function sayCount(count: { readonly count: number; readonly exact: boolean }): string {
  return count.exact ? sayNumber(count.count) : `${sayNumber(count.count)}+`;
}

/** `1.5 MB` */
export function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export interface Remaining {
  readonly text: string;
  readonly tone: Tone;
}

/**
 * How much of a limit is left, counted in calendar days of Asia/Shanghai.
 * @param metOn when it was done; then it says whether in time
 * @param soon from how many days on it is marked as pressing
 */
export function sayRemaining(dueOn: LocalDate, today: LocalDate, metOn?: LocalDate | null, soon = 3): Remaining {
  if (metOn) {
    const late = daysBetween(dueOn, metOn);
    return late > 0 ? { text: `逾期 ${late} 天完成`, tone: 'red' } : { text: '按期完成', tone: 'green' };
  }
  const left = daysBetween(today, dueOn);
  if (left < 0) return { text: `逾期 ${-left} 天`, tone: 'red' };
  if (left === 0) return { text: '今天到期', tone: 'orange' };
  return { text: `还剩 ${left} 天`, tone: left <= soon ? 'orange' : 'neutral' };
}

import { addWorkingDays } from '@zhiben/platform/domain/calendar.ts';
import type { LocalDate } from '@zhiben/platform/domain/clock.ts';

/** What a worker hands in: 随手拍 of a hazard, or 合理化建议. */
export const SNAPSHOT_KINDS = ['hazard', 'proposal'] as const;
export type SnapshotKind = (typeof SNAPSHOT_KINDS)[number];
export const SNAPSHOT_KIND_NAMES: Record<SnapshotKind, string> = { hazard: '随手拍', proposal: '合理化建议' };

/** received: nobody answered yet · accepted: a hazard was registered, or the proposal taken up · declined: with a reason */
export const SNAPSHOT_STATUSES = ['received', 'accepted', 'declined', 'duplicate'] as const;
export type SnapshotStatus = (typeof SNAPSHOT_STATUSES)[number];
const STATUS_WORDS: Record<SnapshotKind, Record<SnapshotStatus, string>> = {
  hazard: { received: '待处理', accepted: '已登记为隐患', declined: '不构成隐患', duplicate: '重复报告' },
  proposal: { received: '待处理', accepted: '已采纳', declined: '未采纳', duplicate: '重复建议' },
};
export const snapshotStatusName = (kind: SnapshotKind, status: SnapshotStatus): string => STATUS_WORDS[kind][status];

/**
 * Working days in which a finder is answered, unless the enterprise sets its own. No national text names a number; the
 * limit is the product's.
 */
export const ANSWER_DAYS = 3;

/** By when a report of a day is to be answered. */
export function answerDueOn(receivedOn: LocalDate, days: number): LocalDate {
  return addWorkingDays(receivedOn, days).date;
}

/** Crockford's letters: none that is taken for another when read out or copied by hand. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;

/**
 * The code by which an anonymous finder follows a report and claims its reward: 80 random bits, made on the finder's own
 * device. The server is given its SHA-256 alone until the code is used.
 * @param bytes 16 random bytes
 */
export function claimCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => LETTERS[byte & 31]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** What was typed, as `claimCode` writes it; null when it cannot be one. */
export function plainClaimCode(typed: string): string | null {
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (letters.length !== CODE_LENGTH || [...letters].some((letter) => !LETTERS.includes(letter))) return null;
  return (letters.match(/.{4}/g) ?? []).join('-');
}

import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { daysBetween } from '@zhiben/platform/domain/clock.ts';

/** What two reports of one enterprise are compared by. */
export interface Reported {
  readonly id: string;
  readonly description: string;
  readonly place: string;
  readonly discoveredOn: LocalDate;
  readonly criterionCode: string | null;
  /** SHA-256 of the photos and papers on it. */
  readonly files: readonly string[];
  /** What its photographs show (difference hashes of 64 bits): a picture that was saved or sent again keeps its own. */
  readonly prints: readonly bigint[];
}

/** Why two reports may be one: a score from 0 to 1 and sentences that say what it is made of. */
export interface Likeness {
  readonly score: number;
  readonly because: readonly string[];
}

/** From here on two reports are proposed as one. */
export const ALIKE = 0.6;
const DAYS_APART = 60;
/** Prints that differ in no more bits are of one picture. */
const NEAR_BITS = 3;

/**
 * How much other reports of the same enterprise are like one. The same photograph alone is enough; the same words need
 * the same place or a near day, since one enterprise may have the same fault in two workshops.
 */
export function likenessTo(one: Reported): (other: Reported) => Likeness {
  const [description, place] = [pairs(one.description), pairs(one.place)];
  return (other) =>
    compare(one, other, overlap(description, pairs(other.description)), overlap(place, pairs(other.place)));
}

function compare(a: Reported, b: Reported, words: number, places: number): Likeness {
  const because: string[] = [];
  const shared = a.files.filter((hash) => b.files.includes(hash)).length;
  if (shared > 0) because.push(`有 ${shared} 个内容完全相同的附件`);
  const resaved = shared > 0 ? 0 : a.prints.filter((one) => b.prints.some((other) => isNear(one, other))).length;
  if (resaved > 0) because.push(`有 ${resaved} 张画面相同的照片（另存或转发过）`);
  if (words >= 0.5) because.push(`描述有 ${Math.round(words * 100)}% 相同`);
  if (places >= 0.5) because.push(places === 1 ? '部位相同' : '部位相近');
  const days = Math.abs(daysBetween(a.discoveredOn, b.discoveredOn));
  if (days <= DAYS_APART) because.push(days === 0 ? '同日发现' : `发现日期相差 ${days} 天`);
  const isSameClause = a.criterionCode !== null && a.criterionCode === b.criterionCode;
  if (isSameClause) because.push('对应同一条判定标准');
  const near = Math.max(0, 1 - days / DAYS_APART);
  const told = words * 0.6 + places * 0.2 + near * 0.12 + (isSameClause ? 0.08 : 0);
  return { score: Math.round(Math.min(1, shared + resaved > 0 ? Math.max(0.9, told) : told) * 100) / 100, because };
}

function isNear(one: bigint, other: bigint): boolean {
  const differing = BigInt.asUintN(64, one ^ other)
    .toString(2)
    .replaceAll('0', '');
  return differing.length <= NEAR_BITS;
}

/** Share of neighbouring pairs of characters that two texts have in common, 0 to 1. */
function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return 0;
  let common = 0;
  for (const pair of left) if (right.has(pair)) common++;
  return common / (left.size + right.size - common);
}

function pairs(text: string): Set<string> {
  const plain = text.normalize('NFKC').replace(/[\s,，。;；、:：()（）"“”]/g, '');
  return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2)));
}

/** How many general hazards of one place, found together, look like one large hazard in pieces. */
const PIECES = 3;
const SAME_DAYS = 3;

interface Piece extends Pick<Reported, 'id' | 'place' | 'discoveredOn'> {
  readonly grade: 'major' | 'general' | null;
}

/**
 * Those that look like pieces of one hazard with `own`: general ones of the same place within a few days, three or more
 * with it. A major hazard may not be split into general ones (《安全生产法》第四十一条).
 */
export function piecesWith(own: Piece, others: readonly Piece[]): string[] {
  if (own.grade === 'major') return [];
  const place = pairs(own.place);
  const near = others.filter(
    (other) =>
      other.grade !== 'major' &&
      Math.abs(daysBetween(own.discoveredOn, other.discoveredOn)) <= SAME_DAYS &&
      overlap(place, pairs(other.place)) >= 0.8,
  );
  return near.length + 1 >= PIECES ? near.map(({ id }) => id) : [];
}

import type { ReviewChange, RiskReview } from './review.contract.ts';
import { type Cause, LEVEL_NAMES, LEVELS, type Level } from './risk.terms.ts';

interface SeriousAssessment {
  readonly eventId: string;
  readonly unitName: string;
  readonly name: string;
  readonly from: Level | null;
  readonly to: Level;
  readonly cause: Cause;
  readonly at: Date;
  readonly byName: string;
}

interface SeriousRemoval {
  readonly eventId: string;
  readonly unitName: string;
  readonly name: string;
  readonly from: Level | null;
  readonly at: Date | null;
  readonly byName: string;
}

/** What changed among red and orange points, oldest first. */
export function sayChanges(
  assessments: readonly SeriousAssessment[],
  removals: readonly SeriousRemoval[],
): ReviewChange[] {
  const assessed = assessments.map(({ at, ...one }) => ({
    ...one,
    kind: kindOf(one.from, one.to),
    at: at.toISOString(),
  }));
  const removed = removals.map(({ at, ...one }) => ({
    ...one,
    kind: 'removed' as const,
    to: null,
    cause: null,
    at: (at ?? new Date(0)).toISOString(),
  }));
  return [...assessed, ...removed].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function kindOf(from: Level | null, to: Level): ReviewChange['kind'] {
  if (from === null) return 'new';
  if (from === to) return 'reassessed';
  return LEVELS.indexOf(to) < LEVELS.indexOf(from) ? 'raised' : 'lowered';
}

/** The first words of a review, put together from the records; a person reads, changes and confirms them. */
export function draftStatement({
  quarter,
  majors,
  changes,
}: {
  readonly quarter: string;
  readonly majors: RiskReview['majors'];
  readonly changes: readonly ReviewChange[];
}): string {
  const count = (kind: ReviewChange['kind']) => changes.filter((change) => change.kind === kind).length;
  const now =
    majors.length === 0
      ? `${quarter}，本单位没有重大风险。`
      : `${quarter}，本单位有重大风险 ${majors.length} 项：${majors.map(({ unitName, name }) => `${unitName}“${name}”`).join('、')}。`;
  const kinds = [
    ['new', '新辨识'],
    ['raised', '升级'],
    ['lowered', '降级'],
    ['reassessed', '重新评价后等级不变'],
    ['removed', '从清单中删除'],
  ] as const;
  const moved = kinds.flatMap(([kind, word]) => (count(kind) > 0 ? [`${word} ${count(kind)} 项`] : []));
  const since =
    moved.length > 0 ? `上次评审以来，重大、较大风险${moved.join('，')}。` : '上次评审以来，重大、较大风险没有变化。';
  const turned = changes
    .filter(({ kind, to }) => to === 'red' && (kind === 'new' || kind === 'raised'))
    .map(({ unitName, name }) => `${unitName}“${name}”`);
  const attention =
    turned.length > 0 ? `其中${turned.join('、')}为本期新增的${LEVEL_NAMES.red}，请逐项核对管控措施。` : '';
  const bare = majors.filter(({ measures }) => measures === 0).map(({ name }) => `“${name}”`);
  const missing = bare.length > 0 ? `${bare.join('、')}尚未写明管控措施。` : '';
  return now + since + attention + missing;
}

import { Absent, GradeTag, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import type { HazardRow } from '../domain/hazard.contract.ts';
import { type Grade, LISTING_LEVEL_NAMES, STATUS_NAMES, type Status } from '../domain/hazard.terms.ts';

const TONES: Record<Status, Tone> = {
  clue: 'neutral',
  notified: 'orange',
  rectifying: 'yellow',
  applied: 'blue',
  accepted: 'blue',
  closed: 'green',
  dismissed: 'neutral',
  referred: 'neutral',
  shutDown: 'neutral',
};

export function HazardStatus({ status }: { status: Status }) {
  return <StatusTag label={STATUS_NAMES[status]} tone={TONES[status]} />;
}

/** Red belongs to major hazards alone; one that nobody judged yet has no grade. */
export function HazardGrade({ grade }: { grade: Grade | null }) {
  if (grade === null) return <StatusTag label="未定级" />;
  return grade === 'major' ? <GradeTag level="red" label="重大" /> : <GradeTag level="blue" label="一般" />;
}

/** 挂牌督办 by its level, with the day of what happened last. */
export function HazardListing({ row }: { row: Pick<HazardRow, 'listingLevel' | 'listedOn' | 'delistedOn'> }) {
  const { listingLevel, listedOn, delistedOn } = row;
  if (listingLevel === null) return <Absent kind="none" />;
  const level = LISTING_LEVEL_NAMES[listingLevel];
  return delistedOn ? (
    <StatusTag label={`${level} ${delistedOn} 摘牌`} />
  ) : (
    <StatusTag label={`${level}挂牌 ${listedOn}`} tone="orange" />
  );
}

/** A description as a heading: its first sentence, no longer than a line or two. */
export function headline(description: string): string {
  const sentence = /^[^。；\n]+/.exec(description)?.[0] ?? description;
  return sentence.length > 48 ? `${sentence.slice(0, 47)}…` : sentence;
}

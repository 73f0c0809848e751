import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import {
  KINDS,
  LISTING_LEVEL_NAMES,
  type ListingLevel,
  type PaperKind,
  STATUS_NAMES,
  type Status,
} from '../domain/supervision.terms.ts';

const TONES: Record<Status, Tone> = {
  draft: 'neutral',
  submitted: 'blue',
  approved: 'blue',
  issued: 'orange',
  acknowledged: 'yellow',
  replied: 'blue',
  closed: 'green',
  withdrawn: 'neutral',
};

export function PaperStatus({ status }: { status: Status }) {
  return <StatusTag label={STATUS_NAMES[status]} tone={TONES[status]} />;
}

/** 挂牌督办通知书 says at which level. */
export function PaperKindName({ kind, level }: { kind: PaperKind; level: ListingLevel | null }) {
  return level ? `${KINDS[kind].name}（${LISTING_LEVEL_NAMES[level]}）` : KINDS[kind].name;
}

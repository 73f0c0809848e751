import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { PublicNotice } from '../domain/public-notice.contract.ts';

/** Whether it still holds: by a word, and by colour. */
export function NoticeState({ notice: { isListing, kindName, endedOn } }: { notice: PublicNotice }) {
  if (!isListing) return <StatusTag label={kindName} />;
  return endedOn ? (
    <StatusTag label={`已摘牌 ${endedOn}`} tone="green" />
  ) : (
    <StatusTag label={`${kindName}中`} tone="orange" />
  );
}

import { Link } from '@tanstack/react-router';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import type { PaperRow } from '../domain/supervision.contract.ts';
import { PaperKindName, PaperStatus } from './marks.tsx';

/** One paper in a short list on the phone. */
export function PaperLine({ paper, path }: { paper: PaperRow; path: string }) {
  const { number, kind, level, status, replyDueOn } = paper;
  const waits = status === 'issued' || status === 'acknowledged';
  return (
    <li>
      <Link to={path as never}>
        <PaperKindName kind={kind} level={level} />
        <small>{number ?? '未编号'}</small>
      </Link>
      <span>
        <PaperStatus status={status} />
        {waits && replyDueOn && <Countdown dueOn={replyDueOn} brief />}
      </span>
    </li>
  );
}

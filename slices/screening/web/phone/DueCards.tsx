import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getCommitmentDraft, listConflicts } from '@zhiben/slices/screening/domain';

/** What waits for this person beside the tasks. Without an answer nothing is shown: the tasks go first. */
export function DueCards() {
  const maySign = useMay('screening:commit');
  const mayDecide = useMay('screening:manage');
  return (
    <>
      {maySign && <CommitmentCard />}
      {mayDecide && <ConflictCard />}
    </>
  );
}

/** Only for whoever would sign today, where the county asks for it. */
function CommitmentCard() {
  const { data } = useCall(getCommitmentDraft, {}, { staleTime: 300_000 });
  if (!data?.dueAt || data.signedAs === null || data.last?.day === data.day) return null;
  const isLate = new Date(data.dueAt) < new Date();
  const time = sayInstant(data.dueAt).slice(11);
  return (
    <p className="zb-notice zb-today-due" data-kind={isLate ? 'problem' : undefined}>
      今天的安全承诺公告还没有签署，{isLate ? `已过今天 ${time} 的时限` : `应在今天 ${time} 前公告`}。
      <Link to={'/m/commitment' as never}>去签署</Link>
    </p>
  );
}

function ConflictCard() {
  const { data } = useCall(listConflicts, { query: { open: 'true' } }, { staleTime: 60_000 });
  const open = data?.rows.filter(({ abilities }) => abilities.resolve) ?? [];
  if (open.length === 0) return null;
  return (
    <p className="zb-notice zb-today-due">
      有 {open.length}
      {data?.nextCursor ? ' 项以上' : ' 项'}两台手机填写不一致，待您选定。
      <Link to={'/m/screening/conflicts' as never}>去处理</Link>
    </p>
  );
}

import { Link } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { listConflicts } from '@zhiben/slices/screening/domain';
import { Fragment } from 'react';
import { saySlot } from '../screening-words.ts';
import { PhoneConflict } from './PhoneConflict.tsx';
import './phone-record.css';

/** Where two phones answered the same differently: nothing is overwritten, a person decides. */
export default function PhoneConflictListPage() {
  usePageTitle('填写不一致');
  const { data, error, refetch } = useCall(listConflicts, { query: { open: 'true' } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.rows.length === 0)
    return <Empty title="没有待处理的不一致">两台手机对同一时段填得不同时，两个答案都保留，并列在这里由人选定。</Empty>;
  return (
    <div className="zb-phone-record">
      <p className="zb-phone-note">看清后选定一个答案并写明理由，两个答案都留在记录里。</p>
      {data.rows.map((conflict) => (
        <Fragment key={conflict.id}>
          <Link to={`/m/screening/records/${conflict.recordId}` as never}>
            {conflict.taskName} {saySlot(conflict.slotKey)}
          </Link>
          <PhoneConflict conflict={conflict} />
        </Fragment>
      ))}
    </div>
  );
}

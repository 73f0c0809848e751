import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { RECORD_STATE_NAMES, type ScreeningPack } from '@zhiben/slices/screening/domain';
import { saySlot } from '../screening-words.ts';
import { PackGate } from './PackGate.tsx';
import { useOwnEntries } from './use-pack.ts';

/** 我的排查记录: what this person signed, what waits on the phone first. */
export default function PhoneHistoryPage() {
  usePageTitle('我的排查记录');
  return <PackGate>{(pack) => <History records={pack.records} />}</PackGate>;
}

function History({ records }: Pick<ScreeningPack, 'records'>) {
  const { userId } = useSession();
  const entries = useOwnEntries('record');
  if (!entries) return <Loading />;
  const own = records.filter(({ signerId }) => signerId === userId);
  const known = new Set(records.map(({ id }) => id));
  const here = entries.filter(({ id, state }) => state !== 'refused' && !known.has(id));
  if (own.length + here.length === 0) {
    return <Empty title="还没有排查记录">签名后的记录列在这里，没有网络时也能看到。</Empty>;
  }
  return (
    <ul className="zb-phone-list" aria-label="我的排查记录">
      {here.map(({ id, title, at, state }) => (
        <li key={id}>
          <Link to={(state === 'waiting' ? '/m/outbox' : `/m/screening/records/${id}`) as never}>
            <strong>{title}</strong>
            <span className="zb-phone-note">签名 {sayInstant(at)}</span>
            <span className="zb-phone-marks">
              {state === 'waiting' ? (
                <StatusTag label="待上传" tone="orange" />
              ) : (
                <StatusTag label="已收到" tone="green" />
              )}
            </span>
          </Link>
        </li>
      ))}
      {own.map((record) => (
        <li key={record.id}>
          <Link to={`/m/screening/records/${record.id}` as never}>
            <strong>{record.taskName}</strong>
            <span className="zb-phone-note">
              签名 {sayInstant(record.signedAt)}
              {record.slotKey && ` · 应查 ${saySlot(record.slotKey)}`}
            </span>
            <span className="zb-phone-marks">
              <StatusTag
                label={RECORD_STATE_NAMES[record.state]}
                tone={record.state === 'extra' ? 'neutral' : 'green'}
              />
              {record.bad > 0 && <StatusTag label={`不合格 ${record.bad} 项`} tone="red" />}
              {record.missingFiles > 0 && <StatusTag label={`还差 ${record.missingFiles} 个附件`} tone="yellow" />}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

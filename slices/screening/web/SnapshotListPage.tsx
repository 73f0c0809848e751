import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { countSnapshots, getSnapshot, listSnapshots, type SnapshotRow } from '../domain/snapshot.contract.ts';
import { SNAPSHOT_KIND_NAMES } from '../domain/snapshot.rules.ts';
import { SnapshotBody, SnapshotState, SnapshotSteps } from './SnapshotParts.tsx';

const VIEWS: readonly ListView[] = [
  { key: 'received', label: '待处理', query: { status: 'received' } },
  { key: 'overdue', label: '超过答复期限', query: { overdue: 'true' } },
  { key: 'accepted', label: '已登记、采纳', query: { status: 'accepted' } },
  { key: 'declined', label: '不构成、未采纳', query: { status: 'declined' } },
  { key: 'duplicate', label: '重复', query: { status: 'duplicate' } },
  { key: 'all', label: '全部', query: {} },
];
const FILTERS: readonly Filter[] = [
  { kind: 'text', key: 'q', label: '检索', placeholder: '内容、地点' },
  {
    kind: 'choice',
    key: 'kind',
    label: '类别',
    choices: Object.entries(SNAPSHOT_KIND_NAMES).map(([value, label]) => ({ value, label })),
  },
  { kind: 'dates', key: 'from', endKey: 'to', label: '收到' },
];
const COLUMNS: readonly Column<SnapshotRow>[] = [
  { key: 'words', label: '内容', width: 280, grow: true, render: (row) => row.words },
  { key: 'kind', label: '类别', width: 110, render: (row) => SNAPSHOT_KIND_NAMES[row.kind] },
  { key: 'place', label: '地点', width: 160, render: (row) => row.place },
  { key: 'state', label: '状态', width: 120, render: (row) => <SnapshotState snapshot={row} /> },
  { key: 'received', label: '收到', width: 110, render: (row) => row.receivedOn },
  {
    key: 'due',
    label: '答复期限',
    width: 160,
    render: (row) => (row.status === 'received' ? <Countdown dueOn={row.dueOn} brief /> : row.dueOn),
  },
  {
    key: 'finder',
    label: '报告人',
    width: 110,
    render: (row) => row.finderName ?? <StatusTag label="匿名" />,
  },
  { key: 'photos', label: '照片', width: 70, align: 'right', render: (row) => row.photos },
];

const OWN: readonly ListView[] = [{ key: 'mine', label: '我提的', query: { mine: 'true' } }];

/** The inbox of what the people of the enterprise report; for who does not answer, what they handed in themselves. */
export default function SnapshotListPage() {
  const answers = useMay('screening:answer');
  return (
    <ListPage
      title="随手拍和合理化建议"
      contract={listSnapshots}
      count={countSnapshots}
      columns={COLUMNS}
      filters={FILTERS}
      views={answers ? VIEWS : OWN}
      panel={(id) => <SnapshotPanel id={id} />}
      recordPath={(id) => `/snapshots/${id}`}
      actions={
        <>
          {answers && <LinkButton to="/snapshots/address">匿名报告二维码</LinkButton>}
          <LinkButton to="/snapshots/new" primary>
            提合理化建议
          </LinkButton>
        </>
      }
      empty={{
        title: answers ? '没有待处理的报告' : '您还没有提过',
        children: '员工在手机上用“随手拍”报告，或扫描匿名报告二维码提交后，列在这里。',
      }}
    />
  );
}

function SnapshotPanel({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getSnapshot, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPanel
      number={SNAPSHOT_KIND_NAMES[data.kind]}
      title={data.place}
      marks={<SnapshotState snapshot={data} />}
      side={<SnapshotSteps snapshot={data} />}
    >
      <SnapshotBody snapshot={data} />
    </RecordPanel>
  );
}

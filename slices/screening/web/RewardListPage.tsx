import { urlOf } from '@zhiben/platform/web/api.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import {
  countRewards,
  exportRewards,
  getReward,
  getRewardSums,
  listRewards,
  type RewardRow,
} from '../domain/reward.contract.ts';
import { REWARD_STATUS_NAMES, REWARD_STATUSES, sayYuan } from '../domain/reward.rules.ts';
import { SNAPSHOT_KIND_NAMES } from '../domain/snapshot.rules.ts';
import { sayMonth } from '../domain/statement.rules.ts';
import { RewardBody, RewardSteps, TONES } from './RewardParts.tsx';
import { RewardDrawer } from './SnapshotParts.tsx';
import './statement.css';

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  ...REWARD_STATUSES.map((status) => ({ key: status, label: REWARD_STATUS_NAMES[status], query: { status } })),
];
const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    key: 'kind',
    label: '类别',
    choices: Object.entries(SNAPSHOT_KIND_NAMES).map(([value, label]) => ({ value, label })),
  },
  { kind: 'dates', key: 'paidFrom', endKey: 'paidTo', label: '发放日期' },
];

/** What was proposed, approved and paid for reports and proposals. */
export default function RewardListPage() {
  const isOwn = useMay('screening:reward');
  const [isProposing, setProposing] = useState(false);
  const columns = useMemo(
    (): readonly Column<RewardRow>[] => [
      { key: 'subject', label: '事由', width: 220, grow: true, render: (row) => row.subject },
      ...(isOwn
        ? [
            {
              key: 'person',
              label: '受奖人',
              width: 110,
              render: (row: RewardRow) => row.personName ?? <StatusTag label="匿名" />,
            },
          ]
        : [{ key: 'name', label: '单位', width: 210, grow: true, render: (row: RewardRow) => row.enterpriseName }]),
      { key: 'kind', label: '类别', width: 100, render: (row) => SNAPSHOT_KIND_NAMES[row.kind] },
      { key: 'item', label: '适用标准', width: 120, render: (row) => row.item },
      { key: 'amount', label: '金额（元）', width: 100, align: 'right', render: (row) => sayYuan(row.amountFen) },
      {
        key: 'status',
        label: '状态',
        width: 90,
        render: (row) => <StatusTag label={REWARD_STATUS_NAMES[row.status]} tone={TONES[row.status]} />,
      },
      { key: 'proposed', label: '提出', width: 90, render: (row) => row.proposedByName },
      { key: 'decided', label: '审批', width: 90, render: (row) => row.decidedByName ?? '' },
      { key: 'paid', label: '发放日期', width: 110, render: (row) => row.paidOn ?? '' },
    ],
    [isOwn],
  );
  return (
    <>
      <ListPage
        title="报告奖励台账"
        note={<Sums />}
        contract={listRewards}
        count={countRewards}
        columns={columns}
        filters={FILTERS}
        views={VIEWS}
        panel={(id) => <RewardPanel id={id} />}
        exportUrl={(query) => urlOf(exportRewards, { query } as never)}
        {...(isOwn && {
          actions: (
            <>
              <LinkButton to="/rewards/notice">打印公示</LinkButton>
              <LinkButton to="/rewards/rules">奖励标准</LinkButton>
              <Button type="primary" onClick={() => setProposing(true)}>
                提出奖励
              </Button>
            </>
          ),
        })}
        empty={{
          title: '还没有奖励',
          children: '随手拍登记为隐患、建议被采纳后，可以提出奖励；提出人和审批人须为两人。',
        }}
      />
      {isProposing && <RewardDrawer snapshot={null} onDone={() => setProposing(false)} />}
    </>
  );
}

function Sums() {
  const { data } = useCall(getRewardSums, { query: {} });
  if (!data || data.months.length === 0) return null;
  return (
    <ul className="zb-reward-sums" aria-label="逐月已发放">
      {data.months.slice(0, 6).map(({ month, count, amountFen }) => (
        <li key={month}>
          {sayMonth(month)}发放 {count} 笔，{sayYuan(amountFen)} 元
        </li>
      ))}
    </ul>
  );
}

function RewardPanel({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getReward, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPanel
      number={SNAPSHOT_KIND_NAMES[data.kind]}
      title={`${sayYuan(data.amountFen)} 元`}
      marks={<StatusTag label={REWARD_STATUS_NAMES[data.status]} tone={TONES[data.status]} />}
      side={<RewardSteps reward={data} />}
    >
      <RewardBody reward={data} />
    </RecordPanel>
  );
}

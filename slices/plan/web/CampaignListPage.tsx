import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useMemo } from 'react';
import { type CampaignRow, countCampaigns, listCampaigns } from '../domain/index.ts';
import { sayPeriod } from './say-period.ts';
import { TallyBar } from './TallyBar.tsx';
import { useShortNames } from './use-short-names.ts';

const VIEWS: readonly ListView[] = [
  { key: 'running', label: '进行中', query: { closed: 'false' } },
  { key: 'closed', label: '已结束', query: { closed: 'true' } },
  { key: 'all', label: '全部', query: {} },
];

function CampaignName({ row }: { row: CampaignRow }) {
  return (
    <>
      {row.name}
      {row.closedAt && (
        <>
          {' '}
          <StatusTag label="已结束" />
        </>
      )}
    </>
  );
}

export default function CampaignListPage() {
  const nameOf = useShortNames();
  const mayAdopt = useMay('plan:adopt');
  const columns = useMemo(
    (): readonly Column<CampaignRow>[] => [
      { key: 'name', label: '专项行动', width: 280, grow: true, render: (row) => <CampaignName row={row} /> },
      { key: 'number', label: '编号', width: 190, hidden: true, render: (row) => row.number },
      { key: 'owner', label: '牵头机构', width: 120, render: (row) => nameOf(row.ownerBodyId) },
      { key: 'period', label: '期限', width: 210, render: (row) => sayPeriod(row.startsOn, row.endsOn) },
      { key: 'bar', label: '进度', width: 160, render: (row) => <TallyBar tally={row.tally} /> },
      {
        key: 'done',
        label: '完成',
        width: 90,
        align: 'right',
        render: ({ tally }) => `${tally.done} / ${tally.total}`,
      },
      { key: 'overdue', label: '逾期', width: 70, align: 'right', render: ({ tally }) => tally.overdue },
      { key: 'unassigned', label: '未分派', width: 80, align: 'right', render: ({ tally }) => tally.unassigned },
    ],
    [nameOf],
  );
  return (
    <ListPage
      title="专项行动"
      contract={listCampaigns}
      count={countCampaigns}
      columns={columns}
      views={VIEWS}
      recordPath={(id) => `/campaigns/${id}`}
      empty={{
        title: '还没有专项行动',
        children: '专项行动由安委办依据已导入的方案建立。',
        actions: mayAdopt && <LinkButton to="/plans?view=new">从方案建立</LinkButton>,
      }}
    />
  );
}

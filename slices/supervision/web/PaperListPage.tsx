import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { PUBLIC_NOTICES } from '../domain/public-notice.contract.ts';
import {
  countPapers,
  exportPapers,
  GROUP_NAMES,
  type Group,
  listPapers,
  type PaperRow,
} from '../domain/supervision.contract.ts';
import { KINDS, LISTING_LEVEL_NAMES, PAPER_KINDS } from '../domain/supervision.terms.ts';
import { PaperKindName, PaperStatus } from './marks.tsx';
import { PaperPanel } from './PaperView.tsx';

const view = (group: Group): ListView => ({ key: group, label: GROUP_NAMES[group], query: { group } });
const OF_DRAFTERS = (
  ['running', 'inbox', 'toApprove', 'drafts', 'overdue', 'listed', 'closed', 'withdrawn', 'all'] as const
).map(view);
/** Those who approve but do not draft: what waits for them comes first. */
const OF_LEADERS = (['toApprove', 'inbox', 'running', 'drafts', 'overdue', 'listed', 'closed', 'all'] as const).map(
  view,
);
const OF_OTHERS = (['inbox', 'running', 'overdue', 'listed', 'closed', 'all'] as const).map(view);

const filters: readonly Filter[] = [
  { kind: 'text', key: 'q', label: '检索', placeholder: '文号、标题、隐患、单位' },
  {
    kind: 'choice',
    key: 'kind',
    label: '文书',
    many: true,
    choices: PAPER_KINDS.map((kind) => ({ value: kind, label: KINDS[kind].name })),
  },
  {
    kind: 'choice',
    key: 'level',
    label: '挂牌级别',
    choices: Object.entries(LISTING_LEVEL_NAMES).map(([value, label]) => ({ value, label })),
  },
  { kind: 'dates', key: 'issuedFrom', endKey: 'issuedTo', label: '印发日期' },
];

const columns: readonly Column<PaperRow>[] = [
  { key: 'number', label: '文号', width: 168, render: (row) => row.number ?? '未编号' },
  {
    key: 'kind',
    label: '文书',
    width: 178,
    render: (row) => <PaperKindName kind={row.kind} level={row.level} />,
  },
  { key: 'subject', label: '事由', width: 240, grow: true, render: (row) => row.subjectName },
  { key: 'to', label: '主送', width: 180, grow: true, render: (row) => row.addressees || <Absent /> },
  { key: 'status', label: '状态', width: 132, render: (row) => <PaperStatus status={row.status} /> },
  { key: 'due', label: '反馈期限', width: 150, sort: 'due', render: (row) => <ReplyDue row={row} /> },
  {
    key: 'issued',
    label: '印发时间',
    width: 150,
    sort: 'issued',
    render: (row) => (row.issuedAt ? sayInstant(row.issuedAt) : <Absent kind="none" />),
  },
  {
    key: 'changed',
    label: '最近办理',
    width: 150,
    hidden: true,
    sort: 'changed',
    render: (row) => sayInstant(row.changedAt),
  },
  { key: 'issuer', label: '发文单位', width: 160, hidden: true, render: (row) => row.issuerName },
  { key: 'public', label: '公布', width: 80, hidden: true, render: (row) => (row.isPublished ? '已公布' : '未公布') },
];

const RUNNING = ['issued', 'acknowledged'];

function ReplyDue({ row }: { row: PaperRow }) {
  if (row.replyDueOn === null) return <Absent kind="none" />;
  return RUNNING.includes(row.status) ? <Countdown dueOn={row.replyDueOn} brief /> : row.replyDueOn;
}

export default function PaperListPage() {
  const mayDraft = useMay('supervision:draft');
  const mayApprove = useMay('supervision:approve');
  const mayExport = useMay('supervision:export');
  return (
    <ListPage
      title="督办文书"
      contract={listPapers}
      count={countPapers}
      columns={columns}
      filters={filters}
      views={mayDraft ? OF_DRAFTERS : mayApprove ? OF_LEADERS : OF_OTHERS}
      panel={(id) => <PaperPanel id={id} />}
      recordPath={(id) => `/supervision/papers/${id}`}
      {...(mayExport ? { exportUrl: (query) => urlOf(exportPapers, { query }) } : {})}
      actions={
        <>
          <a className="zb-button" href={PUBLIC_NOTICES} target="_blank" rel="noreferrer">
            公示页
          </a>
          {mayDraft && <LinkButton to="/supervision/proposals">建议措施</LinkButton>}
        </>
      }
      empty={{
        title: '这里没有督办文书',
        children: mayDraft
          ? '采纳“建议措施”，或在隐患、企业档案中拟稿，文书列在这里。可切换上方的标签查看其他状态。'
          : mayApprove
            ? '送审的文书列在“待我审核”，送给您所在单位的列在“待本单位签收、反馈”。可切换上方的标签查看其他状态。'
            : '送给您所在单位的文书列在这里。可切换上方的标签查看其他状态。',
      }}
    />
  );
}

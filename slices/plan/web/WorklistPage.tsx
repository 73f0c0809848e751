import type { CallInput } from '@zhiben/platform/domain/contract.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useBodies } from '@zhiben/slices/division/web';
import { Button } from 'antd';
import { useMemo } from 'react';
import {
  clauseText,
  countWork,
  exportWork,
  listWork,
  periodText,
  UNSETTLED,
  WORK_COLUMNS,
  WORK_GROUP_NAMES,
  WORK_GROUPS,
  type WorkRow,
} from '../domain/index.ts';
import { OccurrenceTag } from './marks.tsx';
import { useShortNames } from './use-short-names.ts';
import { WorkRecord } from './WorkRecord.tsx';

const MINE: readonly ListView[] = [
  { key: 'todo', label: '待办', query: { mine: 'true', group: 'todo' } },
  { key: 'overdue', label: '逾期', query: { mine: 'true', group: 'overdue' } },
  { key: 'returned', label: '被退回', query: { mine: 'true', group: 'returned' } },
  { key: 'missed', label: '缺报', query: { mine: 'true', group: 'missed' } },
  { key: 'filed', label: '待核查', query: { mine: 'true', group: 'filed' } },
  { key: 'done', label: '已完成', query: { mine: 'true', group: 'done', sort: '-dueOn' } },
];
const COUNTY: readonly ListView[] = [
  { key: 'late', label: '全县逾期', query: { group: 'overdue' } },
  { key: 'all', label: '全县', query: {} },
];

const exporter = ({ query, columns }: { query: Readonly<Record<string, unknown>>; columns: readonly string[] }) => (
  <Button href={urlOf(exportWork, { query: { ...query, columns } as CallInput<typeof exportWork>['query'] })} download>
    导出
  </Button>
);

/** What my body owes, by what lapses first; for who reads the county also what the others owe. */
export default function WorklistPage() {
  const nameOf = useShortNames();
  const bodies = useBodies();
  const owes = useMay('task:report');
  const views = useMemo(() => (owes ? [...MINE, ...COUNTY] : COUNTY), [owes]);
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'text', key: 'q', label: '检索', placeholder: '任务名称' },
      {
        kind: 'choice',
        key: 'group',
        label: '状态',
        choices: WORK_GROUPS.map((value) => ({ value, label: WORK_GROUP_NAMES[value] })),
      },
      { kind: 'dates', key: 'dueFrom', endKey: 'dueTo', label: '期限' },
      {
        kind: 'choice',
        key: 'bodyId',
        label: '责任单位',
        choices: bodies.map(({ id, name }) => ({ value: id, label: name })),
      },
      { kind: 'flag', key: 'toEscalate', label: '建议提级' },
      { kind: 'flag', key: 'closed', label: '已结束的行动' },
    ],
    [bodies],
  );
  const columns = useMemo(
    (): readonly Column<WorkRow>[] => [
      { key: 'label', label: WORK_COLUMNS.label, width: 240, grow: true, render: (row) => row.label },
      {
        key: 'period',
        label: WORK_COLUMNS.period,
        width: 96,
        render: (row) => periodText(row.frequency, row.startsOn) || '一次性',
      },
      { key: 'quote', label: WORK_COLUMNS.quote, width: 260, render: (row) => row.quote },
      { key: 'body', label: WORK_COLUMNS.body, width: 112, render: (row) => nameOf(row.bodyId) },
      { key: 'status', label: WORK_COLUMNS.status, width: 92, render: (row) => <OccurrenceTag status={row.status} /> },
      { key: 'dueOn', label: WORK_COLUMNS.dueOn, width: 108, sort: 'dueOn', render: (row) => row.dueOn },
      {
        key: 'left',
        label: WORK_COLUMNS.left,
        width: 112,
        render: (row) => (UNSETTLED.includes(row.status) && !row.closedOn ? <Countdown dueOn={row.dueOn} brief /> : ''),
      },
      {
        key: 'campaign',
        label: WORK_COLUMNS.campaign,
        width: 220,
        hidden: true,
        render: (row) => `${row.campaignName}${clauseText(row.path)}`,
      },
    ],
    [nameOf],
  );
  return (
    <ListPage
      title="到期事项"
      contract={listWork}
      count={countWork}
      columns={columns}
      filters={filters}
      views={views}
      panel={(id) => <WorkRecord key={id} id={id} Frame={RecordPanel} />}
      recordPath={(id) => `/worklist/${id}`}
      exporter={exporter}
      actions={<LinkButton to="/worklist/calendar">看日历</LinkButton>}
      empty={{
        title: '没有到期事项',
        children: '任务分派后，每项要求按期限、频次逐期列在这里；填报并核查通过后不再显示。',
      }}
    />
  );
}

import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useBodies } from '@zhiben/slices/division/web';
import { useMemo } from 'react';
import {
  clauseText,
  countTasks,
  exportTasks,
  listTasks,
  TASK_STATUS_NAMES,
  TASK_STATUSES,
  type TaskRow,
} from '../domain/index.ts';
import { TaskStatusTag } from './marks.tsx';
import { TaskPanel } from './TaskRecord.tsx';
import { useShortNames } from './use-short-names.ts';
import { useTaskBulk } from './use-task-bulk.tsx';

const VIEWS: readonly ListView[] = [
  { key: 'open', label: '未完成', query: { open: 'true' } },
  { key: 'overdue', label: '逾期', query: { status: 'overdue' } },
  { key: 'dueSoon', label: '临近期限', query: { status: 'dueSoon' } },
  { key: 'unassigned', label: '未分派', query: { status: 'unassigned' } },
  { key: 'awaiting', label: '待核查', query: { status: 'awaitingVerification' } },
  { key: 'done', label: '已完成', query: { status: 'done' } },
  { key: 'all', label: '全部', query: {} },
];

export default function TaskListPage() {
  const nameOf = useShortNames();
  const bodies = useBodies();
  const filters = useMemo((): readonly Filter[] => {
    const choices = bodies.map(({ id, name }) => ({ value: id, label: name }));
    return [
      { kind: 'text', key: 'q', label: '检索', placeholder: '任务名称' },
      { kind: 'choice', key: 'leadBodyId', label: '牵头单位', choices },
      {
        kind: 'choice',
        key: 'status',
        label: '状态',
        choices: TASK_STATUSES.map((value) => ({ value, label: TASK_STATUS_NAMES[value] })),
      },
      { kind: 'choice', key: 'supportingBodyId', label: '配合单位', choices },
      { kind: 'flag', key: 'closed', label: '已结束的行动' },
    ];
  }, [bodies]);
  const columns = useMemo(
    (): readonly Column<TaskRow>[] => [
      { key: 'label', label: '任务', width: 260, grow: true, render: (row) => row.label },
      { key: 'path', label: '条目', width: 104, render: (row) => clauseText(row.path) },
      { key: 'campaign', label: '专项行动', width: 190, render: (row) => row.campaignName },
      {
        key: 'lead',
        label: '牵头单位',
        width: 120,
        render: (row) => (row.leadBodyId ? nameOf(row.leadBodyId) : <Absent kind="none" />),
      },
      { key: 'status', label: '状态', width: 92, render: (row) => <TaskStatusTag status={row.status} /> },
      { key: 'dueOn', label: '期限', width: 108, render: (row) => row.dueOn },
      {
        key: 'left',
        label: '剩余',
        width: 112,
        render: (row) => (row.doneOn || row.closedOn ? '' : <Countdown dueOn={row.dueOn} brief />),
      },
    ],
    [nameOf],
  );
  const { actions, drawer } = useTaskBulk();
  return (
    <>
      <ListPage
        title="任务台账"
        contract={listTasks}
        count={countTasks}
        columns={columns}
        filters={filters}
        views={VIEWS}
        panel={(id) => <TaskPanel id={id} />}
        recordPath={(id) => `/tasks/${id}`}
        bulk={actions}
        exportUrl={(query) => urlOf(exportTasks, { query })}
        empty={{ title: '没有任务', children: '建立专项行动后，方案中的每个条目成为一项任务，列在这里。' }}
      />
      {drawer}
    </>
  );
}

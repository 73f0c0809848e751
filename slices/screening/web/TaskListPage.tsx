import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { TASK_LEVEL_NAMES } from '../domain/screening.terms.ts';
import { createScreeningTask, listScreeningTasks, type ScreeningTask } from '../domain/task.contract.ts';
import { OfEnterprise } from './OfEnterprise.tsx';
import { sayCycle } from './screening-words.ts';
import { LEVEL_CHOICES } from './task-draft.ts';
import './screening.css';

const FILTERS: readonly Filter[] = [
  { kind: 'text', key: 'q', label: '检索', placeholder: '任务名称' },
  { kind: 'choice', key: 'level', label: '层级', choices: LEVEL_CHOICES },
  { kind: 'flag', key: 'removed', label: '含已停止的' },
];
const COLUMNS: readonly Column<ScreeningTask>[] = [
  { key: 'name', label: '任务', width: 240, grow: true, render: (row) => row.name },
  { key: 'level', label: '层级', width: 100, render: (row) => TASK_LEVEL_NAMES[row.level] },
  { key: 'cycle', label: '周期', width: 220, render: (row) => sayCycle(row) },
  { key: 'checklist', label: '清单', width: 200, grow: true, render: (row) => row.checklistName },
  { key: 'unit', label: '风险单元', width: 130, render: (row) => row.unitName ?? <Absent kind="none" /> },
  {
    key: 'assignees',
    label: '谁来查',
    width: 140,
    render: (row) => (row.assigneeNames.length > 0 ? row.assigneeNames.join('、') : '按层级'),
  },
  { key: 'basis', label: '依据', width: 220, hidden: true, render: (row) => row.basis || <Absent kind="none" /> },
  {
    key: 'state',
    label: '状态',
    width: 100,
    render: (row) => (row.removedAt ? <StatusTag label="已停止" /> : <StatusTag label="执行中" tone="green" />),
  },
];

export default function TaskListPage() {
  return (
    <OfEnterprise title="排查任务">
      <TaskList />
    </OfEnterprise>
  );
}

function TaskList() {
  const mayManage = useMay(createScreeningTask.permission);
  return (
    <ListPage
      title="排查任务"
      contract={listScreeningTasks}
      columns={COLUMNS}
      filters={FILTERS}
      recordPath={(id) => `/screening-tasks/${id}`}
      actions={
        mayManage && (
          <>
            <LinkButton to="/screening-labels">打印排查码</LinkButton>
            <LinkButton to="/screening-tasks/new" primary>
              建立任务
            </LinkButton>
          </>
        )
      }
      empty={{
        title: '还没有排查任务',
        children: '任务写明谁、多久、按哪份清单查一次。系统按企业类别列出应当做的，勾选即可。',
        actions: mayManage && (
          <LinkButton to="/screening-tasks/new" primary>
            按企业类别建立任务
          </LinkButton>
        ),
      }}
    />
  );
}

import { QueuePage } from '@zhiben/platform/web/kit/queue/QueuePage.tsx';
import type { QueueItem } from '@zhiben/platform/web/kit/queue/queue-groups.ts';
import { clauseText, listTasks, type TaskRow } from '../domain/index.ts';
import { TaskPanel } from './TaskRecord.tsx';
import { UnreadTasks } from './UnreadTasks.tsx';

const QUERY = { mine: 'true', open: 'true', pending: 'false' };

const item = (row: TaskRow): QueueItem => ({
  id: row.id,
  task: row.myPart === 'lead' ? '牵头' : '配合',
  title: row.label,
  note: `${clauseText(row.path)}　${row.campaignName}`,
  dueOn: row.dueOn,
});

/** What my body has to do, by what lapses first; what waits for the office is not mine now. */
export default function MyTasksPage() {
  return (
    <>
      <UnreadTasks />
      <QueuePage
        title="本单位任务"
        contract={listTasks}
        query={QUERY}
        item={item}
        panel={({ id }) => <TaskPanel key={id} id={id} />}
        path={({ id }) => `/tasks/${id}`}
        empty={{ title: '没有待办的任务', children: '安委办分派给您单位的任务列在这里；已填报、等待核查的不再显示。' }}
      />
    </>
  );
}

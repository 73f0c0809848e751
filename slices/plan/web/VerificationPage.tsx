import { QueuePage } from '@zhiben/platform/web/kit/queue/QueuePage.tsx';
import type { QueueItem } from '@zhiben/platform/web/kit/queue/queue-groups.ts';
import { clauseText, listTasks, type TaskRow } from '../domain/index.ts';
import { TaskPanel } from './TaskRecord.tsx';

const QUERY = { pending: 'true' };

const item = (row: TaskRow): QueueItem => ({
  id: row.id,
  task: '核查',
  title: row.label,
  note: `${row.pendingOn} 填报　${clauseText(row.path)}　${row.campaignName}`,
  dueOn: row.dueOn,
});

/** Reports that bodies filed and nobody has looked at. */
export default function VerificationPage() {
  return (
    <QueuePage
      title="待核查进展"
      contract={listTasks}
      query={QUERY}
      item={item}
      panel={({ id }) => <TaskPanel key={id} id={id} />}
      path={({ id }) => `/tasks/${id}`}
      empty={{ title: '没有待核查的进展', children: '单位填报进展后列在这里，由安委办核查通过或退回。' }}
    />
  );
}

import { newId } from '@zhiben/platform/domain/ids.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { acknowledgeTasks, countTasks } from '../domain/index.ts';

/** How many tasks my body has not acknowledged, and the way to do so at once; nothing where none waits. */
export function UnreadTasks() {
  const notice = useNotice();
  const waiting = useCall(countTasks, { query: { unacknowledged: 'true' } });
  const acknowledge = useCommand(acknowledgeTasks, ['plan', 'overview']);
  const count = waiting.data?.count ?? 0;
  if (count === 0) return null;
  const all = async () => {
    const done = await acknowledge.run({ body: { commandId: newId() } }).catch(() => null);
    if (done) notice(`已签收 ${done.acknowledged} 项任务`);
  };
  return (
    <div className="plan-unread" role="status">
      <span>安委办分派的任务有 {count} 项还没有签收。签收表示已经收到、知悉要求。</span>
      <Button size="small" loading={acknowledge.isRunning} onClick={() => void all()}>
        全部签收
      </Button>
      {acknowledge.problem && (
        <span role="alert" className="plan-problem">
          {acknowledge.problem.message}
        </span>
      )}
    </div>
  );
}

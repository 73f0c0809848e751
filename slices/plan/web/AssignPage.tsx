import { Link, useParams } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { assignTasks, getCampaign, proposeAssignments } from '../domain/index.ts';
import { AssignRow, type Proposal } from './AssignRow.tsx';
import './plan.css';

interface Parties {
  readonly leadBodyId: string | null;
  readonly supportingBodyIds: readonly string[];
}

/** Every task without an owner, with who might own it; the clerk corrects, selects and assigns. */
export default function AssignPage() {
  usePageTitle('分派任务');
  const { id } = useParams({ strict: false }) as { id: string };
  const campaign = useCall(getCampaign, { params: { id } });
  const { data, error, refetch } = useCall(proposeAssignments, { params: { id } });
  const [changed, setChanged] = useState<ReadonlyMap<string, Parties>>(new Map());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [commandId, setCommandId] = useState(newId);
  const assign = useCommand(assignTasks);
  const notice = useNotice();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在按原文查找责任单位" />;

  const partiesOf = (row: Proposal): Parties => changed.get(row.taskId) ?? row;
  const ready = data.rows.filter((row) => partiesOf(row).leadBodyId !== null);
  const chosen = ready.filter((row) => !left.has(row.taskId));
  const open = data.rows.length - ready.length;
  // Rows keep their handlers over renders: what they change is always the state of the moment.
  const toggle = (taskId: string, isChosen: boolean) =>
    setLeft((before) => {
      const next = new Set(before);
      if (isChosen) next.delete(taskId);
      else next.add(taskId);
      return next;
    });
  const submit = async () => {
    const assignments = chosen.flatMap((row) => {
      const { leadBodyId, supportingBodyIds } = partiesOf(row);
      if (leadBodyId === null) return [];
      return [{ taskId: row.taskId, version: row.version, leadBodyId, supportingBodyIds: [...supportingBodyIds] }];
    });
    const done = await assign.run({ body: { commandId, assignments } }).catch(() => null);
    if (!done) return;
    setCommandId(newId());
    notice(`已分派 ${done.assigned} 项任务，责任单位会收到通知`);
  };
  return (
    <div className="plan-assign">
      <header>
        <div>
          <h1>分派任务</h1>
          <p>
            {campaign.data && <Link to={`/campaigns/${id}` as never}>{campaign.data.name}</Link>}
            　未分派 {data.rows.length} 项{open > 0 && `，其中 ${open} 项原文没有写明责任单位`}
            。建议由原文得出，请核对后分派。
          </p>
        </div>
        <Button type="primary" disabled={chosen.length === 0} loading={assign.isRunning} onClick={() => void submit()}>
          分派所选的 {chosen.length} 项
        </Button>
      </header>
      {assign.problem && (
        <p role="alert" className="plan-decision-problem">
          {assign.problem.message}
        </p>
      )}
      {data.rows.length === 0 ? (
        <Empty title="全部任务都已分派">
          <Link to={`/campaigns/${id}` as never}>返回专项行动</Link>
        </Empty>
      ) : (
        <table className="plan-assign-table">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="全选"
                  checked={ready.length > 0 && chosen.length === ready.length}
                  onChange={(event) => setLeft(new Set(event.target.checked ? [] : ready.map((row) => row.taskId)))}
                />
              </th>
              <th scope="col">任务</th>
              <th scope="col">牵头单位</th>
              <th scope="col">配合单位</th>
              <th scope="col">建议依据</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <AssignRow
                key={row.taskId}
                row={row}
                parties={partiesOf(row)}
                isChosen={partiesOf(row).leadBodyId !== null && !left.has(row.taskId)}
                onChoose={(isChosen) => toggle(row.taskId, isChosen)}
                onChange={(parties) => setChanged((before) => new Map(before).set(row.taskId, parties))}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

import { Link, useParams } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { getCampaign, proposeAssignments } from '../domain/index.ts';
import { AssignRow, type Proposal } from './AssignRow.tsx';
import { BodySelect } from './BodySelect.tsx';
import { useAssignments } from './use-assignments.ts';
import './assign.css';

/** Every task without an owner, with who might own it; the clerk corrects, selects and assigns. */
export default function AssignPage() {
  usePageTitle('分派任务');
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(proposeAssignments, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在按原文查找责任单位" />;
  return <Assigning campaignId={id} rows={data.rows} />;
}

function Assigning({ campaignId, rows }: { campaignId: string; rows: readonly Proposal[] }) {
  const campaign = useCall(getCampaign, { params: { id: campaignId } });
  const assignments = useAssignments(rows);
  const notice = useNotice();
  const { chosen, ready, partiesOf, isChosen, pick } = assignments;
  const open = chosen.length - ready.length;
  const submit = async () => {
    const done = await assignments.submit();
    if (done) notice(`已分派 ${done.assigned} 项任务`);
  };
  return (
    <div className="plan-assign">
      <header>
        <div>
          <h1>分派任务</h1>
          <p>
            {campaign.data && <Link to={`/campaigns/${campaignId}` as never}>{campaign.data.name}</Link>}
            <span>未分派 {rows.length} 项。责任单位按原文提出建议，请核对后分派。</span>
          </p>
        </div>
        <Button
          type="primary"
          disabled={ready.length === 0}
          loading={assignments.isRunning}
          onClick={() => void submit()}
        >
          分派所选的 {ready.length} 项
        </Button>
        {chosen.length > 0 && (
          <div className="plan-assign-bulk">
            <span>
              已选 {chosen.length} 项{open > 0 && `，其中 ${open} 项还没有牵头单位`}
            </span>
            <BodySelect
              aria-label="为所选任务统一指定牵头单位"
              placeholder="统一指定牵头单位"
              value={null}
              onChange={(bodyId) => bodyId && assignments.changeChosen(bodyId)}
            />
          </div>
        )}
      </header>
      {assignments.problem && (
        <p role="alert" className="plan-problem">
          {assignments.problem.message}
        </p>
      )}
      {rows.length === 0 ? (
        <Empty title="全部任务都已分派">
          <Link to={`/campaigns/${campaignId}` as never}>返回专项行动</Link>
        </Empty>
      ) : (
        <table className="plan-assign-table">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="全选"
                  checked={chosen.length === rows.length}
                  ref={(box) => {
                    if (box) box.indeterminate = chosen.length > 0 && chosen.length < rows.length;
                  }}
                  onChange={(event) =>
                    pick(
                      rows.map((row) => row.taskId),
                      event.target.checked,
                    )
                  }
                />
              </th>
              <th scope="col">任务</th>
              <th scope="col">牵头单位</th>
              <th scope="col">配合单位</th>
              <th scope="col">建议依据</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <AssignRow
                key={row.taskId}
                row={row}
                parties={partiesOf(row)}
                isChosen={isChosen(row)}
                onChoose={(isPicked) => pick([row.taskId], isPicked)}
                onChange={(parties) => assignments.change(row.taskId, parties)}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { type CampaignUnit, getCampaignTree } from '../domain/index.ts';
import { TaskStatusTag } from './marks.tsx';
import { useShortNames } from './use-short-names.ts';

/** Every clause in the order of the text; tasks with who leads, by when and how they stand. */
export function CampaignTree({ campaignId }: { campaignId: string }) {
  const { data, error, refetch } = useCall(getCampaignTree, { params: { id: campaignId } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载条目" />;
  return (
    <ol className="plan-tree">
      {data.units.map((unit) => (
        <li key={unit.id} data-kind={unit.kind} style={{ paddingInlineStart: `${(unit.path.length - 1) * 20}px` }}>
          <Clause unit={unit} />
        </li>
      ))}
    </ol>
  );
}

function Clause({ unit }: { unit: CampaignUnit }) {
  const nameOf = useShortNames();
  const { id, path, label, task, obligations } = unit;
  const marker = <span className="plan-marker">{path.at(-1) ?? '正文'}</span>;
  if (!task) {
    return (
      <div className="plan-tree-head">
        {marker} {label}
      </div>
    );
  }
  return (
    <>
      <Link to={`/tasks/${id}` as never}>
        {marker} {label}
      </Link>
      <span className="plan-tree-facts">
        {obligations > 0 && <span>{obligations} 项要求</span>}
        {task.leadBodyId && <span>{nameOf(task.leadBodyId)}</span>}
        {task.leadBodyId && !task.doneOn && <Countdown dueOn={task.dueOn} brief />}
        <TaskStatusTag status={task.status} />
      </span>
    </>
  );
}

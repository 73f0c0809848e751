import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import type { Task, TaskObligation } from '../domain/index.ts';
import { DutyTags } from './marks.tsx';

/** The duties of a task: words, what was read out of them, and what is owed next. */
export function TaskDuties({ task }: { task: Task }) {
  if (task.obligations.length === 0) return <p className="zb-absent">按原文办理，在专项行动结束前完成。</p>;
  return (
    <ul className="plan-duties plan-duties-own">
      {task.obligations.map((duty) => (
        <li key={duty.id}>
          <div>{duty.quote}</div>
          <DutyTags duty={duty} />
          <DutyState duty={duty} isDone={task.doneOn !== null} />
        </li>
      ))}
    </ul>
  );
}

function DutyState({ duty, isDone }: { duty: TaskObligation; isDone: boolean }) {
  const met = duty.metThrough && (duty.frequency ? `已核查至 ${duty.metThrough}` : `${duty.metThrough} 完成，已核查`);
  if (!met && (!duty.dueOn || isDone)) return null;
  return (
    <small className="plan-duty-state">
      {met && <span>{met}</span>}
      {duty.dueOn && !isDone && (
        <span>
          {duty.frequency ? '下次 ' : '期限 '}
          <Countdown dueOn={duty.dueOn} />
        </span>
      )}
    </small>
  );
}

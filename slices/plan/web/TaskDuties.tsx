import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { listTaskOccurrences, type Occurrence, type Task, type TaskObligation } from '../domain/index.ts';
import { DutyStrip } from './DutyStrip.tsx';
import { DutyTags, OccurrenceTag } from './marks.tsx';
import { WaiveButton } from './WaiveButton.tsx';

/** The duties of a task: words, what was read out of them, and how each period stands with each body. */
export function TaskDuties({ task, focus }: { task: Task; focus?: string | undefined }) {
  const occurrences = useCall(listTaskOccurrences, { params: { id: task.id } });
  if (task.obligations.length === 0) return <p className="zb-absent">按原文办理，在专项行动结束前完成。</p>;
  const rows = occurrences.data?.rows ?? [];
  return (
    <ul className="plan-duties plan-duties-own">
      {task.obligations.map((duty) => {
        const own = rows.filter((row) => row.obligationId === duty.id);
        return (
          <li key={duty.id}>
            <div>{duty.quote}</div>
            <DutyTags duty={duty} />
            {own.length > 0 ? (
              <DutyBodies duty={duty} rows={own} focus={focus} waive={occurrences.data?.abilities.waive ?? false} />
            ) : (
              <NextDue duty={duty} isDone={task.doneOn !== null || task.closedOn !== null} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface DutyBodiesProps {
  readonly duty: TaskObligation;
  readonly rows: readonly Occurrence[];
  readonly focus: string | undefined;
  readonly waive: boolean;
}

/** Each body that owes the duty; more than one fold away behind the count of those that are behind. */
function DutyBodies({ duty, rows, focus, waive }: DutyBodiesProps) {
  const names = usePlaceNames();
  const inFocus = rows.find((row) => row.id === focus)?.bodyId;
  const isBehind = (bodyId: string) => rows.some((row) => row.bodyId === bodyId && LATE.includes(row.status));
  // The body in question first, then those that are behind.
  const rank = (bodyId: string) => (bodyId === inFocus ? 0 : isBehind(bodyId) ? 1 : 2);
  const bodies = [...new Set(rows.map((row) => row.bodyId))].sort((a, b) => rank(a) - rank(b));
  const strip = (bodyId: string) => {
    const own = rows.filter((row) => row.bodyId === bodyId);
    const open = own.find((row) => STANDS.includes(row.status)) ?? own.findLast((row) => row.status !== 'withdrawn');
    return (
      <div key={bodyId} className="plan-strip-row">
        <small className="plan-duty-state">
          <span>{names.body(bodyId)}</span>
          {open && <OccurrenceTag status={open.status} />}
          {open && STANDS.includes(open.status) && !open.closedOn && <Countdown dueOn={open.dueOn} />}
          {waive && open && STANDS.includes(open.status) && <WaiveButton occurrence={open} />}
        </small>
        {duty.frequency && <DutyStrip frequency={duty.frequency} occurrences={own} focus={focus} />}
      </div>
    );
  };
  if (bodies.length === 1) return bodies.map(strip);
  const behind = bodies.filter(isBehind);
  return (
    <details className="plan-strip-row" open={rows.some((row) => row.id === focus)}>
      <summary>
        {bodies.length} 个单位分别落实
        {behind.length > 0 ? `，${behind.length} 个有逾期或缺报` : '，没有逾期'}
      </summary>
      {bodies.map(strip)}
    </details>
  );
}

/** Something is to be done now. */
const STANDS: readonly Occurrence['status'][] = ['returned', 'overdue', 'dueSoon', 'owed'];
const LATE: readonly Occurrence['status'][] = ['overdue', 'missed', 'returned'];

/** Before a task is assigned nobody owes anything; the words still say by when. */
function NextDue({ duty, isDone }: { duty: TaskObligation; isDone: boolean }) {
  if (!duty.dueOn || isDone) return null;
  return (
    <small className="plan-duty-state">
      <span>
        {duty.frequency ? '下次 ' : '期限 '}
        <Countdown dueOn={duty.dueOn} />
      </span>
    </small>
  );
}

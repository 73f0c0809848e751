import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getScreeningSummary, listScreeningRecords } from '../domain/record.contract.ts';
import { TASK_LEVEL_NAMES } from '../domain/screening.terms.ts';
import { listScreeningTasks } from '../domain/task.contract.ts';
import { DayFigures } from './DayFigures.tsx';
import { MonthCalendar } from './MonthCalendar.tsx';
import { RecordMarks, RecordStateTag } from './record-marks.tsx';
import { sayCycle, saySlot } from './screening-words.ts';
import './screening.css';

const SHOWN = 10;

/** Self-inspection in the file of an enterprise, for those who oversee it; its own people work on their own pages. */
export default function EnterpriseScreening({ enterpriseId }: { enterpriseId: string }) {
  const { data, error, refetch } = useCall(getScreeningSummary, { query: { enterpriseId } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载自查情况" />;
  if (data.tasks === 0)
    return <Empty title="企业还没有建立排查任务">企业建立任务、开始排查后，这里显示应查、已查和漏查。</Empty>;
  const whose = `enterpriseId=${enterpriseId}`;
  return (
    <>
      <Section
        title="今天和本月"
        actions={
          <span className="zb-scr-tools">
            <Link to={`/checklists?${whose}` as never}>清单 {data.checklists}</Link>
            <Link to={`/screening-suspensions?${whose}` as never}>停用和检修</Link>
            <Link to={`/screening-conflicts?${whose}&show=all` as never}>冲突 {data.openConflicts}</Link>
          </span>
        }
      >
        <DayFigures today={data.today} month={data.month} suspended={data.suspended} enterpriseId={enterpriseId} />
      </Section>
      <MonthCalendar today={data.today.day} enterpriseId={enterpriseId} />
      <Tasks enterpriseId={enterpriseId} />
      <Records enterpriseId={enterpriseId} />
    </>
  );
}

function Tasks({ enterpriseId }: { enterpriseId: string }) {
  const list = useListRows(listScreeningTasks, undefined, { enterpriseId });
  if (list.rows.length === 0) return null;
  return (
    <Section
      title="排查任务"
      note={`${list.rows.length} 项${list.hasNextPage ? '以上' : ''}`}
      actions={<Link to={`/screening-tasks?enterpriseId=${enterpriseId}` as never}>全部任务</Link>}
    >
      <ul className="zb-scr-history">
        {list.rows.slice(0, SHOWN).map((task) => (
          <li key={task.id}>
            <Link to={`/screening-tasks/${task.id}` as never}>{task.name}</Link>
            <span>{sayCycle(task)}</span>
            <small>
              {TASK_LEVEL_NAMES[task.level]} · {task.checklistName}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Records({ enterpriseId }: { enterpriseId: string }) {
  const list = useListRows(listScreeningRecords, undefined, { enterpriseId });
  if (list.isPending) return <Loading label="正在加载排查记录" />;
  return (
    <Section
      title="最近的记录"
      actions={<Link to={`/screening-records?enterpriseId=${enterpriseId}` as never}>全部记录</Link>}
    >
      {list.rows.length === 0 && <p className="zb-scr-note">还没有签名的排查记录。</p>}
      <ul className="zb-scr-history">
        {list.rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <Link to={`/screening-records/${row.id}` as never}>
              {row.taskName} {row.slotKey ? saySlot(row.slotKey) : row.slotDay}
            </Link>
            <span className="zb-scr-marks">
              <RecordStateTag state={row.state} />
              <RecordMarks row={row} />
            </span>
            <small>
              {row.signer.name} · {sayInstant(row.signedAt)}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import type { z } from 'zod';
import { getScreeningSummary } from '../domain/record.contract.ts';
import { DayFigures } from './DayFigures.tsx';
import { MonthCalendar } from './MonthCalendar.tsx';
import { SlotTable } from './SlotTable.tsx';
import './screening.css';

type Summary = z.output<typeof getScreeningSummary.response>;

/** Today's figures, what to do next, each slot with its state, and the month day by day. */
export function ScreeningOverview() {
  const { data, error, refetch } = useCall(getScreeningSummary, { query: {} });
  const navigate = useNavigate();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载自查总览" />;
  const steps = stepsOf(data).map(({ to, ...step }) => ({
    ...step,
    onStart: () => void navigate({ to: to as never }),
  }));
  return (
    <RecordPage
      title="自查总览"
      marks={<DayFigures today={data.today} month={data.month} suspended={data.suspended} />}
      actions={
        <>
          <LinkButton to="/screening-records">排查记录</LinkButton>
          <LinkButton to="/screening-tasks">排查任务</LinkButton>
        </>
      }
      side={<NextStepCard steps={steps} otherwise={sayNothingLeft(data)} />}
    >
      {data.tasks > 0 && (
        <Section title="今天和可补查的" note={`${data.slots.length} 个时段，在手机端“自查”中办理`}>
          <SlotTable slots={data.slots} />
        </Section>
      )}
      {data.tasks > 0 && <MonthCalendar today={data.today.day} />}
      {data.tasks === 0 && (
        <Section title="怎么开始">
          <ol className="zb-scr-start">
            <li>按企业类别勾选应当做的排查任务，系统列出依据。</li>
            <li>清单可用行业清单库的，也可由管控措施生成。</li>
            <li>班组和岗位人员在手机上登录后点“自查”即可排查，没有网络也能用。</li>
          </ol>
        </Section>
      )}
    </RecordPage>
  );
}

type Step = Omit<NextStep, 'onStart'> & { readonly to: string };

/** What asks for the manager, the most pressing first. */
function stepsOf({ tasks, abilities, openConflicts, incomplete, slots }: Summary): Step[] {
  const overdue = slots.filter(({ state }) => state === 'overdue').length;
  const steps: Step[] = [];
  if (tasks === 0 && abilities.manage)
    steps.push({ label: '按企业类别建立任务', why: '还没有排查任务。', to: '/screening-tasks/new' });
  if (openConflicts > 0)
    steps.push({
      label: `处理 ${openConflicts} 项冲突`,
      why: '两台手机对同一检查项填得不同，需要选定一个。',
      to: '/screening-conflicts',
    });
  if (overdue > 0)
    steps.push({
      label: '查看可补查的任务',
      why: `有 ${overdue} 个时段已过、还可以补查，请通知相应人员。`,
      to: '/screening-tasks',
    });
  if (incomplete > 0)
    steps.push({
      label: '查看照片未到的记录',
      why: `有 ${incomplete} 份记录的照片还在手机里，请有关人员联网打开手机应用。`,
      to: '/screening-records?having=missing-files',
    });
  return steps;
}

function sayNothingLeft({ today }: Summary): string {
  const open = today.due - today.done - today.madeUp - today.missed;
  if (today.due === 0) return '今天没有应查的。';
  return open > 0 ? `今天还有 ${open} 次待查，由班组和岗位人员在手机上完成。` : '今天应查的都查完了。';
}

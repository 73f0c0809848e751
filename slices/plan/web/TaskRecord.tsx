import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayDate, sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { type RecordPage, RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useBodies, usePlaceNames } from '@zhiben/slices/division/web';
import { Button } from 'antd';
import { useState } from 'react';
import {
  acknowledgeTasks,
  clauseText,
  getTask,
  listTaskOccurrences,
  type Occurrence,
  type Task,
} from '../domain/index.ts';
import { AddDutyButton } from './AddDutyButton.tsx';
import { AssignDrawer } from './AssignDrawer.tsx';
import { ClauseText } from './ClauseText.tsx';
import { TaskStatusTag } from './marks.tsx';
import { ProgressDecision } from './ProgressDecision.tsx';
import { ReportDrawer } from './ReportDrawer.tsx';
import { TaskDuties } from './TaskDuties.tsx';
import { TaskTimeline } from './TaskTimeline.tsx';
import './task.css';

/** The task beside a list. */
export function TaskPanel({ id }: { id: string }) {
  return <TaskRecord id={id} Frame={RecordPanel} />;
}

interface TaskRecordProps {
  readonly id: string;
  readonly Frame: typeof RecordPage;
  /** The occurrence from which the reader comes. */
  readonly focus?: string;
}

/** A task: its words, its duties, what was done, and what I can do now. */
export function TaskRecord({ id, Frame, focus }: TaskRecordProps) {
  const names = usePlaceNames();
  const supportersInOrder = useSupporterNames();
  const { data: task, error, refetch } = useCall(getTask, { params: { id } });
  const [open, setOpen] = useState<'assign' | 'report' | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!task) return <Loading label="正在加载任务" />;
  const close = () => setOpen(null);
  const supporting = supportersInOrder(task.supportingBodyIds);
  return (
    <Frame
      number={`${task.campaignNumber}　${clauseText(task.path)}`}
      title={task.label}
      marks={
        <>
          <TaskStatusTag status={task.status} />
          {task.closedOn && <StatusTag label="专项行动已结束" />}
          {task.status !== 'unassigned' && !task.closedOn && <Countdown dueOn={task.dueOn} metOn={task.doneOn} />}
        </>
      }
      actions={
        task.abilities.assign && task.leadBodyId && <Button onClick={() => setOpen('assign')}>调整责任单位</Button>
      }
      side={<TaskNextStep task={task} focus={focus} onOpen={setOpen} />}
    >
      <Section title="基本情况">
        <Facts
          items={[
            { label: '牵头单位', value: names.body(task.leadBodyId) ?? <Absent kind="none" /> },
            {
              label: '配合单位',
              value: supporting.length > 0 ? supporting.join('、') : <Absent kind="none" />,
              wide: supporting.length > 3,
            },
            { label: '期限', value: sayDate(task.dueOn), source: dueSource(task) },
            ...(task.receipts.length > 0
              ? [{ label: '签收', value: <Receipts task={task} />, wide: task.receipts.length > 3 }]
              : []),
            { label: '分派日期', value: task.assignedOn ?? <Absent kind="none" /> },
            {
              label: '专项行动',
              value: <Link to={`/campaigns/${task.campaignId}` as never}>{task.campaignName}</Link>,
            },
            { label: '所属行动', value: task.actionLabel },
          ]}
        />
      </Section>
      <Section
        title="要求"
        actions={task.abilities.assign && <AddDutyButton task={task} />}
        note={task.obligations.length > 0 ? `${task.obligations.length} 项` : '原文没有写明期限、频次或数量'}
      >
        <TaskDuties task={task} focus={focus} />
      </Section>
      <Section
        title="原文"
        note={<Link to={`/plans/${task.documentId}?part=s:${task.path.join('/')}` as never}>在方案中查看</Link>}
      >
        <ClauseText text={task.text} at={task.at} duties={task.obligations} />
      </Section>
      <Section title="进展和经过">
        <TaskTimeline task={task} />
      </Section>
      <ReportDrawer task={task} focus={focus} open={open === 'report'} onClose={close} />
      <AssignDrawer task={task} open={open === 'assign'} onClose={close} />
    </Frame>
  );
}

/** Who of the bodies has not acknowledged the task, by name; where one body has it, when and who did. */
function Receipts({ task: { receipts } }: { task: Task }) {
  const namesOf = useSupporterNames();
  const waiting = receipts.filter((receipt) => receipt.acknowledgedAt === null);
  const [only] = receipts;
  if (waiting.length > 0) {
    const names = namesOf(waiting.map((receipt) => receipt.bodyId)).join('、');
    return `${receipts.length - waiting.length} 个单位已签收；未签收、未填报：${names}`;
  }
  if (receipts.length === 1 && only?.acknowledgedAt) {
    return `${sayInstant(only.acknowledgedAt)}　${only.acknowledgedByName ?? ''}`;
  }
  return `${receipts.length} 个单位都已签收`;
}

/** Which words set the day by which something is owed next. */
function dueSource(task: Task): string {
  const duty = task.obligations.find((one) => one.dueOn === task.dueOn);
  if (!duty) return '原文没有写明，按专项行动结束日期';
  return `依据：${clauseText(task.path)}“${duty.quote}”`;
}

interface TaskNextStepProps {
  readonly task: Task;
  readonly focus: string | undefined;
  readonly onOpen: (what: 'assign' | 'report') => void;
}

function TaskNextStep({ task, focus, onOpen }: TaskNextStepProps) {
  const names = usePlaceNames();
  const acknowledge = useCommand(acknowledgeTasks, ['plan', 'overview']);
  const notice = useNotice();
  const occurrences = useCall(listTaskOccurrences, { params: { id: task.id } });
  const answerable = occurrences.data?.rows.filter((row) => row.answerable) ?? [];
  const next = answerable.find((row) => row.id === focus) ?? answerable.toSorted(byDue)[0];
  const waiting = task.progress.filter((one) => one.abilities.verify);
  const [latest] = task.progress;
  const returned = latest?.outcome === 'returned' ? latest.reason : null;
  const steps: NextStep[] = [];
  if (task.acknowledged === false && !task.closedOn) {
    steps.push({
      label: '签收任务',
      why: '安委办分派给您单位的任务还没有签收。',
      onStart: () =>
        void acknowledge
          .run({ body: { commandId: newId(), taskIds: [task.id] } })
          .then(() => notice('已签收'))
          .catch(() => notice('没有签收成功，请稍后再试')),
    });
  }
  if (task.abilities.report) {
    steps.push({
      label: '填报进展',
      why: (
        <>
          {task.abilities.claimCompletion ? '您单位牵头这项任务。' : '您单位配合这项任务。'}
          {returned && `上次填报的进展被退回：${returned}`}
        </>
      ),
      // What my own body has to answer next; the task as a whole may wait for others.
      dueOn: next?.dueOn ?? task.dueOn,
      onStart: () => onOpen('report'),
    });
  }
  if (task.abilities.assign && task.leadBodyId === null) {
    steps.push({ label: '分派任务', why: '这项任务还没有责任单位。', onStart: () => onOpen('assign') });
  }
  return (
    <>
      {waiting.map((progress) => (
        <ProgressDecision key={progress.id} task={task} progress={progress} />
      ))}
      {(steps.length > 0 || waiting.length === 0) && (
        <NextStepCard
          steps={steps}
          otherwise={otherwise(task, names.body(task.leadBodyId), names.body(task.ownerBodyId))}
        />
      )}
    </>
  );
}

/** Names of supporting bodies in the county's own order, short: there may be thirty. */
function useSupporterNames(): (ids: readonly string[]) => string[] {
  const bodies = useBodies();
  return (ids) => bodies.filter((body) => ids.includes(body.id)).map((body) => body.shortName);
}

function byDue(a: Occurrence, b: Occurrence): number {
  return a.dueOn.localeCompare(b.dueOn);
}

function otherwise(task: Task, lead: string | null, owner: string | null): string {
  if (task.closedOn) {
    return `专项行动已于 ${task.closedOn} 结束，不再分派和填报。确需办理的，请${owner ?? '安委办'}先重新启动。`;
  }
  switch (task.status) {
    case 'done':
      return '这项任务已经核查完成。';
    case 'unassigned':
      return `等待${owner ?? '安委办'}分派。`;
    case 'awaitingVerification':
      return `等待${owner ?? '安委办'}核查填报的进展。`;
    default:
      return `由${lead ?? '牵头单位'}办理。`;
  }
}

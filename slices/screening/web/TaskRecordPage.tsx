import { Link, useParams } from '@tanstack/react-router';
import { addDays, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { SLOT_STATE_NAMES, type SlotState, TASK_LEVEL_NAMES, WORK_TYPES } from '../domain/screening.terms.ts';
import { getScreeningTask, removeScreeningTask, type ScreeningTask, type SlotView } from '../domain/task.contract.ts';
import { DayCalendar, type DayMark } from './DayCalendar.tsx';
import { ReasonButton } from './ReasonButton.tsx';
import { SLOT_TONES, sayCycle, sayEnd, saySlot } from './screening-words.ts';
import './screening.css';

const DAYS_BACK = 30;
const DAYS_AHEAD = 7;

/** A task: what it asks, on what ground, and how it has been kept. */
export default function TaskRecordPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const today = localDate(new Date());
  const range = { from: addDays(today, -DAYS_BACK), to: addDays(today, DAYS_AHEAD) };
  const { data, error, refetch } = useCall(getScreeningTask, { params: { id }, query: range });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载排查任务" />;
  const open = data.slots.filter(({ state }) => state === 'overdue' || state === 'missed');
  return (
    <RecordPage
      title={data.name}
      marks={
        <>
          <StatusTag label={TASK_LEVEL_NAMES[data.level]} tone="blue" />
          {data.removedAt && <StatusTag label="已停止" tone="red" />}
          <span>{sayCycle(data)}</span>
        </>
      }
      actions={
        <>
          <LinkButton to={`/screening-records?taskId=${id}&enterpriseId=${data.enterpriseId}`}>全部记录</LinkButton>
          {data.abilities.manage && !data.removedAt && (
            <LinkButton to={`/screening-tasks/${id}/edit`} primary>
              修改
            </LinkButton>
          )}
          {data.abilities.manage && !data.removedAt && <RemoveButton task={data} />}
        </>
      }
    >
      <Section title="任务">
        <TaskFacts task={data} />
      </Section>
      <Section title="应查时段" note={`前 ${DAYS_BACK} 天至后 ${DAYS_AHEAD} 天，点“已查”看记录`}>
        <DayCalendar label="应查时段" from={range.from} to={range.to} today={today} marks={marksOf(data.slots)} />
      </Section>
      {open.length > 0 && (
        <Section title="没有查的时段" note={`${open.length} 个`}>
          <ul className="zb-scr-history">
            {open.map((slot) => (
              <li key={slot.slotKey}>
                <span>{saySlot(slot.slotKey)}</span>
                <StatusTag label={SLOT_STATE_NAMES[slot.state]} tone={SLOT_TONES[slot.state]} />
                <small>
                  {slot.state === 'overdue' ? `${sayEnd(slot.makeUpUntil)} 前可在手机上补查` : '已过补查期限'}
                </small>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </RecordPage>
  );
}

function TaskFacts({ task }: { task: ScreeningTask }) {
  return (
    <Facts
      items={[
        {
          label: '排查清单',
          value: (
            <Link to={`/checklists/${task.checklistId}` as never}>
              {task.checklistName}（第 {task.edition} 版）
            </Link>
          ),
        },
        { label: '谁来查', value: task.assigneeNames.length > 0 ? task.assigneeNames.join('、') : '按层级' },
        { label: '风险单元', value: task.unitName ?? <Absent kind="none" /> },
        { label: '起止', value: `${task.startOn} 起${task.endsOn ? `，至 ${task.endsOn}` : ''}` },
        ...(task.shifts.length > 0
          ? [
              {
                label: '班次',
                value: task.shifts.map(({ name, start, end }) => `${name} ${start}–${end}`).join('；'),
                wide: true,
              },
            ]
          : []),
        ...(task.workType > 0
          ? [{ label: '包保责任', value: `${WORK_TYPES[task.workType]}${task.taskNo ? `，第 ${task.taskNo} 项` : ''}` }]
          : []),
        { label: '依据', value: task.basis || <Absent kind="none" />, wide: true },
      ]}
    />
  );
}

/** A day's slots by what they have come to; a single one leads to its record. */
function marksOf(slots: readonly SlotView[]): ReadonlyMap<LocalDate, readonly DayMark[]> {
  const byDay = new Map<LocalDate, Map<SlotState, SlotView[]>>();
  for (const slot of slots) {
    const day = byDay.get(slot.day) ?? new Map<SlotState, SlotView[]>();
    byDay.set(slot.day, day.set(slot.state, [...(day.get(slot.state) ?? []), slot]));
  }
  return new Map(
    [...byDay].map(([day, states]) => [
      day,
      [...states].map(([state, own]) => ({
        label: own.length > 1 ? `${SLOT_STATE_NAMES[state]} ${own.length}` : shortName(state),
        tone: SLOT_TONES[state],
        title: own.map(({ slotKey }) => saySlot(slotKey)).join('\n'),
        to: own.length === 1 && own[0]?.recordId ? `/screening-records/${own[0].recordId}` : undefined,
      })),
    ]),
  );
}

function shortName(state: SlotState): string {
  return state === 'excluded' ? '停用' : SLOT_STATE_NAMES[state];
}

function RemoveButton({ task: { id, version, name } }: { task: ScreeningTask }) {
  const remove = useCommand(removeScreeningTask);
  return (
    <ReasonButton
      label="停止"
      title={`停止任务“${name}”`}
      consequence="今天以后不再有应查时段；之前的照样计算，记录保留。"
      verb="停止任务"
      run={(reason, commandId) => remove.run({ params: { id }, body: { commandId, version, reason } })}
    />
  );
}

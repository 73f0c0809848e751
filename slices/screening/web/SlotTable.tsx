import { Link } from '@tanstack/react-router';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { z } from 'zod';
import type { getScreeningSummary } from '../domain/record.contract.ts';
import { SLOT_STATE_NAMES, type SlotState } from '../domain/screening.terms.ts';
import { SLOT_TONES, sayEnd, sayLevelPeople, saySlot } from './screening-words.ts';

type Slot = z.output<typeof getScreeningSummary.response>['slots'][number];

/** What asks for somebody first: what can still be made up, what is open, what is over. */
const ORDER = [
  'overdue',
  'due',
  'coming',
  'missed',
  'done',
  'made-up',
  'excluded',
] as const satisfies readonly SlotState[];

/** Slots of the day and those that may still be made up, each with who has it. */
export function SlotTable({ slots }: { slots: readonly Slot[] }) {
  const sorted = [...slots].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.to < b.to ? -1 : 1));
  if (sorted.length === 0) return <p className="zb-scr-note">今天没有应查的时段。</p>;
  return (
    <table className="zb-scr-table zb-scr-slots">
      <thead>
        <tr>
          <th scope="col">任务</th>
          <th scope="col">时段</th>
          <th scope="col">状态</th>
          <th scope="col">谁来查</th>
          <th scope="col">截止</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((slot) => (
          <tr key={`${slot.taskId} ${slot.slotKey}`}>
            <th scope="row">
              <Link to={`/screening-tasks/${slot.taskId}` as never}>{slot.name}</Link>
            </th>
            <td data-label="时段">{saySlot(slot.slotKey)}</td>
            <td data-label="状态">
              <StatusTag label={SLOT_STATE_NAMES[slot.state]} tone={SLOT_TONES[slot.state]} />
            </td>
            <td data-label="谁来查">
              {slot.assigneeNames.length > 0 ? slot.assigneeNames.join('、') : sayLevelPeople(slot.level)}
            </td>
            <td data-label="截止">
              {slot.recordId ? (
                <Link to={`/screening-records/${slot.recordId}` as never}>看记录</Link>
              ) : slot.state === 'overdue' ? (
                `${sayEnd(slot.makeUpUntil)} 前可补查`
              ) : (
                sayEnd(slot.to)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

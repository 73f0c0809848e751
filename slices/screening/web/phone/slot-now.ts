import type { ScreeningPack, SlotState, SlotView } from '@zhiben/slices/screening/domain';

/** A slot with the task it belongs to, as it stands at this moment on this phone. */
export interface WorkItem {
  readonly slot: SlotView;
  readonly task: ScreeningPack['tasks'][number];
  readonly state: SlotState;
  /** Signed here, whether or not the server knows it yet. */
  readonly isSigned: boolean;
}

/** How an entry names the slot that it answers, on this phone. */
export const slotName = (taskId: string, slotKey: string | null) => `${taskId} ${slotKey ?? ''}`;

/**
 * How a slot stands now: the pack may be hours old, and what was answered stays answered.
 * @param now by the server's clock
 */
export function slotStateAt(slot: SlotView, now: Date): SlotState {
  if (slot.state === 'done' || slot.state === 'made-up' || slot.state === 'excluded') return slot.state;
  const at = now.getTime();
  if (at < Date.parse(slot.from)) return 'coming';
  if (at < Date.parse(slot.to)) return 'due';
  return at < Date.parse(slot.makeUpUntil) ? 'overdue' : 'missed';
}

/** All slots of the pack with their tasks, what lapses first at the head. */
export function workItems(pack: ScreeningPack, signed: ReadonlySet<string>, now: Date): WorkItem[] {
  const tasks = new Map(pack.tasks.map((task) => [task.id, task]));
  return pack.slots
    .flatMap((slot) => {
      const task = tasks.get(slot.taskId);
      const isSigned = signed.has(slotName(slot.taskId, slot.slotKey));
      return task ? [{ slot, task, state: slotStateAt(slot, now), isSigned }] : [];
    })
    .sort((a, b) => Date.parse(a.slot.to) - Date.parse(b.slot.to) || a.task.name.localeCompare(b.task.name, 'zh'));
}

/** `今天 16:00 前`, `11-24（周二）24:00 前`; midnight is said as the end of its day. */
export function sayUntil(to: string, today: string): string {
  const shanghai = new Date(Date.parse(to) + 8 * 3_600_000).toISOString();
  const time = shanghai.slice(11, 16);
  const day =
    time === '00:00' ? new Date(Date.parse(to) + 8 * 3_600_000 - 1).toISOString().slice(0, 10) : shanghai.slice(0, 10);
  return `${day === today ? '今天' : day.slice(5)} ${time === '00:00' ? '24:00' : time} 前`;
}

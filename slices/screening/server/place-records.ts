import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import type { RecordState } from '../domain/screening.terms.ts';
import { answerOf, findSlots, type Pause, type PlacedSlot } from '../domain/slots.rules.ts';
import type { RecordBody } from '../domain/sync.contract.ts';
import type { RecordItem } from './sync-items.ts';
import type { TaskRow } from './tasks.queries.ts';

/** Finds the slots of all items of a task at once. */
export function placer(
  items: readonly RecordItem[],
  tasks: ReadonlyMap<string, TaskRow>,
  pauses: (task: TaskRow) => Pause[],
  makeUpDays: number,
): (body: RecordBody) => PlacedSlot | null {
  const byTask = new Map<string, ReadonlyMap<string, PlacedSlot>>();
  for (const task of tasks.values()) {
    const keys = items.flatMap(({ body }) => (body.taskId === task.id && body.slotKey !== null ? [body.slotKey] : []));
    byTask.set(task.id, findSlots(task.schedules, pauses(task), keys, { makeUpDays }));
  }
  return ({ taskId, slotKey }) => (slotKey === null ? null : (byTask.get(taskId)?.get(slotKey) ?? null));
}

export interface InSlot {
  readonly state: RecordState;
  readonly slotKey: string | null;
  readonly claimed: string | null;
  readonly slotDay: LocalDate;
  readonly makeUpUntil: Date | null;
  readonly skew: number;
  /** By the server's clock. */
  readonly signedReal: Date;
  readonly notes: readonly FieldProblem[];
}

/**
 * Where a signature belongs. The time that counts is the phone's less its deviation as it was known on signing; without
 * that, as it is seen now. Nothing was signed after it arrived: then the clock has been set since.
 */
export function placeInSlot(body: RecordBody, slot: PlacedSlot | null, seenSkew: number, now: Date): InSlot {
  const notes: FieldProblem[] = [];
  const told = Date.parse(body.signedAt);
  let skew = body.clockSkewSeconds ?? seenSkew;
  if (told - skew * 1000 > now.getTime() + 600_000) {
    skew = Math.ceil((told - now.getTime()) / 1000);
    notes.push({ path: 'signedAt', message: '手机时间比服务器快，签名时间以收到时间计' });
  }
  const signedReal = new Date(Math.min(told - skew * 1000, now.getTime()));
  const common = { skew, signedReal, notes };
  const extra = (claimed: string | null): InSlot => ({
    ...common,
    state: 'extra',
    slotKey: null,
    claimed,
    slotDay: localDate(signedReal),
    makeUpUntil: null,
  });
  if (body.slotKey === null) return extra(null);
  if (!slot) {
    notes.push({ path: 'slotKey', message: '任务计划中没有这个时段，已作为额外检查保存' });
    return extra(body.slotKey);
  }
  const state = answerOf(slot, signedReal.getTime());
  if (state === null) {
    const why = signedReal.getTime() < slot.from ? '签名早于该时段' : '签名时已过补查期限';
    notes.push({ path: 'slotKey', message: `${why}，已作为额外检查保存` });
    return extra(slot.key);
  }
  return {
    ...common,
    state,
    slotKey: slot.key,
    claimed: null,
    slotDay: slot.day,
    makeUpUntil: new Date(slot.makeUpUntil),
  };
}

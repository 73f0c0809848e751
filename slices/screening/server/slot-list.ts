import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import type { z } from 'zod';
import type { TaskLevel } from '../domain/screening.terms.ts';
import { isInGroup, type listScreeningSlots, type SlotFilter, type SlotRow } from '../domain/slot-list.contract.ts';
import { theEnterprise } from './file.queries.ts';
import { judgeSlots } from './judged-slots.ts';
import { checkRange } from './tasks.present.ts';

type ListCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/** The latest day first. @throws app/not-found, app/invalid-input, screening/years-apart */
async function listSlots(ctx: ListCtx, { enterpriseId, state: group, from, to }: SlotFilter): Promise<SlotRow[]> {
  const { id } = await theEnterprise(ctx, enterpriseId);
  const on = today(ctx.clock);
  const range = checkRange(from ?? `${(to ?? on).slice(0, 7)}-01`, to ?? on);
  // Figures go no further than today.
  const { slots } = await judgeSlots(ctx, [id], { from: range.from, to: range.to < on ? range.to : on });
  return slots
    .filter(({ state }) => isInGroup(state, group))
    .map(({ task, key, day, state, makeUpUntil, recordId }) => ({
      id: `${task.id}/${key}`,
      taskId: task.id,
      taskName: task.name,
      level: task.level as TaskLevel,
      slotKey: key,
      day,
      state,
      makeUpUntil: new Date(makeUpUntil).toISOString(),
      recordId,
    }))
    .sort((a, b) => -compare(a, b));
}

const compare = (a: Pick<SlotRow, 'day' | 'id'>, b: Pick<SlotRow, 'day' | 'id'>) =>
  a.day === b.day ? (a.id < b.id ? -1 : Number(a.id > b.id)) : a.day < b.day ? -1 : 1;

export async function presentSlots(ctx: ListCtx, query: z.output<typeof listScreeningSlots.query>) {
  const { cursor, limit } = query;
  const all = await listSlots(ctx, query);
  const [day, id] = cursor ? decodeCursor(cursor, ['day', 'text']) : ['', ''];
  const rest = cursor ? all.filter((row) => compare(row, { day, id }) < 0) : all;
  return toPage(rest.slice(0, limit + 1), limit, (row) => [row.day, row.id]);
}

export async function countSlots(ctx: ListCtx, query: SlotFilter) {
  return { count: (await listSlots(ctx, query)).length, exact: true };
}

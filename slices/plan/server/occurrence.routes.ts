import { daysBetween, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { z } from 'zod';
import { addDuty as addDutyContract } from '../domain/duty.contract.ts';
import * as contracts from '../domain/occurrence.contract.ts';
import { ANSWERABLE, canAnswer } from '../domain/occurrence.rules.ts';
import { canReportProgress, canWaiveOccurrences } from '../domain/plan.policy.ts';
import { exportWork } from '../domain/work-sheet.contract.ts';
import { findFeed } from './calendar-feed.queries.ts';
import { closeFeed, openFeed, renderFeed } from './calendar-feed.ts';
import { addDuty } from './duty.actions.ts';
import { waiveOccurrences } from './occurrence.actions.ts';
import { countByDay, countWork, findWork, listFirstDue, listTaskOccurrences, listWork } from './occurrence.queries.ts';
import { findReminderSettings } from './reminder.queries.ts';
import { findTaskParties } from './task.queries.ts';
import { writeWorkSheet } from './work-sheet.ts';

export const occurrenceRoutes = [
  route(contracts.listWork, async ({ ctx, query }) =>
    listWork(ctx, query, today(ctx.clock), (await findReminderSettings(ctx)).escalateAfter),
  ),
  route(contracts.countWork, async ({ ctx, query }) =>
    countWork(ctx, query, today(ctx.clock), (await findReminderSettings(ctx)).escalateAfter),
  ),
  route(exportWork, async ({ ctx, query, raw }) =>
    sendSheet(raw.reply, { name: `到期事项${today(ctx.clock)}`, sheet: await writeWorkSheet(ctx, query) }),
  ),
  route(contracts.getWork, async ({ ctx, params }) => {
    const row = await findWork(ctx, params.id, today(ctx.clock));
    if (!row) throw appError('not-found', { what: '这一期事项' });
    return row;
  }),
  route(contracts.listTaskOccurrences, async ({ ctx, params }) => {
    const [task] = await findTaskParties(ctx, [params.id]);
    if (!task) throw appError('not-found', { what: '这项任务' });
    const { bodyId } = ctx.actor;
    const mayReport = canReportProgress(ctx.actor, task);
    const rows = (await listTaskOccurrences(ctx, params.id, today(ctx.clock))).map((row) => ({
      ...row,
      answerable: mayReport && ANSWERABLE.includes(row.status) && canAnswer(row, bodyId, task),
    }));
    return {
      rows,
      abilities: { waive: canWaiveOccurrences(ctx.actor) && task.doneOn === null && task.closedOn === null },
    };
  }),
  route(addDutyContract, ({ ctx, params, body }) => addDuty(ctx, params.id, body)),
  route(contracts.waiveOccurrences, ({ ctx, body }) => waiveOccurrences(ctx, body)),
  route(contracts.getCalendar, ({ ctx, query }) => calendar(ctx, query)),
  route(contracts.getCalendarFeed, async ({ ctx }) => ({
    createdAt: (await findFeed(ctx))?.createdAt.toISOString() ?? null,
  })),
  route(contracts.openCalendarFeed, ({ ctx, body }) => openFeed(ctx, body.commandId)),
  route(contracts.closeCalendarFeed, ({ ctx }) => closeFeed(ctx)),
  route(contracts.readCalendarFeed, async ({ ctx, params, raw: { reply } }) => {
    const text = await renderFeed(ctx, params.token.replace(/\.ics$/, ''));
    return reply.type('text/calendar; charset=utf-8').header('cache-control', 'private, max-age=900').send(text);
  }),
];

const LONGEST = 400;
/** Up to how many days the things themselves are sent along, the first of each day: a week, a month with the weeks around it. */
const SHOWN = [
  { days: 7, perDay: 40 },
  { days: 45, perDay: 3 },
];

async function calendar(ctx: Ctx, query: z.output<typeof contracts.getCalendar.query>) {
  const { from, to, bodyId = ctx.actor.bodyId ?? 'all' } = query;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > LONGEST) {
    throw appError('invalid-input', {}, [{ path: 'to', message: `日历一次最多显示 ${LONGEST} 天` }]);
  }
  const on = today(ctx.clock);
  const of = { from, to, bodyId: bodyId === 'all' ? null : bodyId };
  const shown = SHOWN.find((one) => days <= one.days);
  return { days: await countByDay(ctx, of, on), rows: shown ? await listFirstDue(ctx, of, on, shown.perDay) : [] };
}

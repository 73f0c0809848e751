import { addDays, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listPeople } from '@zhiben/slices/identity/server';
import {
  ACCIDENT_REVIEW_DAYS,
  EVENT_REVIEW_SOURCE,
  quarterDays,
  quarterOf,
  REVIEW_NEWS_DAYS,
  sayQuarter,
  YEARLY_REVIEW,
} from '../domain/assessment.rules.ts';
import { putForward } from './assess.actions.ts';
import { listEvents } from './events.queries.ts';
import { lockRiskFile, type ReadCtx } from './file.queries.ts';
import { listOwedQuarters, listOwedReviews } from './review-due.queries.ts';
import { placeOf } from './risk-file.ts';

const OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'] as const;
const BATCH = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';
/** Told of a quarter that nobody has reviewed for so many days before its end. */
const QUARTER_NEWS_DAYS = 15;

/**
 * Puts the reviews of an enterprise forward after an accident, but for points that were assessed since; it is told.
 * The caller holds the enterprise and records the fact.
 * @returns how many points are to be assessed anew
 */
export async function reviewAfterAccident(
  tx: TxCtx,
  enterpriseId: string,
  accident: { readonly id: string; readonly title: string; readonly on: string },
): Promise<number> {
  const dueOn = addDays(today(tx.clock), ACCIDENT_REVIEW_DAYS);
  await lockRiskFile(tx, await placeOf(tx, enterpriseId));
  const events = (await listEvents(tx, enterpriseId)).filter(
    ({ assessedAt, reviewDueOn }) =>
      assessedAt !== null && localDate(assessedAt) <= accident.on && (reviewDueOn === null || reviewDueOn > dueOn),
  );
  if (events.length === 0) return 0;
  await putForward(tx, events, 'accident', dueOn);
  await tellOfficers(tx, enterpriseId, {
    title: `发生事故，${events.length} 个风险点须在 ${dueOn} 前重新评价`,
    detail: `“${accident.title}”。${EVENT_REVIEW_SOURCE.accident}。`,
    link: '/risks/own',
    dedupeKey: `risk-accident:${accident.id}`,
  });
  return events.length;
}

/**
 * Tells enterprises of points that are soon to be assessed anew or already should have been, and towards the end of a
 * quarter of the review of major risks that nobody has confirmed. One message for each day that comes due, and one a
 * month of what is overdue; running twice tells nobody twice.
 * @returns how many messages went out
 */
export async function remindReviews(ctx: Ctx): Promise<number> {
  const on = today(ctx.clock);
  const quarter = quarterOf(on);
  const through = addDays(on, REVIEW_NEWS_DAYS);
  let told = await inBatches(ctx, {
    action: 'risk:remindReviews',
    list: (tx, page) => listOwedReviews(tx, { on, through }, page),
    tell: (tx, { enterpriseId, overdue, coming, nextOn }) => {
      const parts = [
        overdue > 0 ? `${overdue} 个风险点逾期未重新评价` : '',
        coming > 0 ? `${coming} 个风险点最早 ${nextOn} 前须重新评价` : '',
      ];
      return tellOfficers(tx, enterpriseId, {
        title: parts.filter(Boolean).join('，'),
        detail: `${YEARLY_REVIEW.source}。情况没有变化的，核对后按原分值确认即可。`,
        link: '/risks/own',
        dedupeKey: `risk-review:${enterpriseId}:${overdue > 0 ? on.slice(0, 7) : nextOn}`,
      });
    },
  });
  if (addDays(on, QUARTER_NEWS_DAYS) < quarterDays(quarter).to) return told;
  told += await inBatches(ctx, {
    action: 'risk:remindQuarter',
    list: (tx, page) => listOwedQuarters(tx, quarter, page),
    tell: (tx, { enterpriseId, majors }) =>
      tellOfficers(tx, enterpriseId, {
        title: `${sayQuarter(quarter)}重大风险评审待确认`,
        detail: `本单位有重大风险 ${majors} 项。评审草稿已按记录起草，请核对、修改后确认。`,
        link: '/risks/own?tab=review',
        dedupeKey: `risk-quarter:${enterpriseId}:${quarter}`,
      }),
  });
  return told;
}

interface Sweep<Row> {
  readonly action: string;
  readonly list: (ctx: ReadCtx, page: { readonly after: string; readonly limit: number }) => Promise<readonly Row[]>;
  readonly tell: (tx: TxCtx, row: Row) => Promise<number>;
}

/** A transaction for each batch of enterprises. */
async function inBatches<Row extends { readonly enterpriseId: string }>(
  ctx: Ctx,
  { action, list, tell }: Sweep<Row>,
): Promise<number> {
  let told = 0;
  for (let after = FIRST; ; ) {
    const rows = await list(ctx, { after, limit: BATCH });
    const last = rows.at(-1);
    if (!last) return told;
    await ctx.transaction(async (tx) => {
      let fresh = 0;
      for (const row of rows) fresh += await tell(tx, row);
      told += fresh;
      const id = newId();
      tx.record({ id, action, subject: { kind: 'riskReminder', id }, data: { told: fresh } });
    });
    if (rows.length < BATCH) return told;
    after = last.enterpriseId;
  }
}

interface News {
  readonly title: string;
  readonly detail: string;
  readonly link: string;
  readonly dedupeKey: string;
}

export async function tellOfficers(tx: TxCtx, enterpriseId: string, news: News): Promise<number> {
  return notify(tx, { userIds: await listPeople(tx, { enterpriseId }, OFFICERS), kind: 'risk:review', ...news });
}

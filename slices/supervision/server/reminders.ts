import { daysBetween, type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listFacts } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { KINDS } from '../domain/supervision.terms.ts';
import { listOverdueReplies, listOverdueReports, type Owed, type OwedPage } from './owed.queries.ts';
import { draftersOf, reachOf } from './paper.notices.ts';

const REMIND = 'supervision:remind';
const BATCH = 500;
/** On the first day after the limit, then once a week: daily ones are not read. */
const EVERY_DAYS = 7;

const WORDS = {
  reply: { key: 'replyDueOn', missing: '逾期未反馈', limit: '反馈期限', please: '请尽快反馈办理情况。' },
  progress: { key: 'progressDueOn', missing: '逾期未报告进展', limit: '进展报告期限', please: '请尽快报告治理进展。' },
} as const satisfies Record<Owed['what'], object>;

/**
 * Reminds whoever owes a reply or, under a plate, a report of progress whose limit passed, and tells each issuing office
 * how many it waits for. Each reminder is a fact of its paper; run again it finds them and says nothing twice.
 * @returns how many were reminded of
 */
export async function remindOverdue(ctx: Ctx): Promise<number> {
  const on = today(ctx.clock);
  let reminded = 0;
  for (const list of [listOverdueReplies, listOverdueReports]) {
    let after: OwedPage['after'] = null;
    do {
      const page: OwedPage = await list(ctx, on, { after, limit: BATCH });
      const due = await notYetReminded(ctx, page.rows, on);
      if (due.length > 0) {
        await ctx.transaction(async (tx) => {
          for (const owed of due) await remind(tx, owed, on);
          await tellOffices(tx, due, on);
        });
      }
      reminded += due.length;
      after = page.after;
    } while (after);
  }
  return reminded;
}

const roundOf = ({ dueOn }: Owed, on: LocalDate) => Math.floor((daysBetween(dueOn, on) - 1) / EVERY_DAYS);

async function notYetReminded(ctx: Ctx, all: readonly Owed[], on: LocalDate): Promise<Owed[]> {
  const ids = [...new Set(all.map(({ paperId }) => paperId))];
  const facts = await listFacts(ctx.db, ctx.actor.county, ids, [REMIND]);
  return all.filter((owed) => {
    const { key } = WORDS[owed.what];
    const said = facts.get(owed.paperId) ?? [];
    return !said.some(
      ({ data }) => data.receiptId === owed.receiptId && data[key] === owed.dueOn && data.round === roundOf(owed, on),
    );
  });
}

async function remind(tx: TxCtx, owed: Owed, on: LocalDate): Promise<void> {
  const { what, paperId, receiptId, partyName, dueOn, number, kind, title, division, industry, enterpriseId } = owed;
  const { key, missing, limit, please } = WORDS[what];
  const round = roundOf(owed, on);
  const days = daysBetween(dueOn, on);
  const { userIds, link } = await reachOf(tx, paperId, owed);
  await notify(tx, {
    userIds,
    kind: REMIND,
    title: `${KINDS[kind].name}${missing}：${number}`,
    detail: `${title}。${limit} ${dueOn}，已逾期 ${days} 天，${please}`,
    link,
    dedupeKey: `${REMIND} ${what} ${receiptId} ${dueOn} ${round}`,
  });
  tx.record({
    id: newId(),
    action: REMIND,
    subject: { kind: 'supervisionPaper', id: paperId },
    data: { receiptId, party: partyName, [key]: dueOn, round, days, reached: userIds.length },
    placement: {
      county: tx.actor.county,
      division,
      industry,
      enterpriseId: kind === 'accountabilityProposal' ? null : enterpriseId,
    },
  });
}

/** One notice a day for each office, however much it waits for. */
async function tellOffices(tx: TxCtx, due: readonly Owed[], on: LocalDate): Promise<void> {
  for (const issuer of new Set(due.map(({ issuerBodyId }) => issuerBodyId))) {
    const replies = due.filter(({ issuerBodyId }) => issuerBodyId === issuer);
    const [first] = replies;
    if (!first) continue;
    await notify(tx, {
      userIds: await draftersOf(tx, issuer),
      kind: REMIND,
      title: `督办文书${WORDS[first.what].missing} ${replies.length} 份，已催办`,
      detail: `${first.partyName}（${first.number}）${replies.length > 1 ? '等' : ''}。可电话催办，或者采取更强的措施。`,
      link: first.what === 'reply' ? '/supervision/papers?view=overdue' : '/supervision/papers?view=listed',
      dedupeKey: `${REMIND} ${first.what} ${issuer} ${on} ${first.receiptId}`,
      inAppOnly: true,
    });
  }
}

/** Every morning when people come to work: nobody is reminded at night. */
export const remindJob = job({
  name: REMIND,
  payload: z.object({}),
  schedule: '10 8 * * *',
  run: async ({ ctx }) => void (await remindOverdue(ctx)),
});

import { daysBetween, type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listFacts } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { KINDS } from '../domain/supervision.terms.ts';
import { draftersOf, reachOf } from './paper.notices.ts';
import { listOverdueReplies, type OverdueReply } from './paper.queries.ts';

const REMIND = 'supervision:remind';
const BATCH = 500;
/** On the first day after the limit, then once a week: daily ones are not read. */
const EVERY_DAYS = 7;

/**
 * Reminds whoever owes a reply whose limit passed, and tells each issuing office how many it waits for. Each reminder is
 * a fact of its paper; run again it finds them and says nothing twice.
 * @returns how many replies were reminded of
 */
export async function remindOverdue(ctx: Ctx): Promise<number> {
  const on = today(ctx.clock);
  let reminded = 0;
  let after: OverdueReply | null = null;
  do {
    const page: OverdueReply[] = await listOverdueReplies(ctx, on, { after, limit: BATCH });
    const due = await notYetReminded(ctx, page, on);
    if (due.length > 0) {
      await ctx.transaction(async (tx) => {
        for (const reply of due) await remind(tx, reply, on);
        await tellOffices(tx, due, on);
      });
    }
    reminded += due.length;
    after = page.length === BATCH ? (page.at(-1) ?? null) : null;
  } while (after);
  return reminded;
}

const roundOf = ({ replyDueOn }: OverdueReply, on: LocalDate) =>
  Math.floor((daysBetween(replyDueOn, on) - 1) / EVERY_DAYS);

async function notYetReminded(ctx: Ctx, replies: readonly OverdueReply[], on: LocalDate): Promise<OverdueReply[]> {
  const ids = [...new Set(replies.map(({ paperId }) => paperId))];
  const facts = await listFacts(ctx.db, ctx.actor.county, ids, [REMIND]);
  return replies.filter((reply) => {
    const said = facts.get(reply.paperId) ?? [];
    return !said.some(
      ({ data }) =>
        data.receiptId === reply.receiptId && data.replyDueOn === reply.replyDueOn && data.round === roundOf(reply, on),
    );
  });
}

async function remind(tx: TxCtx, reply: OverdueReply, on: LocalDate): Promise<void> {
  const { paperId, receiptId, partyName, replyDueOn, number, kind, title, division, industry, enterpriseId } = reply;
  const round = roundOf(reply, on);
  const days = daysBetween(replyDueOn, on);
  const { userIds, link } = await reachOf(tx, paperId, reply);
  await notify(tx, {
    userIds,
    kind: REMIND,
    title: `${KINDS[kind].name}逾期未反馈：${number}`,
    detail: `${title}。反馈期限 ${replyDueOn}，已逾期 ${days} 天，请尽快反馈办理情况。`,
    link,
    dedupeKey: `${REMIND} ${receiptId} ${replyDueOn} ${round}`,
  });
  tx.record({
    id: newId(),
    action: REMIND,
    subject: { kind: 'supervisionPaper', id: paperId },
    data: { receiptId, party: partyName, replyDueOn, round, days, reached: userIds.length },
    placement: {
      county: tx.actor.county,
      division,
      industry,
      enterpriseId: kind === 'accountabilityProposal' ? null : enterpriseId,
    },
  });
}

/** One notice a day for each office, however many replies it waits for. */
async function tellOffices(tx: TxCtx, due: readonly OverdueReply[], on: LocalDate): Promise<void> {
  for (const issuer of new Set(due.map(({ issuerBodyId }) => issuerBodyId))) {
    const replies = due.filter(({ issuerBodyId }) => issuerBodyId === issuer);
    const [first] = replies;
    await notify(tx, {
      userIds: await draftersOf(tx, issuer),
      kind: REMIND,
      title: `督办文书逾期未反馈 ${replies.length} 份，已催办`,
      detail: `${first?.partyName}（${first?.number}）${replies.length > 1 ? '等' : ''}。可电话催办，或者采取更强的措施。`,
      link: '/supervision/papers?view=overdue',
      dedupeKey: `${REMIND} ${issuer} ${on} ${first?.receiptId}`,
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

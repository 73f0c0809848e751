import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { KINDS } from '@zhiben/slices/supervision/domain';
import { countPapers, countProposals, listPapers } from '@zhiben/slices/supervision/server';
import type { HomeItem } from '../domain/overview.contract.ts';
import { figure, moreAfter, type Part, SHOWN } from './home-part.ts';

/** Papers 文书 that wait for a signature or a reply of one's own. */
export async function papersToAnswer(ctx: Ctx): Promise<Part> {
  const [count, { rows, nextCursor }] = await Promise.all([
    countPapers(ctx, { group: 'inbox' }),
    listPapers(ctx, { group: 'inbox', limit: SHOWN }),
  ]);
  const items = rows.map(({ id, kind, title, number, replyDueOn }): HomeItem => {
    const note = [KINDS[kind].name, number].filter(Boolean).join(' · ');
    return { id, task: '签收、反馈', title, note, dueOn: replyDueOn, path: `/supervision/papers/${id}` };
  });
  const figures =
    count.count === 0 ? [] : [figure('papers', '待签收、反馈文书', count, '/supervision/papers?view=inbox')];
  return { figures, items, more: moreAfter(items, nextCursor) };
}

/** Papers that somebody else drafted and that may not be issued before this person approved them. */
export async function papersToApprove(ctx: Ctx): Promise<Part> {
  const [count, { rows, nextCursor }] = await Promise.all([
    countPapers(ctx, { group: 'toApprove' }),
    listPapers(ctx, { group: 'toApprove', limit: SHOWN }),
  ]);
  const items = rows.map(({ id, kind, title }): HomeItem => {
    return { id, task: '审核', title, note: KINDS[kind].name, dueOn: null, path: `/supervision/papers/${id}` };
  });
  const figures =
    count.count === 0 ? [] : [figure('toApprove', '待我审核文书', count, '/supervision/papers?view=toApprove')];
  return { figures, items, more: moreAfter(items, nextCursor) };
}

/** Measures that the rules ask for; a person takes or refuses each. */
export async function proposalsToDecide(ctx: Ctx): Promise<Part> {
  const count = await countProposals(ctx, { status: 'open' });
  return { figures: [figure('proposals', '建议措施', count, '/supervision/proposals')], items: [], more: null };
}

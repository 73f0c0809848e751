import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listNotices } from '@zhiben/slices/hazard/server';
import {
  countRewards,
  countSnapshots,
  presentCommitmentDraft,
  presentCommitments,
  presentStatements,
} from '@zhiben/slices/screening/server';
import type { HomeItem } from '../domain/overview.contract.ts';
import { figure, moreAfter, type Part, SHOWN } from './home-part.ts';

const NOTHING: Part = { figures: [], items: [], more: null };
const only = (item: HomeItem): Part => ({ figures: [], items: [item], more: null });

/** What the people of an enterprise owe beside their hazards, by what each may do. */
export function enterpriseDuties(ctx: Ctx): Promise<Part>[] {
  const may = (permission: string) => ctx.actor.permissions.has(permission);
  return [
    ...(may('hazard:sign') ? [noticesToSign(ctx)] : []),
    ...(may('screening:commit') ? [commitmentOfToday(ctx)] : []),
    ...(may('screening:state') ? [statementOwed(ctx)] : []),
    ...(may('screening:answer') ? [reportsToAnswer(ctx)] : []),
  ];
}

/** 告知签收: what the principal and the actual controller sign once a hazard is judged major. */
async function noticesToSign(ctx: Ctx): Promise<Part> {
  const { rows, nextCursor } = await listNotices(ctx, { waiting: 'sign', limit: SHOWN });
  const items = rows.map(({ id, hazardId, hazardNumber, title, addresseeName, signDueOn }): HomeItem => {
    const note = `请${addresseeName}本人签收 · ${hazardNumber}`;
    return { id, task: '签收告知', title, note, dueOn: signDueOn, path: `/hazards/${hazardId}` };
  });
  return { figures: [], items, more: moreAfter(items, nextCursor) };
}

/** Today's safety commitment, for whoever may sign it. */
async function commitmentOfToday(ctx: Ctx): Promise<Part> {
  const [owed] = (await presentCommitments(ctx, { group: 'missing', limit: 1 })).rows;
  if (!owed) return NOTHING;
  const { day, signedAs, last } = await presentCommitmentDraft(ctx);
  if (signedAs === null) return NOTHING;
  const note = last ? `上一次签署 ${last.day}` : '还没有签署过';
  return only({
    id: `commitment ${day}`,
    task: '签署承诺',
    title: '今天的安全承诺公告',
    note,
    dueOn: day,
    path: '/commitments/sign',
  });
}

/** The monthly statement of the month before. */
async function statementOwed(ctx: Ctx): Promise<Part> {
  const [owed] = (await presentStatements(ctx, { group: 'missing', limit: 1 })).rows;
  if (!owed) return NOTHING;
  const { id, month, dueOn } = owed;
  const title = `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月隐患排查治理月报告`;
  return only({ id, task: '核对并报告', title, note: '系统按记录算好，核对后确认', dueOn, path: `/statements/${id}` });
}

/** What the workers reported, and the rewards that another officer proposed. */
async function reportsToAnswer(ctx: Ctx): Promise<Part> {
  const [snapshots, rewards] = await Promise.all([
    countSnapshots(ctx, { status: 'received' }),
    countRewards(ctx, { status: 'proposed' }),
  ]);
  const figures = [
    figure('snapshots', '随手拍待处理', snapshots, '/snapshots'),
    figure('rewards', '奖励待审批', rewards, '/rewards?view=proposed'),
  ];
  return { figures: figures.filter(({ count }) => count > 0), items: [], more: null };
}

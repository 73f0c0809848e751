import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { writeOfficialDocx } from '@zhiben/platform/server/docx/index.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { clauseText } from '../domain/plan.terms.ts';
import { findCampaign } from './campaign.queries.ts';
import { campaignCourse, listTasksAsOf } from './campaign-figures.ts';
import { listClauses } from './clause.queries.ts';
import { listVerified } from './ledger.queries.ts';
import { progressReport } from './progress-report.ts';

const PERIOD_DAYS = 30;

/**
 * The progress report of a campaign over a period, as things stood at its end.
 * @throws app/not-found, app/invalid-input (a period that ends before it begins, or in the future)
 */
export async function writeProgressReport(
  ctx: Ctx,
  campaignId: string,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<{ name: string; docx: Buffer }> {
  const now = today(ctx.clock);
  const { to = now } = asked;
  const { from = addDays(to, -PERIOD_DAYS) } = asked;
  if (to > now) throw appError('invalid-input', {}, [{ path: 'to', message: '不能晚于今天' }]);
  if (from > to) throw appError('invalid-input', {}, [{ path: 'from', message: '不能晚于截止日期' }]);
  const campaign = await findCampaign(ctx, campaignId);
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  const course = await campaignCourse(ctx, campaignId, to);
  const actionOf = new Map((await listClauses(ctx, campaignId)).map(({ id, actionId }) => [id, actionId]));
  const names = new Map((await listBodies(ctx)).map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? '' : (names.get(id) ?? ''));
  const tasks = await listTasksAsOf(ctx, campaignId, to);
  const report = progressReport({
    name: campaign.name,
    documentTitle: campaign.documentTitle,
    docNumber: campaign.docNumber,
    number: campaign.number,
    owner: nameOf(campaign.ownerBodyId),
    from,
    to,
    tally: course.tally,
    actions: course.byAction.map(({ actionId, label, path, tally }) => ({
      id: actionId,
      label: label || clauseText(path),
      tally,
    })),
    tasks: tasks.map((task) => ({ ...task, actionId: actionOf.get(task.id) ?? null, lead: nameOf(task.leadBodyId) })),
    progress: (await listVerified(ctx, campaignId, { from, to })).map((p) => ({ ...p, body: nameOf(p.bodyId) })),
  });
  return { name: `${campaign.name}进展情况报告`, docx: await writeOfficialDocx(report) };
}

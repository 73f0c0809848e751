import { today } from '@zhiben/platform/domain/clock.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sendDocx } from '@zhiben/platform/server/docx/send-docx.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as annual from '../domain/annual.contract.ts';
import type { CommandKind } from '../domain/paper.commands.ts';
import { issuableBy } from '../domain/paper.policy.ts';
import * as proposals from '../domain/proposal.contract.ts';
import * as publicNotices from '../domain/public-notice.contract.ts';
import * as settings from '../domain/settings.contract.ts';
import * as contracts from '../domain/supervision.contract.ts';
import { supervisionError } from '../domain/supervision.errors.ts';
import { readAnnual, setQuota } from './annual.actions.ts';
import { listPlates, listQuotas } from './annual.queries.ts';
import { draftPlates, listCandidates } from './candidates.ts';
import { hazardPapers } from './hazard-papers.ts';
import { draftMonthly, readMonthly } from './monthly.ts';
import { draftPaper, giveCommand, issuerOf, paperActor } from './paper.actions.ts';
import { delistingDocx, fileName, paperDocx, talkDocx } from './paper.docx.ts';
import { presentPaper, presentRow, requirePaper } from './paper.present.ts';
import { countPapers, listPapers } from './paper.queries.ts';
import { exportPapers } from './paper-export.ts';
import { findSubject, startDraft } from './paper-subject.ts';
import { acceptProposal, dismissProposal, presentProposal, requireProposal, sweepNow } from './proposal.actions.ts';
import { countProposals, listProposals } from './proposal.queries.ts';
import { findPublicNotice, listPublicNotices } from './public-notice.queries.ts';
import { readSettings, setKind, setPreset, setRule, setWord } from './settings.actions.ts';

/** Kept for a minute by whoever stands between, no longer: what is taken down is gone soon after. */
const FOR_ALL = 'public, max-age=60';

type Body<K extends CommandKind> = Parameters<typeof giveCommand<K>>[3];

/** A handler that gives one command and answers with the row as it then stands. */
function command<K extends CommandKind>(kind: K) {
  return async ({ ctx, params, body }: { ctx: Ctx; params: { id: string }; body: Body<K> }) =>
    presentRow(ctx, await giveCommand(ctx, params.id, kind, body));
}

const { commands } = contracts;

export const supervisionRoutes = [
  route(contracts.listPapers, ({ ctx, query }) => listPapers(ctx, query)),
  route(contracts.countPapers, ({ ctx, query }) => countPapers(ctx, query)),
  route(contracts.exportPapers, async ({ ctx, query, raw: { reply } }) => {
    const sheet = await exportPapers(ctx, query);
    return sendSheet(reply, { name: `督办文书台账${today(ctx.clock)}`, sheet });
  }),
  route(contracts.getPaper, ({ ctx, params }) => presentPaper(ctx, params.id)),
  route(contracts.getPaperDocx, async ({ ctx, params, query: { part }, raw: { reply } }) => {
    const paper = await requirePaper(ctx, params.id);
    const document = {
      paper: () => paperDocx(paper),
      delisting: () => delistingDocx(paper),
      talk: () => talkDocx(ctx, paper),
    };
    const docx = await document[part]();
    await recordExport(ctx, 'supervision', { document: part, paperId: paper.id, number: paper.number });
    return sendDocx(reply, fileName(paper, part), docx);
  }),
  route(contracts.startPaper, async ({ ctx, query: { kind, subjectKind, subjectId } }) => {
    const issuer = await issuerOf(ctx, kind);
    const subject = await findSubject(ctx, subjectKind, subjectId);
    return { ...(await startDraft(ctx, kind, subject, issuer.name)), kinds: [...issuableBy(issuer.kind)] };
  }),
  route(contracts.draftPaper, async ({ ctx, body }) => presentRow(ctx, await draftPaper(ctx, body))),
  route(commands.edit, command('edit')),
  route(commands.submit, command('submit')),
  route(commands.sendBack, command('sendBack')),
  route(commands.approve, command('approve')),
  route(commands.issue, command('issue')),
  route(commands.acknowledge, command('acknowledge')),
  route(commands.deliver, command('deliver')),
  route(commands.reply, command('reply')),
  route(commands.reportProgress, command('reportProgress')),
  route(commands.askAgain, command('askAgain')),
  route(commands.recordTalk, command('recordTalk')),
  route(commands.close, command('close')),
  route(commands.delist, command('delist')),
  route(commands.withdraw, command('withdraw')),
  route(commands.publish, command('publish')),
  route(commands.unpublish, command('unpublish')),

  route(proposals.listProposals, async ({ ctx, query }) => {
    const [{ rows, nextCursor }, actor] = await Promise.all([listProposals(ctx, query), paperActor(ctx)]);
    return { rows: rows.map((row) => presentProposal(row, actor, today(ctx.clock))), nextCursor };
  }),
  route(proposals.countProposals, ({ ctx, query }) => countProposals(ctx, query)),
  route(proposals.getProposal, async ({ ctx, params }) =>
    presentProposal(await requireProposal(ctx, params.id), await paperActor(ctx), today(ctx.clock)),
  ),
  route(proposals.sweepNow, ({ ctx, body }) => sweepNow(ctx, body.commandId)),
  route(proposals.acceptProposal, async ({ ctx, params, body }) =>
    presentRow(ctx, await acceptProposal(ctx, params.id, body)),
  ),
  route(proposals.dismissProposal, async ({ ctx, params, body }) =>
    presentProposal(await dismissProposal(ctx, params.id, body), await paperActor(ctx), today(ctx.clock)),
  ),
  route(proposals.getHazardPapers, ({ ctx, params }) => hazardPapers(ctx, params.id)),

  route(annual.getMonthly, ({ ctx, query }) => readMonthly(ctx, query.month)),
  route(annual.draftMonthly, async ({ ctx, body }) => presentRow(ctx, await draftMonthly(ctx, body))),
  route(annual.getAnnual, ({ ctx, params }) => readAnnual(ctx, params.year)),
  route(annual.listQuotas, async ({ ctx }) => ({ rows: await listQuotas(ctx) })),
  route(annual.setQuota, ({ ctx, params, body }) => setQuota(ctx, params.year, body)),
  route(annual.listAnnualPlates, ({ ctx, params, query }) => listPlates(ctx, params.year, query)),
  route(annual.listCandidates, async ({ ctx, query }) => ({ rows: await listCandidates(ctx, query.limit) })),
  route(annual.draftPlates, async ({ ctx, body }) => ({ rows: await draftPlates(ctx, body) })),

  route(publicNotices.listPublicNotices, async ({ ctx, query, raw: { reply } }) => {
    reply.header('cache-control', FOR_ALL);
    return listPublicNotices(ctx, query);
  }),
  route(publicNotices.getPublicNotice, async ({ ctx, params, raw: { reply } }) => {
    const notice = await findPublicNotice(ctx, params.id);
    if (!notice) throw supervisionError('notice-gone', {});
    reply.header('cache-control', FOR_ALL);
    return notice;
  }),

  route(settings.getSettings, ({ ctx }) => readSettings(ctx)),
  route(settings.setRule, ({ ctx, params, body }) => setRule(ctx, params.code, body.commandId, body.setting)),
  route(settings.setKind, ({ ctx, params, body }) => setKind(ctx, params.kind, body.commandId, body.setting)),
  route(settings.setWord, ({ ctx, params, body }) => setWord(ctx, params.bodyId, body.commandId, body.setting)),
  route(settings.setPreset, ({ ctx, params, body }) => setPreset(ctx, params.preset, body)),
];

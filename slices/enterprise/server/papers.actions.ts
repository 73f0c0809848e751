import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { reviewAfterAccident } from '@zhiben/slices/risk/server';
import { enterpriseError, PAPER_KIND_NAMES } from '../domain/enterprise.terms.ts';
import type { Paper, PaperRecord } from '../domain/papers.contract.ts';
import { mayEnterPaper, paperColumns, paperSummary, yearsLater } from '../domain/papers.rules.ts';
import { type EnterpriseFile, findFile, lockFile, lockFiles, updateFile } from './enterprise.queries.ts';
import { isResend, placementOf } from './file-subject.ts';
import { regradeLater } from './grading.jobs.ts';
import { lapseDays } from './lapse.queries.ts';
import { insertPapers, listLapsedTerms, listPapers, paperOf, updatePaperEnd } from './papers.queries.ts';

/**
 * Adds a paper to a file. Sent again with the same id it is the one that is there.
 * @throws app/not-found, enterprise/paper-not-yours
 */
export async function addPaper(ctx: Ctx, enterpriseId: string, id: string, paper: Paper): Promise<PaperRecord> {
  if (!(await isResend(ctx, id, enterpriseId))) {
    await ctx.transaction(async (tx) => {
      const file = await lockFile(tx, enterpriseId);
      if (!file) throw appError('not-found', { what: '这家企业' });
      if (!mayEnterPaper(paper.kind, tx.actor.scope.enterpriseId !== null)) {
        throw enterpriseError('paper-not-yours', { kind: PAPER_KIND_NAMES[paper.kind] });
      }
      const columns = paperColumns(paper, file);
      await insertPapers(tx, [{ ...columns, id, enterpriseId }]);
      await settle(tx, file);
      const accident = { id, title: columns.title, on: columns.startsOn };
      const reviews = paper.kind === 'accident' ? await reviewAfterAccident(tx, enterpriseId, accident) : 0;
      record(tx, file, id, 'enterprise:paper', { ...columns, ...(reviews > 0 ? { riskReviews: reviews } : {}) });
    });
  }
  return onePaper(ctx, enterpriseId, id);
}

/**
 * Ends a paper before or after its last day: a licence withdrawn, a grade revoked, a listing removed.
 * @throws app/not-found, enterprise/paper-ended, enterprise/paper-end-date, enterprise/early-delisting
 */
export async function endPaper(
  ctx: Ctx,
  { id: enterpriseId, paperId }: { readonly id: string; readonly paperId: string },
  { commandId, endedOn, why }: { readonly commandId: string; readonly endedOn: string; readonly why: string },
): Promise<PaperRecord> {
  if (!(await isResend(ctx, commandId, enterpriseId))) {
    await ctx.transaction(async (tx) => {
      const file = await lockFile(tx, enterpriseId);
      if (!file) throw appError('not-found', { what: '这家企业' });
      const paper = (await listPapers(tx, [enterpriseId])).find((one) => one.id === paperId);
      if (!paper) throw appError('not-found', { what: '这项记录' });
      if (paper.ended_on !== null) throw enterpriseError('paper-ended', {});
      const on = today(tx.clock);
      if (endedOn < paper.starts_on || endedOn > on) {
        throw enterpriseError('paper-end-date', { from: paper.starts_on, today: on });
      }
      // 应急管理部令第11号: removal may be asked for once twelve months have passed.
      const from = yearsLater(paper.starts_on, 1);
      if (paper.kind === 'listing' && endedOn < from) throw enterpriseError('early-delisting', { from });
      await updatePaperEnd(tx, paperId, endedOn, why);
      await settle(tx, file);
      record(tx, file, commandId, 'enterprise:endPaper', { paper: paperId, kind: paper.kind, endedOn, why });
    });
  }
  return onePaper(ctx, enterpriseId, paperId);
}

const DELIST_BATCH = 200;

/** Ends listings and bans whose years have passed; each with a fact of its own. Running twice finds nothing. */
export async function delistLapsed(ctx: Ctx): Promise<number> {
  const on = today(ctx.clock);
  let done = 0;
  for (;;) {
    const lapsed = await listLapsedTerms(ctx, on, DELIST_BATCH);
    if (lapsed.length === 0) return done;
    await ctx.transaction(async (tx) => {
      const files = new Map(
        (
          await lockFiles(
            tx,
            lapsed.map((one) => one.enterpriseId),
          )
        ).map((file) => [file.id, file]),
      );
      for (const { id, enterpriseId, kind, endsOn } of lapsed) {
        const file = files.get(enterpriseId);
        if (!file || endsOn === null) continue;
        await updatePaperEnd(
          tx,
          id,
          addDays(endsOn, 1),
          kind === 'listing' ? '列入期满，自动移出' : '禁止期满，自动解除',
        );
        await settle(tx, file);
        record(tx, file, newId(), 'enterprise:delist', { paper: id, kind, endsOn });
      }
    });
    done += lapsed.length;
  }
}

/** Brings what the row keeps of its papers up to date. */
async function settle(tx: TxCtx, file: EnterpriseFile): Promise<void> {
  const papers = await listPapers(tx, [file.id]);
  const on = today(tx.clock);
  await updateFile(tx, file, {
    summary: paperSummary(papers.map((paper) => paperOf(paper, on, {}))),
  });
  await regradeLater(tx, [file.id]);
}

function record(tx: TxCtx, file: EnterpriseFile, id: string, action: string, data: Record<string, unknown>): void {
  const subject = { kind: 'enterprise', id: file.id, version: file.version + 1 };
  tx.record({ id, action, subject, data, placement: placementOf(tx, file) });
}

async function onePaper(ctx: Ctx, enterpriseId: string, id: string): Promise<PaperRecord> {
  const file = await findFile(ctx, enterpriseId);
  const paper = file && (await listPapers(ctx, [file.id])).find((one) => one.id === id);
  if (!paper) throw appError('not-found', { what: '这项记录' });
  return paperOf(paper, today(ctx.clock), await lapseDays(ctx));
}

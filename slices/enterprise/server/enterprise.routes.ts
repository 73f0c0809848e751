import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import { listCentres } from '../domain/centres.contract.ts';
import * as contracts from '../domain/enterprise.contract.ts';
import * as grading from '../domain/grading.contract.ts';
import * as merge from '../domain/merge.contract.ts';
import * as oversight from '../domain/oversight.contract.ts';
import * as papers from '../domain/papers.contract.ts';
import { listTownshipCentres } from './centres.queries.ts';
import { createEnterprise, decideProposal, editEnterprise, transferEnterprise } from './enterprise.actions.ts';
import { presentChanges, presentFile, presentRow } from './enterprise.present.ts';
import { countEnterprises, findEnterprise, listEnterprises } from './enterprise.queries.ts';
import { exportEnterprises } from './enterprise-export.ts';
import {
  appealGrade,
  decideGrade,
  decideGrades,
  presentGrade,
  presentGrading,
  presentGradingById,
  setPolicy,
  settleAppeal,
} from './grading.actions.ts';
import { currentPolicy, recompute } from './grading.compute.ts';
import { countGradings, listGradings } from './grading.queries.ts';
import { mergeEnterprises, proposeMerges, undoMerge } from './merge.actions.ts';
import { listMerges } from './merge.queries.ts';
import { exportMatrix, fillBlindSpots, readMatrix, setDuty } from './oversight.actions.ts';
import { addPaper, endPaper } from './papers.actions.ts';

const fileRoutes = [
  route(contracts.listEnterprises, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listEnterprises(ctx, query);
    return { rows: rows.map(presentRow), nextCursor };
  }),
  route(contracts.countEnterprises, ({ ctx, query }) => countEnterprises(ctx, query)),
  route(contracts.exportEnterprises, async ({ ctx, query, raw }) =>
    sendSheet(raw.reply, await exportEnterprises(ctx, query)),
  ),
  route(listCentres, async ({ ctx }) => {
    const [centres, divisions] = await Promise.all([listTownshipCentres(ctx), listDivisions(ctx)]);
    const names = new Map(divisions.map(({ code, name }) => [code, name]));
    return { rows: centres.map((centre) => ({ ...centre, name: names.get(centre.township) ?? centre.township })) };
  }),
  route(contracts.getEnterprise, ({ ctx, params }) => presentFile(ctx, params.id)),
  route(contracts.createEnterprise, async ({ ctx, body }) => presentFile(ctx, await createEnterprise(ctx, body))),
  route(contracts.editEnterprise, async ({ ctx, params, body }) => {
    await editEnterprise(ctx, params.id, body);
    return presentFile(ctx, params.id);
  }),
  route(contracts.decideProposal, async ({ ctx, params, body }) => {
    await decideProposal(ctx, params, body);
    return presentFile(ctx, params.id);
  }),
  route(contracts.transferEnterprise, ({ ctx, params, body }) => transferEnterprise(ctx, params.id, body)),
  route(contracts.listEnterpriseChanges, ({ ctx, params, query }) => presentChanges(ctx, params.id, query)),
  route(papers.addPaper, ({ ctx, params, body }) => addPaper(ctx, params.id, body.id, body.paper)),
  route(papers.endPaper, ({ ctx, params, body }) => endPaper(ctx, params, body)),
];

const mergeRoutes = [
  route(merge.listDuplicates, ({ ctx }) => proposeMerges(ctx)),
  route(merge.mergeEnterprises, async ({ ctx, params, body }) => {
    await mergeEnterprises(ctx, params.id, body);
    return { mergeId: body.commandId };
  }),
  route(merge.listMerges, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listMerges(ctx, query);
    const shown = rows.map(({ mergedAt, undoneAt, ...row }) => ({
      ...row,
      mergedAt: mergedAt.toISOString(),
      undoneAt: undoneAt?.toISOString() ?? null,
    }));
    return { rows: shown, nextCursor };
  }),
  route(merge.undoMerge, async ({ ctx, params, body }) => ({
    goneId: await undoMerge(ctx, params.id, body.commandId),
  })),
];

const oversightRoutes = [
  route(oversight.getMatrix, ({ ctx }) => readMatrix(ctx)),
  route(oversight.exportMatrix, async ({ ctx, raw }) =>
    sendSheet(raw.reply, { name: `安全生产监管责任矩阵${today(ctx.clock)}`, sheet: await exportMatrix(ctx) }),
  ),
  route(oversight.setDuty, async ({ ctx, body }) => {
    await setDuty(ctx, body);
    return { saved: true };
  }),
  route(oversight.fillBlindSpots, async ({ ctx, body }) => ({ filled: await fillBlindSpots(ctx, body) })),
];

const gradingRoutes = [
  route(grading.listGradings, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listGradings(ctx, query);
    return { rows: rows.map((row) => presentGrading(ctx, row)), nextCursor };
  }),
  route(grading.countGradings, ({ ctx, query }) => countGradings(ctx, query)),
  route(grading.getGrading, ({ ctx, params }) => presentGradingById(ctx, params.id)),
  route(grading.getGrade, ({ ctx, params }) => presentGrade(ctx, params.id)),
  route(grading.recomputeGrade, async ({ ctx, params }) => {
    if (!(await findEnterprise(ctx, params.id))) throw appError('not-found', { what: '这家企业' });
    return { changed: (await recompute(ctx, [params.id])) > 0 };
  }),
  route(grading.decideGrade, async ({ ctx, params, body }) => {
    await decideGrade(ctx, params.id, body);
    return presentGradingById(ctx, params.id);
  }),
  route(grading.decideGrades, ({ ctx, body }) => decideGrades(ctx, body)),
  route(grading.appealGrade, async ({ ctx, params, body }) => {
    await appealGrade(ctx, params.id, body);
    return presentGradingById(ctx, params.id);
  }),
  route(grading.settleAppeal, async ({ ctx, params, body }) => {
    await settleAppeal(ctx, params.id, body);
    return presentGradingById(ctx, params.id);
  }),
  route(grading.getGradePolicy, ({ ctx }) => currentPolicy(ctx)),
  route(grading.setGradePolicy, async ({ ctx, body }) => {
    await setPolicy(ctx, body);
    return currentPolicy(ctx);
  }),
];

export const enterpriseRoutes = [...fileRoutes, ...mergeRoutes, ...oversightRoutes, ...gradingRoutes];

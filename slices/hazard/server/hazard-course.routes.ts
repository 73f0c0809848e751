import { appError } from '@zhiben/platform/domain/errors.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sendDocx } from '@zhiben/platform/server/docx/send-docx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as dossier from '../domain/hazard-dossier.contract.ts';
import { REQUEST_NAMES } from '../domain/hazard-dossier.rules.ts';
import * as lookBack from '../domain/hazard-look-back.contract.ts';
import type { HazardNotice } from '../domain/hazard-notices.contract.ts';
import * as notices from '../domain/hazard-notices.contract.ts';
import { noticeAbilities } from '../domain/hazard-notices.rules.ts';
import { writeDossier } from './hazard-dossier.document.ts';
import { assembleDossier, traceResponsibility } from './hazard-dossier.ts';
import { findSelf, listOfCriterion, listOfEnterprise } from './hazard-links.queries.ts';
import { makeDraw, presentDraws } from './hazard-look-back.actions.ts';
import { listOwedLookBacks } from './hazard-look-back.queries.ts';
import { signNotice, visitNotice } from './hazard-notices.actions.ts';
import { listNotices, type NoticeRow } from './hazard-notices.queries.ts';

/** What stands beside the way of a hazard: notices, look-backs, what is like it, and what proves it. */
export const courseRoutes = [
  route(notices.listHazardNotices, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listNotices(ctx, query);
    return { rows: rows.map((row) => presentNotice(ctx, row)), nextCursor };
  }),
  route(notices.signHazardNotice, async ({ ctx, params, body }) =>
    presentNotice(ctx, await signNotice(ctx, params.id, body)),
  ),
  route(notices.visitForHazardNotice, async ({ ctx, params, body }) =>
    presentNotice(ctx, await visitNotice(ctx, params.id, body)),
  ),
  route(lookBack.listLookBackDraws, ({ ctx, query }) => presentDraws(ctx, query)),
  route(lookBack.drawLookBacks, ({ ctx, body }) => makeDraw(ctx, body)),
  route(lookBack.listLookBacks, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listOwedLookBacks(ctx, query);
    return { rows: rows.map((row) => ({ ...row, closedAt: row.closedAt.toISOString() })), nextCursor };
  }),
  route(dossier.getHazardDossier, ({ ctx, params }) => assembleDossier(ctx, params.id)),
  route(dossier.writeHazardDossier, async ({ ctx, params, query, raw: { reply } }) => {
    const document = await writeDossier(ctx, params.id, query.as);
    await recordExport(ctx, 'hazard', { document: 'dossier', as: query.as, hazardId: params.id });
    return sendDocx(reply, `${REQUEST_NAMES[query.as]}请示`, document);
  }),
  route(dossier.getHazardTrail, ({ ctx, params }) => traceResponsibility(ctx, params.id)),
  route(dossier.listHazardNeighbours, async ({ ctx, params }) => {
    const hazard = await findSelf(ctx, params.id);
    if (!hazard) throw appError('not-found', { what: '这条隐患' });
    const [enterprise, criterion] = await Promise.all([listOfEnterprise(ctx, hazard), listOfCriterion(ctx, hazard)]);
    return { enterprise, criterion };
  }),
];

function presentNotice({ actor }: Pick<Ctx, 'actor'>, row: NoticeRow): HazardNotice {
  return {
    id: row.id,
    hazardId: row.hazardId,
    hazardNumber: row.hazardNumber,
    enterpriseName: row.enterpriseName,
    division: row.division,
    addressee: row.addressee,
    addresseeName: row.addresseeName,
    title: row.title,
    issuedAt: row.issuedAt.toISOString(),
    signDueOn: row.signDueOn,
    rung: row.rung,
    rungs: row.rungs,
    signedAt: row.signedAt?.toISOString() ?? null,
    signedName: row.signedName,
    signedHow: row.signedHow,
    signedNote: row.signedNote,
    abilities: noticeAbilities(actor, row),
  };
}

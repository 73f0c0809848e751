import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/edition.contract.ts';
import { adoptEdition } from './edition.actions.ts';
import { compareWithEdition } from './edition.compare.ts';
import { presentChanges } from './edition.present.ts';
import { findEdition, listEditions, listRepealed } from './edition.queries.ts';

export const editionRoutes = [
  route(contracts.listEditions, ({ ctx, params }) => presentEditions(ctx, params.id)),
  route(contracts.previewEdition, ({ ctx, params }) => presentPreview(ctx, params.id, params.documentId)),
  route(contracts.adoptEdition, ({ ctx, params, body }) => adoptEdition(ctx, params.id, body)),
];

async function presentEditions(ctx: Ctx, campaignId: string) {
  if (!(await findEdition(ctx, campaignId))) throw appError('not-found', { what: '这个专项行动' });
  const rows = await listEditions(ctx, campaignId);
  return {
    rows: rows.map(({ counts, adoptedAt, ...edition }) => ({
      ...edition,
      adoptedAt: adoptedAt.toISOString(),
      counts: edition.edition === 1 ? null : { unchanged: 0, changed: 0, removed: 0, added: 0, ...counts },
    })),
    repealed: await listRepealed(ctx, campaignId),
  };
}

async function presentPreview(ctx: Ctx, campaignId: string, documentId: string) {
  const { campaign, document, work, counts } = await compareWithEdition(ctx, campaignId, documentId);
  return {
    campaign: { id: campaign.id, name: campaign.name, edition: campaign.edition, version: campaign.version },
    document: { id: document.id, title: document.title },
    counts,
    rows: await presentChanges(ctx, campaignId, work),
  };
}

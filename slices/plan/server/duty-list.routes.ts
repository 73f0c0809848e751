import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/duty-list.contract.ts';
import { dutyListState } from '../domain/duty-list.rules.ts';
import { canKeepDutyList } from '../domain/plan.policy.ts';
import { readingOf } from '../domain/reading.rules.ts';
import { composed, createDutyList, discardDutyList, publishDutyList, saveDutyList } from './duty-list.actions.ts';
import { countDutyLists, findDutyList, listDutyLists } from './duty-list.queries.ts';
import { compareClauses } from './edition.compare.ts';
import { presentChanges } from './edition.present.ts';
import { findEdition } from './edition.queries.ts';
import type { ReadCtx } from './plan.tables.ts';

export const dutyListRoutes = [
  route(contracts.listDutyLists, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listDutyLists(ctx, query);
    return { rows: rows.map((list) => presentRow(ctx, list)), nextCursor };
  }),
  route(contracts.countDutyLists, ({ ctx, query }) => countDutyLists(ctx, query)),
  route(contracts.getDutyList, async ({ ctx, params }) => {
    const list = await requireList(ctx, params.id);
    const edit = canKeepDutyList(ctx.actor) && list.closedAt === null;
    return { ...presentRow(ctx, list), content: shown(ctx, list), version: list.version, abilities: { edit } };
  }),
  route(contracts.createDutyList, ({ ctx, body }) => createDutyList(ctx, body)),
  route(contracts.saveDutyList, ({ ctx, params, body }) => saveDutyList(ctx, params.id, body)),
  route(contracts.previewDutyList, ({ ctx, params }) => presentPreview(ctx, params.id)),
  route(contracts.publishDutyList, ({ ctx, params, body }) => publishDutyList(ctx, params.id, body)),
  route(contracts.discardDutyList, ({ ctx, params, body }) => discardDutyList(ctx, params.id, body)),
];

type List = NonNullable<Awaited<ReturnType<typeof findDutyList>>>;

async function requireList(ctx: Ctx, id: string): Promise<List> {
  const list = await findDutyList(ctx, id);
  if (!list) throw appError('not-found', { what: '这份职责清单' });
  return list;
}

/** What is not published yet is nobody's but the office's. */
function shown(ctx: ReadCtx, { draft, published }: List) {
  return canKeepDutyList(ctx.actor) ? draft : (published ?? draft);
}

function presentRow(ctx: ReadCtx, list: List): contracts.DutyListRow {
  const { title, startsOn, endsOn, parties } = shown(ctx, list);
  return {
    id: list.id,
    title,
    state: dutyListState(list, canKeepDutyList(ctx.actor)),
    startsOn,
    endsOn,
    parties: parties.length,
    lines: parties.reduce((sum, party) => sum + party.lines.length, 0),
    edition: list.edition,
    campaignId: list.campaignId,
    savedAt: list.savedAt.toISOString(),
    savedByName: list.savedByName,
  };
}

async function presentPreview(ctx: Ctx, id: string) {
  const list = await requireList(ctx, id);
  const { text, plan, edition } = await composed(ctx, list, today(ctx.clock));
  const { version, campaignId } = list;
  const campaign = campaignId === null ? undefined : await findEdition(ctx, campaignId);
  if (!campaign) return { version, edition, text, counts: null, rows: [] };
  const { work, counts } = await compareClauses(ctx, campaign, { reading: readingOf(plan), text });
  return { version, edition, text, counts, rows: await presentChanges(ctx, campaign.id, work) };
}

import { PassThrough, type Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { getCriterion } from '@zhiben/standards';
import type { HazardFilter } from '../domain/hazard.filter.ts';
import { REGULATOR_FOUND, seenChannel } from '../domain/hazard.policy.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { CHANNEL_NAMES } from '../domain/hazard.terms.ts';
import { exportLedger, LEDGERS, type LedgerCode } from '../domain/hazard-ledger.contract.ts';
import { recordExport, walkStates } from './hazard-export.ts';
import { listOriginalChannels } from './hazard-import.queries.ts';
import { LEDGER_COLUMNS, type LedgerRow } from './hazard-ledger.columns.ts';
import { sendSheet } from './send-sheet.ts';

export const hazardLedgerRoutes = [
  route(exportLedger, async ({ ctx, params: { code }, query, raw: { reply } }) =>
    sendSheet(reply, `${LEDGERS[code].title}${today(ctx.clock)}`, await writeLedger(ctx, code, query)),
  ),
];

/** A ledger in the form that is asked for: the rows of the list, in its order and scope, streamed. */
async function writeLedger(ctx: Ctx, code: LedgerCode, filter: HazardFilter): Promise<Readable> {
  const rows = await recordExport(ctx, filter, code);
  const rowOf = await rowMaker(ctx);
  const { title, source } = LEDGERS[code];
  const sheet = new PassThrough();
  writeSheet(sheet, {
    title,
    note: `表式：${source}（${code}）　截至 ${today(ctx.clock)}　共 ${rows} 项　导出人：${ctx.actor.name}　空白栏由填报单位补填`,
    columns: LEDGER_COLUMNS[code],
    rows: inBatches(walkStates(ctx, filter), rowOf),
  }).catch((error) => sheet.destroy(error));
  return sheet;
}

const BATCH = 100;

/** Surroundings are looked up for many rows at once. */
async function* inBatches(
  hazards: AsyncIterable<Hazard>,
  rowOf: (hazards: readonly Hazard[]) => Promise<LedgerRow[]>,
): AsyncGenerator<LedgerRow> {
  let batch: Hazard[] = [];
  for await (const hazard of hazards) {
    batch.push(hazard);
    if (batch.length < BATCH) continue;
    yield* await rowOf(batch);
    batch = [];
  }
  yield* await rowOf(batch);
}

async function rowMaker(ctx: Ctx): Promise<(hazards: readonly Hazard[]) => Promise<LedgerRow[]>> {
  const [divisions, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const divisionNames = new Map(divisions.map(({ code, name }) => [code, name]));
  const bodyNames = new Map(bodies.map(({ id, name }) => [id, name]));
  const enterprises = new Map<string, LedgerRow['enterprise']>();
  return async (hazards) => {
    const unknown = new Set(hazards.map((hazard) => hazard.enterpriseId).filter((id) => !enterprises.has(id)));
    for (const id of unknown) enterprises.set(id, await enterpriseOf(ctx, id));
    const origins = await listOriginalChannels(
      ctx,
      hazards.filter(({ channel }) => channel === 'import').map(({ id }) => id),
    );
    return hazards.map((hazard) => {
      const seen = seenChannel(ctx.actor, hazard.channel);
      const original = origins.get(hazard.id);
      const criterion = hazard.criterionCode === null ? undefined : getCriterion(hazard.criterionCode);
      return {
        hazard,
        enterprise: enterprises.get(hazard.enterpriseId) ?? null,
        division: divisionNames.get(hazard.division) ?? hazard.division,
        body: bodyNames.get(hazard.handlingBodyId ?? '') ?? null,
        channel: seen ? CHANNEL_NAMES[seen] : REGULATOR_FOUND,
        originalChannel: original ? CHANNEL_NAMES[original] : null,
        criterion: criterion ? `${criterion.standard.title}${criterion.article}` : null,
      };
    });
  };
}

async function enterpriseOf(ctx: Ctx, id: string): Promise<LedgerRow['enterprise']> {
  const found = await findEnterprise(ctx, id);
  if (!found) return null;
  const { creditCode, address, principalName } = found;
  return { creditCode, address, principalName };
}

import { today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { meetDeadlines } from '@zhiben/platform/server/calendar/deadline.actions.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import type { HazardCommand } from '../domain/hazard.commands.ts';
import { applyCommand } from '../domain/hazard.rules.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { checkRow } from '../domain/hazard-import.rules.ts';
import { lockHazards, updateHazards } from './hazard.queries.ts';
import {
  findImport,
  type ImportRecord,
  listStalledImports,
  lockImport,
  type SettledRow,
  settleImportRows,
  takeImportRows,
  updateImport,
} from './hazard-import.queries.ts';
import { openWorld, textsOf } from './hazard-import.sheet.ts';
import { circumstanceOf, type Registration, recordEvent, registerFound } from './hazard-register.ts';

/** A batch is one transaction: what was registered before a process ended stays, and the next one goes on behind it. */
const BATCH = 200;
const STALLED_MS = 120_000;

/**
 * Registers, or takes back, the next rows of an import and calls itself again until none is left. Each batch locks the
 * import, so running twice does no row twice.
 */
export const moveImportJob = job({
  name: 'hazard:moveImport',
  payload: z.object({ id: z.uuid() }),
  run: async ({ ctx, payload: { id } }) => {
    const started = await findImport(ctx, id);
    if (started?.status !== 'running' && started?.status !== 'undoing') return;
    const actor = { ...started.actor, county: ctx.actor.county, permissions: new Set<string>() };
    await ctx.as(actor).transaction(async (tx) => {
      const found = await lockImport(tx, id);
      if (found?.status === 'running') await registerBatch(tx, found);
      else if (found?.status === 'undoing') await undoBatch(tx, found);
      else throw new Error('another process ended the import meanwhile'); // tried again, the job finds it ended
    });
  },
});

/** Takes up what a process left standing when it ended. */
export const resumeImportsJob = job({
  name: 'hazard:resumeImports',
  payload: z.object({}),
  schedule: '*/2 * * * *',
  run: async ({ ctx }) => {
    const stalled = await listStalledImports(ctx, new Date(ctx.clock.now().getTime() - STALLED_MS));
    if (stalled.length === 0) return;
    await ctx.transaction(async (tx) => {
      for (const id of stalled) {
        await enqueue(tx, moveImportJob, { id }, { key: `${id}:resumed` });
        tx.record(fact(id, 'hazard:resumeImport', {}));
      }
    });
  },
});

const fact = (id: string, action: string, data: Record<string, unknown>) => ({
  id: newId(),
  action,
  subject: { kind: 'hazardImport', id },
  data,
});

async function registerBatch(tx: TxCtx, { id, mapping }: ImportRecord): Promise<void> {
  const rows = await takeImportRows(tx, id, 'ready', BATCH);
  const world = await openWorld(tx, today(tx.clock), rows, mapping);
  const settled: SettledRow[] = [];
  const registrations: Registration[] = [];
  for (const { row, cells } of rows) {
    const checked = checkRow(textsOf(cells, mapping), world);
    if ('problems' in checked) {
      // Registered by somebody else since the check, or the enterprise is gone.
      settled.push({ row, status: 'bad', problems: checked.problems });
      continue;
    }
    const { originalChannel, ...hazard } = checked.hazard;
    const hazardId = newId();
    const found = { ...hazard, channel: 'import' as const, longitude: null, latitude: null };
    registrations.push({ id: hazardId, found, more: { import: { id, row, originalChannel } } });
    settled.push({ row, status: 'imported', hazardId, originalChannel });
  }
  await registerFound(tx, registrations);
  await settleImportRows(tx, id, settled);
  await goOn(tx, id, rows.length === BATCH, 'done');
}

async function undoBatch(tx: TxCtx, { id }: ImportRecord): Promise<void> {
  const rows = await takeImportRows(tx, id, 'imported', BATCH);
  const hazards = await lockHazards(
    tx,
    rows.flatMap(({ hazardId }) => hazardId ?? []),
  );
  const untouched = hazards.filter(({ status, version }) => status === 'clue' && version === 1);
  await dismissImported(tx, untouched);
  const undone = new Set(untouched.map((hazard) => hazard.id));
  const settled = rows.map(({ row, hazardId }): SettledRow => {
    return { row, status: hazardId !== null && undone.has(hazardId) ? 'undone' : 'kept' };
  });
  await settleImportRows(tx, id, settled);
  await goOn(tx, id, rows.length === BATCH, 'undone');
}

/**
 * The compensating event of each: what was registered stays in the chain, and is closed as registered by mistake.
 * Nobody worked on any of them, so what it changes of one it changes of all.
 */
async function dismissImported(tx: TxCtx, hazards: readonly Hazard[]): Promise<void> {
  const command: HazardCommand = { kind: 'dismiss', reason: '撤销台账导入：误导入，不是现场核实的结论。' };
  const applied = hazards.map((hazard) => ({ hazard, ...applyCommand(hazard, command, circumstanceOf(tx)) }));
  const [first] = applied;
  if (!first) return;
  await updateHazards(
    tx,
    hazards.map(({ id }) => id),
    first.changes,
  );
  const judged = hazards.filter(({ dueOn }) => dueOn !== null);
  await meetDeadlines(
    tx,
    judged.map(({ id }) => id),
    'judgement',
  );
  for (const { hazard, event, changes } of applied) recordEvent(tx, { ...hazard, ...changes }, event);
}

async function goOn(tx: TxCtx, id: string, hasMore: boolean, end: 'done' | 'undone'): Promise<void> {
  await updateImport(tx, id, hasMore ? {} : { status: end });
  if (hasMore) await enqueue(tx, moveImportJob, { id }, { key: id });
  tx.record(fact(id, hasMore ? 'hazard:moveImport' : 'hazard:finishImport', {}));
}

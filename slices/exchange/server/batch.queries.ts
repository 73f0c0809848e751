import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { BatchFormat, BatchStatus, RowStatus } from '../domain/batches.contract.ts';
import type { RecordProblem } from '../domain/check-record.ts';
import type { Outcome } from '../domain/exchange.rules.ts';
import type { OfficialType } from '../domain/official/index.ts';
import { type BatchActor, exchangeTables } from './exchange.tables.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

const batchColumns = [
  'id',
  'source',
  'file_name as fileName',
  'format',
  'sha256',
  'bytes',
  'status',
  'registers_hazards as registersHazards',
  'is_replay as isReplay',
  'replays',
  'total',
  'types',
  'receipt_hash as receiptHash',
  'actor',
  'received_by_name as receivedByName',
  'received_at as receivedAt',
  'applied_at as appliedAt',
  'version',
] as const;

function selectBatches(ctx: ReadCtx) {
  return exchangeTables(ctx.db)
    .selectFrom('exchange_batches')
    .where('county', '=', ctx.actor.county)
    .select(batchColumns)
    .select(sql<string>`received_at::text`.as('receivedKey'));
}

export function findBatch(ctx: ReadCtx, id: string) {
  return selectBatches(ctx).where('id', '=', id).executeTakeFirst();
}
export type BatchRecord = NonNullable<Awaited<ReturnType<typeof findBatch>>>;

/** Locked against other writers until the transaction ends. */
export function lockBatch(tx: TxCtx, id: string): Promise<BatchRecord | undefined> {
  return selectBatches(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

export interface BatchFilter {
  readonly q?: string | undefined;
  readonly status?: BatchStatus | undefined;
  readonly type?: OfficialType | undefined;
}

export async function listBatches(
  ctx: ReadCtx,
  { q, status, type, cursor, limit }: BatchFilter & { cursor?: string | undefined; limit: number },
) {
  let rows = selectBatches(ctx)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (q) {
    const words = q.toLowerCase();
    rows = rows.where(
      sql<boolean>`(strpos(lower(source), ${words}) > 0 or strpos(lower(file_name), ${words}) > 0
        or strpos(lower(received_by_name), ${words}) > 0)`,
    );
  }
  if (status) rows = rows.where('status', '=', status);
  if (type) rows = rows.where(sql<boolean>`jsonb_exists(types, ${type})`);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    rows = rows.where(sql<boolean>`(received_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, ({ receivedKey, id }) => [receivedKey, id]);
}

export interface NewBatch {
  readonly id: string;
  readonly source: string;
  readonly fileName: string;
  readonly format: BatchFormat;
  readonly sha256: string;
  readonly bytes: number;
}

export async function insertBatch(tx: TxCtx, batch: NewBatch, actor: BatchActor): Promise<void> {
  const now = tx.clock.now();
  await exchangeTables(tx.db)
    .insertInto('exchange_batches')
    .values({
      county: tx.actor.county,
      id: batch.id,
      source: batch.source,
      file_name: batch.fileName,
      format: batch.format,
      sha256: batch.sha256,
      bytes: batch.bytes,
      status: 'ready',
      actor: JSON.stringify(actor),
      received_by_name: actor.name,
      received_at: now,
      moved_at: now,
      receipt_hash: null,
      applied_at: null,
    })
    .execute();
}

interface BatchChange {
  readonly status?: BatchStatus;
  readonly total?: number;
  readonly types?: string;
  readonly registers_hazards?: boolean;
  readonly is_replay?: boolean;
  readonly replays?: number;
  readonly receipt_hash?: string | null;
  readonly applied_at?: Date;
  readonly actor?: string;
  readonly version?: number;
}

export async function updateBatch(tx: TxCtx, id: string, change: BatchChange): Promise<void> {
  await exchangeTables(tx.db)
    .updateTable('exchange_batches')
    .set({ ...change, moved_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

export async function listStalledBatches(ctx: ReadCtx, before: Date): Promise<string[]> {
  const rows = await exchangeTables(ctx.db)
    .selectFrom('exchange_batches')
    .where('county', '=', ctx.actor.county)
    .where('status', '=', 'running')
    .where('moved_at', '<', before)
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

export interface NewRow {
  readonly line: number;
  readonly type: OfficialType | null;
  readonly turn: number;
  readonly recordId: string | null;
  readonly companyCode: string | null;
  readonly body: string;
  readonly problems: readonly RecordProblem[];
}

export async function insertRows(tx: TxCtx, batchId: string, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    county: tx.actor.county,
    batch_id: batchId,
    line: row.line,
    type: row.type,
    turn: row.turn,
    record_id: row.recordId,
    company_code: row.companyCode,
    body: row.body,
    status: row.problems.length > 0 ? ('bad' as const) : ('ready' as const),
    outcome: row.problems.length > 0 ? ('refused' as const) : null,
    problems: JSON.stringify(row.problems),
  }));
  await exchangeTables(tx.db).insertInto('exchange_rows').values(values).execute();
}

export async function removeRows(tx: TxCtx, batchId: string): Promise<void> {
  await exchangeTables(tx.db)
    .deleteFrom('exchange_rows')
    .where('county', '=', tx.actor.county)
    .where('batch_id', '=', batchId)
    .execute();
}

/** The next records that wait, all of one turn. */
export function takeRows(tx: TxCtx, batchId: string, limit: number) {
  const waiting = exchangeTables(tx.db)
    .selectFrom('exchange_rows')
    .where('county', '=', tx.actor.county)
    .where('batch_id', '=', batchId)
    .where('status', '=', 'ready');
  return waiting
    .where('turn', '=', (eb) =>
      eb.selectFrom(waiting.select(eb.fn.min('turn').as('turn')).as('first')).select('first.turn'),
    )
    .select(['line', 'type', 'body'])
    .orderBy('line')
    .limit(limit)
    .execute();
}

export interface SettledRow {
  readonly line: number;
  readonly status: RowStatus;
  readonly outcome: Outcome;
  readonly problems: readonly RecordProblem[];
}

export async function settleRows(tx: TxCtx, batchId: string, rows: readonly SettledRow[]): Promise<void> {
  if (rows.length === 0) return;
  const texts = (pick: (row: SettledRow) => string) => sql`${rows.map(pick)}::text[]`;
  await sql`
    update exchange_rows r set status = s.status, outcome = s.outcome, problems = s.problems::jsonb
    from unnest(${rows.map(({ line }) => line)}::int[], ${texts(({ status }) => status)}, ${texts(({ outcome }) => outcome)},
      ${texts(({ problems }) => JSON.stringify(problems))}) as s(line, status, outcome, problems)
    where r.county = ${tx.actor.county} and r.batch_id = ${batchId} and r.line = s.line`.execute(tx.db);
}

const SHOWN_CHARACTERS = 4_000;

export async function listRows(
  ctx: ReadCtx,
  batchId: string,
  { show, cursor, limit }: { show: 'all' | 'faults' | Outcome; cursor?: string | undefined; limit: number },
) {
  let rows = exchangeTables(ctx.db)
    .selectFrom('exchange_rows')
    .where('county', '=', ctx.actor.county)
    .where('batch_id', '=', batchId)
    .select(['line', 'type', 'record_id as recordId', 'status', 'outcome', 'problems'])
    .select(sql<string>`left(body, ${SHOWN_CHARACTERS})`.as('body'))
    .orderBy('line')
    .limit(limit + 1);
  if (show === 'faults') rows = rows.where('outcome', 'in', ['refused', 'older', 'newerHere']);
  else if (show !== 'all') rows = rows.where('outcome', '=', show);
  if (cursor) rows = rows.where('line', '>', decodeCursor(cursor, ['integer'])[0]);
  return toPage(await rows.execute(), limit, ({ line }) => [line]);
}

/** Records of batches by type, state and outcome. */
export async function countRows(ctx: ReadCtx, batchIds: readonly string[]) {
  if (batchIds.length === 0) return [];
  return exchangeTables(ctx.db)
    .selectFrom('exchange_rows')
    .where('county', '=', ctx.actor.county)
    .where('batch_id', 'in', batchIds)
    .select(['batch_id as batchId', 'type', 'status', 'outcome', sql<number>`count(*)`.as('count')])
    .groupBy(['batch_id', 'type', 'status', 'outcome'])
    .execute();
}

/** What became of each record of a batch, in the order of the file. */
export async function* walkOutcomes(ctx: ReadCtx, batchId: string) {
  let after = 0;
  for (;;) {
    const rows = await exchangeTables(ctx.db)
      .selectFrom('exchange_rows')
      .where('county', '=', ctx.actor.county)
      .where('batch_id', '=', batchId)
      .where('line', '>', after)
      .select(['line', 'type', 'record_id as recordId', 'outcome'])
      .orderBy('line')
      .limit(5_000)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.line;
  }
}

/** Rows whose parents, or enterprise, are not there are refused already in the preview. */
export async function refuseRows(
  tx: TxCtx,
  batchId: string,
  rows: readonly { readonly line: number; readonly problems: readonly RecordProblem[] }[],
): Promise<void> {
  const settled = rows.map((row) => ({ ...row, status: 'bad' as const, outcome: 'refused' as const }));
  for (let from = 0; from < settled.length; from += 5_000)
    await settleRows(tx, batchId, settled.slice(from, from + 5_000));
}

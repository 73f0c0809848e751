import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/snapshot.contract.ts';
import type { SnapshotKind, SnapshotStatus } from '../domain/snapshot.rules.ts';
import { readsAllSnapshots } from '../domain/statement.policy.ts';
import { type ReadCtx, scopeOf, statementTables } from './statement.tables.ts';
import type { Place } from './statement-place.ts';

export type SnapshotFilter = z.output<typeof contracts.countSnapshots.query>;

/** Managers see what all reported, everybody else what they reported under their own name; regulators none of it. */
function inScope({ actor }: Pick<Ctx, 'actor'>): RawBuilder<SqlBool> {
  if (actor.scope.enterpriseId === null) return sql<SqlBool>`false`;
  const own = whereInScope(actor.scope, scopeOf('snapshots'));
  return readsAllSnapshots(actor) ? own : sql<SqlBool>`(${own} and snapshots.finder_id = ${actor.userId})`;
}

function select(ctx: Pick<Ctx, 'db'>) {
  return statementTables(ctx.db)
    .selectFrom('snapshots')
    .select([
      'snapshots.id',
      'snapshots.enterprise_id as enterpriseId',
      'snapshots.division',
      'snapshots.industry',
      'snapshots.kind',
      'snapshots.words',
      'snapshots.place',
      'snapshots.file_hashes as fileHashes',
      'snapshots.received_on as receivedOn',
      'snapshots.due_on as dueOn',
      'snapshots.status',
      'snapshots.finder_id as finderId',
      'snapshots.finder_name as finderName',
      'snapshots.decided_at as decidedAt',
      'snapshots.decided_by_name as decidedByName',
      'snapshots.reason',
      'snapshots.answer',
      'snapshots.hazard_id as hazardId',
      'snapshots.duplicate_of as duplicateOf',
      'snapshots.collect_words as collectWords',
      'snapshots.version',
    ]);
}
export type SnapshotRecord = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

export function findSnapshot(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<SnapshotRecord | undefined> {
  return select(ctx).where(inScope(ctx)).where('snapshots.id', '=', id).executeTakeFirst();
}

export function lockSnapshot(tx: TxCtx, id: string): Promise<SnapshotRecord | undefined> {
  return select(tx).where(inScope(tx)).where('snapshots.id', '=', id).forUpdate().executeTakeFirst();
}

function conditionOf(ctx: ReadCtx, filter: SnapshotFilter): RawBuilder<SqlBool> {
  const { status, kind, mine, overdue, from, to, q } = filter;
  const all = [inScope(ctx)];
  if (status) all.push(sql<SqlBool>`snapshots.status = ${status}`);
  if (kind) all.push(sql<SqlBool>`snapshots.kind = ${kind}`);
  if (mine) all.push(sql<SqlBool>`snapshots.finder_id = ${ctx.actor.userId}`);
  if (overdue) all.push(sql<SqlBool>`(snapshots.status = 'received' and snapshots.due_on < ${today(ctx.clock)}::date)`);
  if (from) all.push(sql<SqlBool>`snapshots.received_on >= ${from}::date`);
  if (to) all.push(sql<SqlBool>`snapshots.received_on <= ${to}::date`);
  if (q) {
    const words = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    all.push(sql<SqlBool>`(snapshots.words ilike ${words} or snapshots.place ilike ${words})`);
  }
  return sql<SqlBool>`(${sql.join(all, sql` and `)})`;
}

/** Newest day first. */
export async function listSnapshots(ctx: ReadCtx, query: z.output<typeof contracts.listSnapshots.query>) {
  const { cursor, limit, ...filter } = query;
  let rows = select(ctx)
    .where(conditionOf(ctx, filter))
    .orderBy('snapshots.received_on', 'desc')
    .orderBy('snapshots.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [day, id] = decodeCursor(cursor, ['day', 'id']);
    rows = rows.where(sql<boolean>`(snapshots.received_on, snapshots.id) < (${day}::date, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, (row) => [row.receivedOn, row.id]);
}

export function countSnapshots(ctx: ReadCtx, filter: SnapshotFilter) {
  const found = statementTables(ctx.db).selectFrom('snapshots').where(conditionOf(ctx, filter));
  return countUpTo(ctx.db, found.select('snapshots.id'));
}

/** How many came in a period, and how many of them were taken up since; of the own enterprise alone. */
export async function countReceived(ctx: ReadCtx, enterpriseId: string, from: LocalDate, to: LocalDate) {
  return statementTables(ctx.db)
    .selectFrom('snapshots')
    .where(whereInScope(ctx.actor.scope, scopeOf('snapshots')))
    .where('snapshots.enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`snapshots.received_on between ${from}::date and ${to}::date`)
    .select(sql<number>`count(*)::int`.as('received'))
    .select(sql<number>`count(*) filter (where snapshots.status = 'accepted')::int`.as('taken'))
    .executeTakeFirstOrThrow();
}

export interface NewSnapshot {
  readonly id: string;
  readonly place: Place;
  readonly kind: SnapshotKind;
  readonly words: string;
  readonly where: string;
  readonly fileHashes: readonly string[];
  readonly receivedOn: LocalDate;
  readonly dueOn: LocalDate;
  /** Named, or by the hash of a claim code. */
  readonly by: { readonly id: string; readonly name: string } | { readonly claimHash: Buffer };
}

export async function insertSnapshot(tx: TxCtx, snapshot: NewSnapshot): Promise<void> {
  const { id, place, by } = snapshot;
  const named = 'id' in by ? by : null;
  await statementTables(tx.db)
    .insertInto('snapshots')
    .values({
      county: tx.actor.county,
      id,
      enterprise_id: place.id,
      division: place.division,
      industry: place.industry,
      kind: snapshot.kind,
      words: snapshot.words,
      place: snapshot.where,
      file_hashes: sql<string[]>`${[...snapshot.fileHashes]}::text[]`,
      received_on: snapshot.receivedOn,
      finder_id: named?.id ?? null,
      finder_name: named?.name ?? null,
      claim_hash: 'claimHash' in by ? by.claimHash : null,
      status: 'received',
      due_on: snapshot.dueOn,
      decided_at: null,
      decided_by_name: null,
      reason: null,
      hazard_id: null,
      duplicate_of: null,
      version: 1,
    })
    .execute();
}

export async function updateDecided(
  tx: TxCtx,
  before: SnapshotRecord,
  decision: {
    readonly status: SnapshotStatus;
    readonly reason: string | null;
    readonly answer: string;
    readonly hazardId: string | null;
    readonly duplicateOf: string | null;
  },
): Promise<void> {
  await statementTables(tx.db)
    .updateTable('snapshots')
    .set({
      status: decision.status,
      reason: decision.reason,
      answer: decision.answer,
      hazard_id: decision.hazardId,
      duplicate_of: decision.duplicateOf,
      decided_at: tx.clock.now(),
      decided_by_name: tx.actor.name,
      version: before.version + 1,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
}

/** The report of a claim code, whoever asks: the code is all that is known of its finder. */
export function findByClaim(db: Ctx['db'], claimHash: Buffer) {
  return select({ db }).select('snapshots.county').where('snapshots.claim_hash', '=', claimHash).executeTakeFirst();
}

/** Whether a code belongs to a report. */
export async function isClaimOf(ctx: Pick<Ctx, 'db' | 'actor'>, id: string, claimHash: Buffer): Promise<boolean> {
  const row = await statementTables(ctx.db)
    .selectFrom('snapshots')
    .select('id')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('claim_hash', '=', claimHash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateCollectWords(tx: TxCtx, id: string, words: string): Promise<void> {
  await statementTables(tx.db)
    .updateTable('snapshots')
    .set({ collect_words: words })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/statement.contract.ts';
import type { Figures } from '../domain/statement.rules.ts';
import { type ReadCtx, scopeOf, statementTables } from './statement.tables.ts';
import type { Place } from './statement-place.ts';

export type StatementFilter = Omit<z.output<typeof contracts.listStatements.query>, 'cursor' | 'limit'>;

const inScope = (ctx: Pick<Ctx, 'actor'>) => whereInScope(ctx.actor.scope, scopeOf('monthly_statements'));

/** The version in force of each month. */
const IS_LATEST = sql<SqlBool>`not exists (
  select from monthly_statements as later where later.county = monthly_statements.county
    and later.enterprise_id = monthly_statements.enterprise_id and later.month = monthly_statements.month
    and later.version > monthly_statements.version)`;
const RECEIVED = sql`select from statement_receipts where statement_receipts.county = monthly_statements.county
  and statement_receipts.statement_id = monthly_statements.id`;

const receiptsOf = (party: 'department' | 'employees') => sql<number>`(
  select count(*)::int from statement_receipts where statement_receipts.county = monthly_statements.county
    and statement_receipts.statement_id = monthly_statements.id and statement_receipts.party = ${party})`;

function select(ctx: Pick<Ctx, 'db'>) {
  return statementTables(ctx.db)
    .selectFrom('monthly_statements')
    .select([
      'monthly_statements.id',
      'monthly_statements.enterprise_id as enterpriseId',
      'monthly_statements.enterprise_name as enterpriseName',
      'monthly_statements.division',
      'monthly_statements.industry',
      'monthly_statements.month',
      'monthly_statements.version',
      'monthly_statements.figures',
      'monthly_statements.is_zero as isZero',
      'monthly_statements.words',
      'monthly_statements.due_on as dueOn',
      'monthly_statements.is_late as isLate',
      'monthly_statements.confirmed_at as confirmedAt',
      'monthly_statements.confirmed_by_name as confirmedByName',
      'monthly_statements.amends_because as amendsBecause',
    ])
    .select([receiptsOf('department').as('receipts'), receiptsOf('employees').as('tellings')]);
}
type Selected = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
export type StatementRecord = Omit<Selected, 'figures'> & { readonly figures: Figures };

/** All versions of a month, newest first. */
export async function listVersions(ctx: ReadCtx, enterpriseId: string, month: string): Promise<StatementRecord[]> {
  const rows = await select(ctx)
    .where(inScope(ctx))
    .where('monthly_statements.enterprise_id', '=', enterpriseId)
    .where('monthly_statements.month', '=', month)
    .orderBy('monthly_statements.version', 'desc')
    .limit(100)
    .execute();
  return rows as StatementRecord[];
}

function conditionOf(ctx: ReadCtx, filter: StatementFilter): RawBuilder<SqlBool> {
  const { group, month, q, division, industry, enterpriseId } = filter;
  const all = [inScope(ctx), IS_LATEST];
  if (month) all.push(sql<SqlBool>`monthly_statements.month = ${month}`);
  if (q) all.push(sql<SqlBool>`monthly_statements.enterprise_name ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`);
  if (division) {
    const range = divisionRange(division);
    all.push(sql<SqlBool>`monthly_statements.division >= ${range.from} and monthly_statements.division < ${range.to}`);
  }
  if (industry) all.push(sql<SqlBool>`monthly_statements.industry = ${industry}`);
  if (enterpriseId) all.push(sql<SqlBool>`monthly_statements.enterprise_id = ${enterpriseId}`);
  if (group === 'late') all.push(sql<SqlBool>`monthly_statements.is_late`);
  if (group === 'unreceived') {
    all.push(sql<SqlBool>`not exists (${RECEIVED} and statement_receipts.party = 'department')`);
  }
  return sql<SqlBool>`(${sql.join(all, sql` and `)})`;
}

/** Newest month first; of each the version in force. */
export async function listFiled(ctx: ReadCtx, filter: StatementFilter, page: { cursor?: string; limit: number }) {
  let rows = select(ctx)
    .select(sql<string>`monthly_statements.confirmed_at::text`.as('confirmedKey'))
    .where(conditionOf(ctx, filter))
    .orderBy('monthly_statements.month', 'desc')
    .orderBy('monthly_statements.confirmed_at', 'desc')
    .orderBy('monthly_statements.id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor) {
    const [month, at, id] = decodeCursor(page.cursor, ['text', 'instant', 'id']);
    rows = rows.where(
      sql<boolean>`(monthly_statements.month, monthly_statements.confirmed_at, monthly_statements.id) < (${month}, ${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const found = (await rows.execute()) as (StatementRecord & { confirmedKey: string })[];
  return toPage(found, page.limit, (row) => [row.month, row.confirmedKey, row.id]);
}

export function countFiled(ctx: ReadCtx, filter: StatementFilter) {
  const found = statementTables(ctx.db).selectFrom('monthly_statements').where(conditionOf(ctx, filter));
  return countUpTo(ctx.db, found.select('monthly_statements.id'));
}

/** Who filed a month, for whoever lists those who did not. */
export function filedFor(ctx: Pick<Ctx, 'actor'>, month: string): RawBuilder<unknown> {
  return sql`select monthly_statements.enterprise_id from monthly_statements
    where monthly_statements.county = ${ctx.actor.county} and monthly_statements.month = ${month}`;
}

export async function insertStatement(
  tx: TxCtx,
  statement: {
    readonly id: string;
    readonly place: Place;
    readonly month: string;
    readonly version: number;
    readonly formula: number;
    readonly figures: Figures;
    readonly isZero: boolean;
    readonly words: string;
    readonly dueOn: LocalDate | null;
    readonly isLate: boolean;
    readonly because: string | null;
  },
): Promise<void> {
  const { place } = statement;
  await statementTables(tx.db)
    .insertInto('monthly_statements')
    .values({
      county: tx.actor.county,
      id: statement.id,
      enterprise_id: place.id,
      enterprise_name: place.name,
      division: place.division,
      industry: place.industry,
      month: statement.month,
      version: statement.version,
      formula: statement.formula,
      figures: JSON.stringify(statement.figures),
      is_zero: statement.isZero,
      words: statement.words,
      due_on: statement.dueOn,
      is_late: statement.isLate,
      confirmed_at: tx.clock.now(),
      confirmed_by: tx.actor.userId,
      confirmed_by_name: tx.actor.name,
      amends_because: statement.because,
    })
    .execute();
}

export function listReceipts(ctx: Pick<Ctx, 'db' | 'actor'>, statementId: string) {
  return statementTables(ctx.db)
    .selectFrom('statement_receipts')
    .where('county', '=', ctx.actor.county)
    .where('statement_id', '=', statementId)
    .select(['id', 'party', 'body_id as bodyId', 'party_name as partyName', 'manner', 'held_on as heldOn', 'note'])
    .select(['received_at as receivedAt', 'received_by_name as receivedByName'])
    .orderBy('received_at')
    .limit(200)
    .execute();
}

export async function insertReceipt(
  tx: TxCtx,
  receipt: {
    readonly id: string;
    readonly statementId: string;
    readonly partyName: string;
    readonly note: string;
  } & ({ readonly bodyId: string } | { readonly manner: 'congress' | 'meeting' | 'board'; readonly heldOn: LocalDate }),
): Promise<void> {
  const { id, statementId, partyName, note } = receipt;
  const told = 'manner' in receipt ? receipt : null;
  await statementTables(tx.db)
    .insertInto('statement_receipts')
    .values({
      county: tx.actor.county,
      id,
      statement_id: statementId,
      party: told ? 'employees' : 'department',
      body_id: 'bodyId' in receipt ? receipt.bodyId : null,
      party_name: partyName,
      manner: told?.manner ?? null,
      held_on: told?.heldOn ?? null,
      note,
      received_at: tx.clock.now(),
      received_by: tx.actor.userId,
      received_by_name: tx.actor.name,
    })
    .execute();
}

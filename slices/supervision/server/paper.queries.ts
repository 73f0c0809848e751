import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { countUpTo, decodeCursor, SQL_TYPES, toPage } from '@zhiben/platform/server/http/paging.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import type { Listing } from '@zhiben/slices/hazard/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Paper, Receipt } from '../domain/paper.state.ts';
import type { PaperFilter, PaperRow, SORTS } from '../domain/supervision.contract.ts';
import { LISTING_LEVELS } from '../domain/supervision.terms.ts';
import { conditionsOf, visible } from './paper-filter.queries.ts';
import { type ReadCtx, type SupervisionTables, tables } from './supervision.tables.ts';

type Row = SupervisionTables['supervision_papers'];

/** State and row are the same, name for name: this is the only list of both. */
const COLUMNS = {
  id: 'id',
  version: 'version',
  kind: 'kind',
  status: 'status',
  subjectKind: 'subject_kind',
  subjectId: 'subject_id',
  subjectName: 'subject_name',
  division: 'division',
  industry: 'industry',
  enterpriseId: 'enterprise_id',
  proposalId: 'proposal_id',
  basis: 'basis',
  issuerBodyId: 'issuer_body_id',
  issuerName: 'issuer_name',
  level: 'level',
  title: 'title',
  body: 'body',
  replyDueOn: 'reply_due_on',
  progressMonths: 'progress_months',
  number: 'number',
  draftedAt: 'drafted_at',
  draftedBy: 'drafted_by',
  approvedAt: 'approved_at',
  approvedBy: 'approved_by',
  issuedAt: 'issued_at',
  closedAt: 'closed_at',
  withdrawnAt: 'withdrawn_at',
  talkedAt: 'talked_at',
  delistingNumber: 'delisting_number',
  notice: 'notice',
  publishedAt: 'published_at',
} as const satisfies Record<Exclude<keyof Paper, 'receipts'>, keyof Row>;

const stateColumns = Object.entries(COLUMNS).map(([key, column]) => sql.ref(`supervision_papers.${column}`).as(key));
const text = (value: unknown) => (value instanceof Date ? value.toISOString() : value);

function paperOf(row: object, receipts: readonly Receipt[]): Paper {
  const entries = Object.entries(row).map(([key, value]) => [key, text(value)]);
  return { ...(Object.fromEntries(entries) as Paper), receipts };
}

function columnsOf(paper: Partial<Paper>): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const [key, column] of Object.entries(COLUMNS)) {
    if (key in paper) columns[column] = paper[key as keyof typeof COLUMNS];
  }
  return columns;
}

/** A paper that exists for the actor, or undefined. */
export async function findPaper(ctx: ReadCtx, id: string): Promise<Paper | undefined> {
  const row = await selectPaper(ctx, id).executeTakeFirst();
  return row && paperOf(row, await listReceipts(ctx, id));
}

/** As `findPaper`, locked against other writers until the transaction ends. */
export async function lockPaper(tx: TxCtx, id: string): Promise<Paper | undefined> {
  const row = await selectPaper(tx, id).forUpdate().executeTakeFirst();
  return row && paperOf(row, await listReceipts(tx, id));
}

function selectPaper(ctx: ReadCtx, id: string) {
  return tables(ctx.db)
    .selectFrom('supervision_papers')
    .select(stateColumns)
    .where(visible(ctx))
    .where('supervision_papers.id', '=', id);
}

async function listReceipts({ db, actor }: ReadCtx, paperId: string): Promise<Receipt[]> {
  const rows = await tables(db)
    .selectFrom('supervision_receipts')
    .select([
      'id',
      'role',
      'party_kind as partyKind',
      'party_id as partyId',
      'party_name as partyName',
      'acknowledged_at as acknowledgedAt',
      'signer',
      'delivered',
      'replied_at as repliedAt',
      'reports',
    ])
    .where('county', '=', actor.county)
    .where('paper_id', '=', paperId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...row,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    repliedAt: row.repliedAt?.toISOString() ?? null,
  }));
}

/** The words a paper is found by. */
function searchOf({ number, title, subjectName, receipts }: Paper): RawBuilder<string> {
  return searchVector(number ?? '', title, subjectName, ...receipts.map(({ partyName }) => partyName));
}

/** @returns whether it was entered; false when a paper has this id */
export async function insertPaper(tx: TxCtx, paper: Paper): Promise<boolean> {
  const { county } = tx.actor;
  const values = { county, ...columnsOf(paper), changed_at: tx.clock.now(), search: searchOf(paper) };
  const inserted = await tables(tx.db)
    .insertInto('supervision_papers')
    .values(values as never)
    .onConflict((c) => c.columns(['county', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) await insertReceipts(tx, paper);
  return inserted !== undefined;
}

async function insertReceipts(tx: TxCtx, { id, receipts }: Paper): Promise<void> {
  if (receipts.length === 0) return;
  const values = receipts.map((receipt, position) => ({
    county: tx.actor.county,
    id: receipt.id,
    paper_id: id,
    position,
    role: receipt.role,
    party_kind: receipt.partyKind,
    party_id: receipt.partyId,
    party_name: receipt.partyName,
    acknowledged_at: receipt.acknowledgedAt === null ? null : new Date(receipt.acknowledgedAt),
    signer: receipt.signer,
    delivered: receipt.delivered,
    replied_at: receipt.repliedAt === null ? null : new Date(receipt.repliedAt),
    reports: receipt.reports,
  }));
  await tables(tx.db).insertInto('supervision_receipts').values(values).execute();
}

/** Stores what a command changed of the state before it. */
export async function updatePaper(tx: TxCtx, before: Paper, changes: Partial<Paper>): Promise<void> {
  const { county } = tx.actor;
  const after = { ...before, ...changes };
  await tables(tx.db)
    .updateTable('supervision_papers')
    .set({ ...columnsOf(changes), changed_at: tx.clock.now(), search: searchOf(after) } as never)
    .where('county', '=', county)
    .where('id', '=', before.id)
    .execute();
  if (!changes.receipts) return;
  if (before.status === 'draft') {
    // Nobody has read a draft: its addressees are written anew.
    await tables(tx.db)
      .deleteFrom('supervision_receipts')
      .where('county', '=', county)
      .where('paper_id', '=', before.id)
      .execute();
    return insertReceipts(tx, after);
  }
  for (const receipt of changes.receipts) {
    if (before.receipts.includes(receipt)) continue;
    await tables(tx.db)
      .updateTable('supervision_receipts')
      .set({
        acknowledged_at: receipt.acknowledgedAt === null ? null : new Date(receipt.acknowledgedAt),
        signer: receipt.signer,
        delivered: receipt.delivered,
        replied_at: receipt.repliedAt === null ? null : new Date(receipt.repliedAt),
        reports: receipt.reports,
      })
      .where('county', '=', county)
      .where('id', '=', receipt.id)
      .execute();
  }
}

export const addressees = sql<string>`coalesce((select string_agg(r.party_name, '、' order by r.position)
  from supervision_receipts r where r.county = supervision_papers.county and r.paper_id = supervision_papers.id
    and r.role = 'main'), '')`;

const listed = [
  'supervision_papers.id',
  'supervision_papers.number',
  'supervision_papers.kind',
  'supervision_papers.status',
  'supervision_papers.level',
  'supervision_papers.title',
  'supervision_papers.subject_kind as subjectKind',
  'supervision_papers.subject_id as subjectId',
  'supervision_papers.subject_name as subjectName',
  'supervision_papers.division',
  'supervision_papers.issuer_name as issuerName',
  'supervision_papers.reply_due_on as replyDueOn',
  'supervision_papers.issued_at as issuedAt',
  'supervision_papers.changed_at as changedAt',
  'supervision_papers.published_at as publishedAt',
  'supervision_papers.version',
] as const;

/** The value by which a row stands in each order; papers without it stand last. */
const ORDERS = {
  changed: sql`supervision_papers.changed_at`,
  issued: sql`coalesce(supervision_papers.issued_at, 'infinity')`,
  due: sql`coalesce(supervision_papers.reply_due_on, 'infinity')`,
} as const;
const KINDS = { changed: 'instant', issued: 'instant', due: 'day' } as const;

/** A page of papers that exist for the actor. */
export async function listPapers(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  query: PaperFilter & { sort?: (typeof SORTS)[number]; cursor?: string; limit: number },
) {
  const { sort = query.group === 'inbox' ? 'due' : '-changed', cursor, limit, ...filter } = query;
  const order = sort.replace('-', '') as keyof typeof ORDERS;
  const direction = sort.startsWith('-') ? ('desc' as const) : ('asc' as const);
  // About one subject there are a few.
  let rows = tables(filter.subjectId ? plannedOnce(ctx.db) : ctx.db)
    .selectFrom('supervision_papers')
    .select([...listed, addressees.as('addressees'), sql<string>`${ORDERS[order]}::text`.as('place')])
    .where(conditionsOf(ctx, filter))
    .orderBy(ORDERS[order], direction)
    .orderBy('supervision_papers.id', direction)
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, [KINDS[order], 'id']);
    const after = direction === 'asc' ? sql`>` : sql`<`;
    rows = rows.where(
      sql<boolean>`(${ORDERS[order]}, supervision_papers.id) ${after} (${at}::${SQL_TYPES[KINDS[order]]}, ${id}::uuid)`,
    );
  }
  const page = toPage(await rows.execute(), limit, (row) => [row.place, row.id]);
  return { rows: page.rows.map(presentListed), nextCursor: page.nextCursor };
}

type Listed = Omit<PaperRow, 'issuedAt' | 'changedAt' | 'isPublished'> & {
  readonly issuedAt: Date | null;
  readonly changedAt: Date;
  readonly publishedAt: Date | null;
  readonly place?: string;
};

function presentListed({ place: _, publishedAt, issuedAt, changedAt, ...row }: Listed): PaperRow {
  const instants = { issuedAt: issuedAt?.toISOString() ?? null, changedAt: changedAt.toISOString() };
  return { ...row, ...instants, isPublished: publishedAt !== null };
}

export function countPapers(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, filter: PaperFilter) {
  return countUpTo(
    ctx.db,
    tables(ctx.db).selectFrom('supervision_papers').select('supervision_papers.id').where(conditionsOf(ctx, filter)),
  );
}

/** One paper as a list shows it. */
export async function findPaperRow(ctx: ReadCtx, id: string): Promise<PaperRow | undefined> {
  const row = await tables(ctx.db)
    .selectFrom('supervision_papers')
    .select([...listed, addressees.as('addressees')])
    .where(visible(ctx))
    .where('supervision_papers.id', '=', id)
    .executeTakeFirst();
  return row && presentListed(row);
}

/** How a hazard is listed by all plates that were issued for it and not withdrawn; null without one. */
export async function listingOf(ctx: ReadCtx, subjectId: string): Promise<Listing | null> {
  const plates = await tables(ctx.db)
    .selectFrom('supervision_papers')
    .select(['level', 'issued_at as issuedAt', 'closed_at as closedAt'])
    .where('county', '=', ctx.actor.county)
    .where('subject_id', '=', subjectId)
    .where('kind', '=', 'listedSupervision')
    .where('issued_at', 'is not', null)
    .where('status', '<>', 'withdrawn')
    .execute();
  const level = (of: typeof plates) => LISTING_LEVELS.findLast((one) => of.some((plate) => plate.level === one));
  const days = (instants: readonly (Date | null)[]) => instants.flatMap((at) => (at ? [localDate(at)] : [])).sort();
  const hanging = plates.filter(({ closedAt }) => closedAt === null);
  // Those of an earlier listing that has ended say nothing of the present one.
  const counted = hanging.length > 0 ? hanging : plates;
  const highest = level(counted);
  const listedOn = days(counted.map(({ issuedAt }) => issuedAt))[0];
  if (!highest || !listedOn) return null;
  const delistedOn = hanging.length > 0 ? null : (days(plates.map(({ closedAt }) => closedAt)).at(-1) ?? null);
  return { level: highest, listedOn, delistedOn };
}

/** The plate that hangs on a hazard at a level, whoever asks: the same is not hung twice. */
export async function findListing(
  ctx: ReadCtx,
  subjectId: string,
  level: string,
): Promise<{ number: string } | undefined> {
  const row = await tables(ctx.db)
    .selectFrom('supervision_papers')
    .select('number')
    .where('county', '=', ctx.actor.county)
    .where('subject_id', '=', subjectId)
    .where('kind', '=', 'listedSupervision')
    .where('level', '=', level as never)
    .where('status', 'in', ['issued', 'acknowledged', 'replied'])
    .executeTakeFirst();
  return row && { number: row.number ?? '' };
}

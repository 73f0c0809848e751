import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { rowsOf } from '@zhiben/platform/server/db/rows.ts';
import { type Insertable, sql } from 'kysely';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import type { ReadCtx } from './file.queries.ts';
import { type MergedSignature, type ScreeningTables, screeningTables } from './screening.tables.ts';

type Tx = Pick<TxCtx, 'db' | 'actor'>;
type Sending = Pick<TxCtx, 'send'>;
type ItemRow = ScreeningTables['screening_items'];
type Json<T> = T;
const json = <T>(value: T): Json<T> => JSON.stringify(value) as unknown as T;

/** What was stored under some ids before. */
export async function findItems(ctx: ReadCtx, ids: readonly string[]) {
  const rows = await rowsOf(ctx, itemsOf({ county: ctx.actor.county, ids }));
  return new Map(rows.map((row) => [row.id, row]));
}
const itemsOf = fixedStatement((db, { county, ids }: { county: string; ids: readonly string[] }) =>
  screeningTables(db)
    .selectFrom('screening_items')
    .where('county', '=', county)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .select(['id', 'kind', 'hash', 'outcome', 'problems', 'subject_kind as subjectKind', 'subject_id as subjectId'])
    .select('enterprise_id as enterpriseId'),
);
export type StoredItem = Awaited<ReturnType<typeof findItems>> extends Map<string, infer Row> ? Row : never;

/** Records that answer some slots, by `<task>/<slot>`. */
export async function findAnswers(
  tx: Tx,
  slots: readonly { readonly taskId: string; readonly slotKey: string; readonly day: string }[],
) {
  if (slots.length === 0) return new Map<string, never>();
  const rows = await screeningTables(tx.db)
    .selectFrom('screening_records')
    .where('county', '=', tx.actor.county)
    .where(
      sql<boolean>`(task_id, slot_key) in (select * from unnest(
        ${slots.map((s) => s.taskId)}::uuid[], ${slots.map((s) => s.slotKey)}::text[]))`,
    )
    // So that only the months of these days are opened.
    .where(sql<boolean>`slot_day = any(${[...new Set(slots.map(({ day }) => day))]}::date[])`)
    .select(['id', 'task_id as taskId', 'slot_key as slotKey', 'slot_day as slotDay', 'state', 'answers', 'findings'])
    .select(['merged', 'open_conflicts as openConflicts', 'missing_files as missingFiles', 'version'])
    .select(['signer_id as signerId', 'signer_name as signerName', 'signed_at as signedAt', 'device_id as deviceId'])
    .execute();
  return new Map(rows.map((row) => [`${row.taskId}/${row.slotKey}`, row]));
}

/** All columns: what a row of JSON leaves out is null and not its default. */
export type NewRecord = Required<Insertable<ScreeningTables['screening_records']>>;

/** Sent and not waited for; where it fails, the transaction does. */
export function insertRecords(tx: Sending, rows: readonly NewRecord[]): void {
  if (rows.length > 0) tx.send(newRecords({ rows: JSON.stringify(rows) }));
}
const newRecords = insertAll('screening_records', [
  'county',
  'id',
  'slot_day',
  'enterprise_id',
  'enterprise_name',
  'division',
  'industry',
  'task_id',
  'task_name',
  'level',
  'unit_id',
  'unit_name',
  'slot_key',
  'claimed_slot_key',
  'state',
  'checklist_id',
  'edition',
  'started_at',
  'signed_at',
  'clock_skew_seconds',
  'received_at',
  'signer_id',
  'signer_name',
  'device_id',
  'hash',
  'answers',
  'findings',
  'answer_count',
  'bad',
  'finding_count',
  'open_conflicts',
  'merged',
  'missing_files',
  'version',
  'updated_at',
]);

/** Rows given as one JSON text: a statement whose text is always the same, with one parameter. */
function insertAll<T extends keyof ScreeningTables>(table: T, columns: readonly (keyof ScreeningTables[T] & string)[]) {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  return fixedStatement((db, { rows }: { rows: string }) => {
    const insert = sql`insert into ${sql.table(table)} (${names})
      select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${rows}::jsonb)`;
    return { compile: () => insert.compile(db) };
  });
}

export interface MergedInto {
  readonly id: string;
  readonly slotDay: string;
  readonly state: 'done' | 'made-up' | 'extra';
  readonly answers: readonly Answer[];
  readonly findings: readonly FindingInput[];
  readonly merged: readonly MergedSignature[];
  readonly openConflicts: number;
  readonly missingFiles: readonly string[];
  readonly version: number;
}

export async function updateMerged(tx: Tx, record: MergedInto, at: Date): Promise<void> {
  await screeningTables(tx.db)
    .updateTable('screening_records')
    .set({
      state: record.state,
      answers: json([...record.answers]),
      findings: json([...record.findings]),
      merged: json([...record.merged]),
      answer_count: record.answers.length,
      bad: record.answers.filter(({ verdict }) => verdict === 'bad').length,
      finding_count: record.findings.length,
      open_conflicts: record.openConflicts,
      missing_files: [...record.missingFiles],
      version: record.version,
      updated_at: at,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', record.id)
    .where('slot_day', '=', record.slotDay)
    .execute();
}

/** Sent and not waited for; where it fails, the transaction does. */
export function insertItems(tx: Sending, rows: readonly ItemRow[]): void {
  if (rows.length > 0) tx.send(newItems({ rows: JSON.stringify(rows) }));
}
const newItems = insertAll('screening_items', [
  'county',
  'id',
  'kind',
  'hash',
  'outcome',
  'problems',
  'subject_kind',
  'subject_id',
  'subject_day',
  'enterprise_id',
  'user_id',
  'device_id',
  'body',
  'received_at',
]);

export async function insertConflicts(
  tx: Tx,
  rows: readonly Insertable<ScreeningTables['screening_conflicts']>[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({ ...row, first: json(row.first), second: json(row.second) }));
  await screeningTables(tx.db).insertInto('screening_conflicts').values(values).execute();
}

type MissingRow = ScreeningTables['screening_missing_files'];

export async function insertMissing(tx: Tx, rows: readonly MissingRow[]): Promise<void> {
  if (rows.length === 0) return;
  await screeningTables(tx.db)
    .insertInto('screening_missing_files')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .execute();
}

/** What waits for contents of an enterprise: for some of them, or for any. */
export function listMissing(
  ctx: ReadCtx,
  enterpriseId: string,
  hashes: readonly string[],
): Promise<Pick<MissingRow, 'sha256' | 'subject_kind' | 'subject_id' | 'slot_day'>[]> {
  return screeningTables(ctx.db)
    .selectFrom('screening_missing_files')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`sha256 = any(${[...hashes]})`)
    .select(['sha256', 'subject_kind', 'subject_id', 'slot_day'])
    .execute();
}

/** Contents that are waited for, each with its enterprise, those that are missed most lately first. */
export function listMissingOfAll(ctx: ReadCtx, limit: number) {
  return screeningTables(ctx.db)
    .selectFrom('screening_missing_files')
    .where('county', '=', ctx.actor.county)
    .select(['enterprise_id as enterpriseId', 'sha256'])
    .orderBy('since', 'desc')
    .limit(limit)
    .execute();
}

export async function deleteMissing(tx: Tx, subjectId: string, hashes: readonly string[]): Promise<void> {
  await screeningTables(tx.db)
    .deleteFrom('screening_missing_files')
    .where('county', '=', tx.actor.county)
    .where('subject_id', '=', subjectId)
    .where(sql<boolean>`sha256 = any(${[...hashes]})`)
    .execute();
}

/** Takes contents that arrived off the list of a record. @returns its version and how many are still missing */
export async function takeUpFiles(
  tx: Tx,
  record: { readonly id: string; readonly slotDay: string },
  hashes: readonly string[],
  at: Date,
): Promise<{ version: number; missing: number } | undefined> {
  const { rows } = await sql<{ version: number; missing: number }>`
    update screening_records set
      missing_files = array(select f from unnest(missing_files) f where not f = any(${[...hashes]})),
      version = version + 1, updated_at = ${at}
    where county = ${tx.actor.county} and id = ${record.id} and slot_day = ${record.slotDay}::date
    returning version, coalesce(array_length(missing_files, 1), 0) as missing`.execute(tx.db);
  return rows[0];
}

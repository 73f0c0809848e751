import { type Insertable, sql } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import type { StoredFile } from '../../domain/files.contract.ts';
import type { Placement } from '../../domain/scope.ts';
import type { TxCtx } from '../ctx.ts';
import { type Db, plannedOnce } from '../db/connect.ts';
import { whereInScope } from '../scope.ts';

type FileTables = {
  files: {
    county: string;
    id: string;
    sha256: string;
    name: string;
    media_type: string;
    bytes: number;
    has_thumbnail: boolean;
    subject_kind: string | null;
    subject_id: string | null;
    division: string;
    industry: string;
    enterprise_id: string | null;
    uploaded_by: string;
    uploaded_at: Date;
  };
};
export type FileRow = FileTables['files'];

const shown = [
  'id',
  'name',
  'media_type as mediaType',
  'bytes',
  'sha256',
  'has_thumbnail as hasThumbnail',
  'uploaded_by as uploadedBy',
  'uploaded_at as uploadedAt',
] as const;

const present = (row: Omit<StoredFile, 'uploadedAt'> & { uploadedAt: Date }): StoredFile => ({
  ...row,
  uploadedAt: row.uploadedAt.toISOString(),
});

export async function insertFile(db: Db, row: Insertable<FileRow>): Promise<void> {
  await db.withTables<FileTables>().insertInto('files').values(row).execute();
}

/** The file of an id, whoever owns it: to recognise a resend. */
export async function findUpload(db: Db, county: string, id: string): Promise<StoredFile | undefined> {
  const row = await db
    .withTables<FileTables>()
    .selectFrom('files')
    .select(shown)
    .where('county', '=', county)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && present(row);
}

/** A file that the actor may open: attached within the actor's scope, or the actor's own not yet attached. */
export async function findVisibleFile(db: Db, actor: Actor, id: string): Promise<StoredFile | undefined> {
  const row = await db
    .withTables<FileTables>()
    .selectFrom('files')
    .select(shown)
    .where('county', '=', actor.county)
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb.and([eb('subject_id', 'is not', null), whereInScope(actor.scope, placed)]),
        eb.and([eb('subject_id', 'is', null), eb('uploaded_by', '=', actor.userId)]),
      ]),
    )
    .executeTakeFirst();
  return row && present(row);
}
const placed = { county: 'county', division: 'division', industry: 'industry', enterprise: 'enterprise_id' };

/** The files of a subject that the actor may see, by time of upload. */
export async function listFiles(db: Db, actor: Actor, subjectId: string): Promise<StoredFile[]> {
  const rows = await plannedOnce(db)
    .withTables<FileTables>()
    .selectFrom('files')
    .select(shown)
    .where('county', '=', actor.county)
    .where('subject_id', '=', subjectId)
    .where(whereInScope(actor.scope, placed))
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute();
  return rows.map(present);
}

/** What the files of some subjects are by content, as far as the actor may see them; a subject without any is absent. */
export async function listFileHashes(
  db: Db,
  actor: Actor,
  subjectIds: readonly string[],
): Promise<Map<string, readonly string[]>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await plannedOnce(db)
    .withTables<FileTables>()
    .selectFrom('files')
    .select(['subject_id as subjectId', sql<string[]>`array_agg(sha256)`.as('hashes')])
    .where('county', '=', actor.county)
    .where(sql<boolean>`subject_id = any(${subjectIds}::uuid[])`)
    .where(whereInScope(actor.scope, placed))
    .groupBy('subject_id')
    .execute();
  return new Map(rows.map(({ subjectId, hashes }) => [subjectId as string, hashes]));
}

/** Which of some contents an enterprise has uploaded. */
export async function findContents(
  db: Db,
  county: string,
  enterpriseId: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .withTables<FileTables>()
    .selectFrom('files')
    .select('sha256')
    .distinct()
    .where('county', '=', county)
    .where('enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`sha256 = any(${[...hashes]})`)
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Files of some contents that the actor may see, each content once: for what names its files by their content. */
export async function listByContent(db: Db, actor: Actor, hashes: readonly string[]): Promise<StoredFile[]> {
  if (hashes.length === 0) return [];
  const rows = await db
    .withTables<FileTables>()
    .selectFrom('files')
    .distinctOn('sha256')
    .select(shown)
    .where('county', '=', actor.county)
    .where(sql<boolean>`sha256 = any(${[...hashes]})`)
    .where('subject_id', 'is not', null)
    .where(whereInScope(actor.scope, placed))
    .orderBy('sha256')
    .orderBy('uploaded_at')
    .execute();
  return rows.map(present);
}

/** Attaches what people of an enterprise uploaded of some contents and nobody attached, whoever of them it was. */
export async function attachContents(
  tx: Pick<TxCtx, 'db' | 'actor'>,
  hashes: readonly string[],
  subject: { readonly kind: string; readonly id: string },
  placement: Placement,
): Promise<void> {
  if (hashes.length === 0) return;
  await tx.db
    .withTables<FileTables>()
    .updateTable('files')
    .set({ subject_kind: subject.kind, subject_id: subject.id, ...placementColumns(placement) })
    .where('county', '=', tx.actor.county)
    .where('enterprise_id', '=', placement.enterpriseId)
    .where(sql<boolean>`sha256 = any(${[...hashes]})`)
    .where('subject_id', 'is', null)
    .execute();
}

/** Attaches those of the files that may be: the actor's own unattached ones and those already on the subject. */
export async function updateAttached(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  subject: { kind: string; id: string },
  placement: Placement,
): Promise<StoredFile[]> {
  const rows = await db
    .withTables<FileTables>()
    .updateTable('files')
    .set({ subject_kind: subject.kind, subject_id: subject.id, ...placementColumns(placement) })
    .where('county', '=', actor.county)
    .where('id', 'in', ids)
    .where((eb) =>
      eb.or([
        eb.and([eb('subject_id', 'is', null), eb('uploaded_by', '=', actor.userId)]),
        eb.and([eb('subject_kind', '=', subject.kind), eb('subject_id', '=', subject.id)]),
      ]),
    )
    .returning(shown)
    .execute();
  return rows.map(present);
}

export async function updatePlacement(
  db: Db,
  county: string,
  subjectIds: readonly string[],
  placement: Placement,
): Promise<void> {
  await db
    .withTables<FileTables>()
    .updateTable('files')
    .set(placementColumns(placement))
    .where('county', '=', county)
    .where(sql<boolean>`subject_id = any(${[...subjectIds]}::uuid[])`)
    .execute();
}

function placementColumns({ division, industry, enterpriseId }: Placement) {
  return { division, industry, enterprise_id: enterpriseId };
}

/** Files that nobody attached since `before`, oldest first. */
export async function findUnattached(db: Db, county: string, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .withTables<FileTables>()
    .selectFrom('files')
    .select('id')
    .where('county', '=', county)
    .where('subject_id', 'is', null)
    .where('uploaded_at', '<', before)
    .orderBy('uploaded_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Removes the rows of those of the files that are still unattached. */
export async function deleteUnattached(db: Db, county: string, ids: readonly string[]) {
  return db
    .withTables<FileTables>()
    .deleteFrom('files')
    .where('county', '=', county)
    .where('subject_id', 'is', null)
    .where('id', 'in', ids)
    .returning(['id', 'name', 'sha256', 'uploaded_by as uploadedBy'])
    .execute();
}

/** Serialises keeping and removing the bytes of one content, until the transaction ends. */
export async function lockContent(db: Db, county: string, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${county}/${sha256}`}, 0))`.execute(db);
}

export async function isContentUsed(db: Db, county: string, sha256: string): Promise<boolean> {
  const row = await db
    .withTables<FileTables>()
    .selectFrom('files')
    .select('id')
    .where('county', '=', county)
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** An image among some files whose content was attached to something before. */
export interface ImageUse {
  /** What the file is called that would be used again. */
  readonly name: string;
  readonly sha256: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/**
 * Where images among some files were used already: each file's earliest use by content, the file's own included when it
 * is attached. Whoever uses the same content at the same time waits until this transaction ends.
 */
export async function findImageUses(tx: Pick<TxCtx, 'db' | 'actor'>, ids: readonly string[]): Promise<ImageUse[]> {
  if (ids.length === 0) return [];
  const { county } = tx.actor;
  const files = await tx.db
    .withTables<FileTables>()
    .selectFrom('files')
    .select(['id', 'name', 'sha256'])
    .where('county', '=', county)
    .where('id', 'in', ids)
    .where('media_type', 'like', 'image/%')
    .orderBy('sha256')
    .execute();
  if (files.length === 0) return [];
  for (const { sha256 } of files) await lockContent(tx.db, county, sha256);
  const used = await tx.db
    .withTables<FileTables>()
    .selectFrom('files')
    .distinctOn('sha256')
    .select(['sha256', 'subject_kind as subjectKind', 'subject_id as subjectId'])
    .where('county', '=', county)
    .where(
      'sha256',
      'in',
      files.map(({ sha256 }) => sha256),
    )
    .where('subject_id', 'is not', null)
    .orderBy('sha256')
    .orderBy('uploaded_at')
    .execute();
  return files.flatMap(({ name, sha256 }) => {
    const use = used.find((one) => one.sha256 === sha256);
    return use?.subjectKind && use.subjectId
      ? [{ name, sha256, subjectKind: use.subjectKind, subjectId: use.subjectId }]
      : [];
  });
}

import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type Db, plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type JSONColumnType, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/hazard-notices.contract.ts';
import type { Addressee, HazardNotice, Rung } from '../domain/hazard-notices.contract.ts';

type NoticeTables = {
  hazard_notices: {
    county: string;
    id: string;
    hazard_id: string;
    hazard_number: string;
    enterprise_id: string;
    enterprise_name: string;
    division: string;
    industry: string;
    addressee: Addressee;
    addressee_name: string;
    title: string;
    issued_at: Date;
    issued_by: string;
    sign_due_on: LocalDate;
    rungs: JSONColumnType<HazardNotice['rungs']>;
    rung: Rung;
    signed_at: Date | null;
    signed_by: string | null;
    signed_name: string | null;
    signed_how: HazardNotice['signedHow'];
    signed_note: string;
  };
};

const tables = (db: Db) => db.withTables<NoticeTables>();

const columns = [
  'id',
  'hazard_id as hazardId',
  'hazard_number as hazardNumber',
  'enterprise_id as enterpriseId',
  'enterprise_name as enterpriseName',
  'division',
  'industry',
  'addressee',
  'addressee_name as addresseeName',
  'title',
  'issued_at as issuedAt',
  'sign_due_on as signDueOn',
  'rung',
  'rungs',
  'signed_at as signedAt',
  'signed_name as signedName',
  'signed_how as signedHow',
  'signed_note as signedNote',
] as const;

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
export type NoticeRow = Awaited<ReturnType<typeof listNotices>>['rows'][number];

function select({ db, actor }: ReadCtx) {
  const scope = whereInScope(actor.scope, {
    county: 'hazard_notices.county',
    division: 'hazard_notices.division',
    industry: 'hazard_notices.industry',
    enterprise: 'hazard_notices.enterprise_id',
  });
  return tables(db).selectFrom('hazard_notices').select(columns).where(scope);
}

/** Notices in the actor's scope by the day on which they are to be signed. */
export async function listNotices(ctx: ReadCtx, query: z.output<typeof contracts.listHazardNotices.query>) {
  const { hazardId, waiting, cursor, limit } = query;
  // Of one hazard there are two at most.
  let asked = select(hazardId ? { ...ctx, db: plannedOnce(ctx.db) } : ctx)
    .orderBy('sign_due_on')
    .orderBy('id')
    .limit(limit + 1);
  if (hazardId) asked = asked.where('hazard_id', '=', hazardId);
  if (waiting) asked = asked.where('signed_at', 'is', null);
  if (waiting === 'visit') asked = asked.where('rung', '=', 'visit');
  if (cursor) {
    const [day, id] = decodeCursor(cursor, ['day', 'id']);
    asked = asked.where(sql<boolean>`(sign_due_on, id) > (${day}::date, ${id}::uuid)`);
  }
  return toPage(await asked.execute(), limit, (row) => [row.signDueOn, row.id]);
}

export function lockNotice(tx: TxCtx, id: string): Promise<NoticeRow | undefined> {
  return select(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

export function findNotice(ctx: ReadCtx, id: string): Promise<NoticeRow | undefined> {
  return select(ctx).where('id', '=', id).executeTakeFirst();
}

/** Unsigned ones of the county that have a rung left to climb, the most pressing first. */
export function listUnsigned(ctx: ReadCtx, limit: number): Promise<NoticeRow[]> {
  return select(ctx)
    .where('signed_at', 'is', null)
    .where('rung', '!=', 'visit')
    .orderBy('sign_due_on')
    .orderBy('id')
    .limit(limit)
    .execute();
}

type NewNotice = Omit<
  NoticeTables['hazard_notices'],
  'county' | 'rung' | 'rungs' | 'signed_at' | 'signed_by' | 'signed_name' | 'signed_how' | 'signed_note'
> & { readonly rungs: HazardNotice['rungs'] };

export async function insertNotices(tx: TxCtx, notices: readonly NewNotice[]): Promise<void> {
  const { county } = tx.actor;
  const values = notices.map((notice) => ({ ...notice, county, rungs: JSON.stringify(notice.rungs) }));
  await tables(tx.db)
    .insertInto('hazard_notices')
    .values(values as never)
    .execute();
}

export async function updateRung(tx: TxCtx, id: string, rung: Rung, rungs: HazardNotice['rungs']): Promise<void> {
  await tables(tx.db)
    .updateTable('hazard_notices')
    .set({ rung, rungs: JSON.stringify(rungs) })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

interface Signature {
  readonly name: string;
  readonly how: NonNullable<HazardNotice['signedHow']>;
  readonly note: string;
}

export async function updateSigned(tx: TxCtx, id: string, { name, how, note }: Signature): Promise<void> {
  await tables(tx.db)
    .updateTable('hazard_notices')
    .set({
      signed_at: tx.clock.now(),
      signed_by: tx.actor.userId,
      signed_name: name,
      signed_how: how,
      signed_note: note,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

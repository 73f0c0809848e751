import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { rowsOf } from '@zhiben/platform/server/db/rows.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import { findEnterprise, holdEnterprise } from '@zhiben/slices/enterprise/server';
import { sql } from 'kysely';
import { LATE_FILING_DAYS, MAKE_UP_DAYS } from '../domain/screening.terms.ts';
import { screeningTables } from './screening.tables.ts';

/** Of a request, or of a transaction whose queries travel together. */
export type ReadCtx = Pick<Ctx, 'db' | 'actor'> & Partial<Pick<TxCtx, 'send'>>;

export const fileScope = {
  county: 'screening_files.county',
  division: 'screening_files.division',
  industry: 'screening_files.industry',
  enterprise: 'screening_files.enterprise_id',
};

/** What of the enterprise's own file stands in its self-inspection as well. */
export interface FilePlace {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly industry: string;
}

/**
 * The enterprise that is asked about: people of an enterprise need not say, others must.
 * @throws app/invalid-input, app/not-found when it lies outside the actor's scope
 */
export async function theEnterprise(ctx: ReadCtx, enterpriseId: string | undefined) {
  const id = enterpriseId ?? ctx.actor.scope.enterpriseId;
  if (!id) throw appError('invalid-input', {}, [{ path: 'enterpriseId', message: '请选择企业' }]);
  const found = await findEnterprise(ctx, id);
  if (!found) throw appError('not-found', { what: '这家企业' });
  return found;
}

/** Opens the self-inspection of an enterprise where there is none, and locks it: its writes come one after another. */
export async function lockFile(tx: TxCtx, place: FilePlace) {
  // A change of the enterprise's file comes here from there: the enterprise first.
  const [, held] = await Promise.all([holdEnterprise(tx, place.id), lockOpened(tx, place.id)]);
  if (held) return held;
  const { id, name, division, industry } = place;
  await screeningTables(tx.db)
    .insertInto('screening_files')
    .values({
      county: tx.actor.county,
      enterprise_id: id,
      name,
      division,
      industry,
      search: searchVector(name),
      days_until: null,
      counted_at: null,
      next_change_at: null,
      created_at: tx.clock.now(),
    })
    .onConflict((c) => c.doNothing())
    .execute();
  const opened = await lockOpened(tx, id);
  if (!opened) throw new Error('a file that was opened is not there');
  return opened;
}
export type HeldFile = Awaited<ReturnType<typeof lockFile>>;

/** Locks the self-inspection of an enterprise; undefined where there is none. */
export async function lockOpened(tx: TxCtx, enterpriseId: string) {
  const [found] = await rowsOf(tx, existing({ county: tx.actor.county, enterpriseId }));
  return found;
}
const existing = fixedStatement((db, { county, enterpriseId }: { county: string; enterpriseId: string }) =>
  screeningTables(db)
    .selectFrom('screening_files')
    .where('county', '=', county)
    .where('enterprise_id', '=', enterpriseId)
    .select(['enterprise_id as id', 'name', 'division', 'industry', 'days_until as daysUntil'])
    .forUpdate(),
);

export interface ScreeningSettings {
  readonly makeUpDays: number;
  readonly lateFilingDays: number;
}

/** What the county set; our own defaults where it set nothing. */
export async function findSettings(ctx: ReadCtx): Promise<ScreeningSettings> {
  const [found] = await rowsOf(ctx, settingsOf({ county: ctx.actor.county }));
  return found ?? { makeUpDays: MAKE_UP_DAYS, lateFilingDays: LATE_FILING_DAYS };
}

const settingsOf = fixedStatement((db, { county }: { county: string }) =>
  screeningTables(db)
    .selectFrom('screening_settings')
    .where('county', '=', county)
    .select(['make_up_days as makeUpDays', 'late_filing_days as lateFilingDays']),
);

/**
 * Keeps names and places with the files of the enterprises, in the transaction that changes those files. Records move
 * along, so that whoever supervises one now sees what it did; counted days stay where they were counted.
 */
export async function placeScreening(tx: TxCtx, places: readonly FilePlace[]): Promise<void> {
  if (places.length === 0) return;
  const db = screeningTables(tx.db);
  const { county } = tx.actor;
  const opened = await db
    .selectFrom('screening_files')
    .select(['enterprise_id as id', 'name', 'division', 'industry'])
    .where('county', '=', county)
    .where(sql<boolean>`enterprise_id = any(${places.map(({ id }) => id)}::uuid[])`)
    .orderBy('enterprise_id')
    .forUpdate()
    .execute();
  const placeOf = new Map(places.map((place) => [place.id, place]));
  for (const before of opened) {
    const { id, name, division, industry } = placeOf.get(before.id) ?? before;
    const isMoved = before.division !== division || before.industry !== industry;
    if (before.name === name && !isMoved) continue;
    await db
      .updateTable('screening_files')
      .set({ name, division, industry, search: searchVector(name) })
      .where('county', '=', county)
      .where('enterprise_id', '=', id)
      .execute();
    if (!isMoved) continue;
    await db
      .updateTable('screening_records')
      .set({ division, industry, updated_at: tx.clock.now() })
      .where('county', '=', county)
      .where('enterprise_id', '=', id)
      .execute();
  }
}

import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import type { EffectSettings } from '../domain/effect.contract.ts';
import { DEFAULT_EFFECT_BASIS, DEFAULT_EFFECT_SETTINGS } from '../domain/effect.rules.ts';
import type { Test, TestState } from '../domain/integrity.contract.ts';
import type { ComputedEffect } from './effect.compute.ts';

/* Parameters, vetoes, and the kept figures of enterprises and months as they are written. Lists and sums: effect-list.queries.ts. */
type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
const firstOf = (month: string) => sql`${`${month}-01`}::date`;

export interface SettingsRow {
  readonly version: number;
  readonly settings: EffectSettings;
  readonly basis: string;
  readonly setAt: Date;
  readonly setByName: string;
}

/** Newest first. */
export async function listSettings(ctx: ReadCtx, limit = 50): Promise<SettingsRow[]> {
  const { rows } = await sql<SettingsRow>`
    select version, settings, basis, set_at as "setAt", set_by_name as "setByName" from effect_settings
    where county = ${ctx.actor.county} order by version desc limit ${limit}`.execute(ctx.db);
  return rows;
}

/** The parameters in force, or what a county starts with (version 0). */
export async function currentSettings(ctx: ReadCtx) {
  const [set] = await listSettings(ctx, 1);
  return set ?? { version: 0, settings: DEFAULT_EFFECT_SETTINGS, basis: DEFAULT_EFFECT_BASIS };
}

/** @returns false where somebody else set this version */
export async function insertSettings(tx: TxCtx, version: number, settings: EffectSettings, basis: string) {
  const { county, userId, name } = tx.actor;
  const { rows } = await sql<{ version: number }>`
    insert into effect_settings (county, version, settings, basis, set_at, set_by, set_by_name)
    values (${county}, ${version}, ${JSON.stringify(settings)}::jsonb, ${basis}, ${tx.clock.now()}, ${userId}, ${name})
    on conflict do nothing returning version`.execute(tx.db);
  return rows.length > 0;
}

export interface VetoRow {
  readonly id: string;
  readonly enterpriseId: string;
  readonly month: string;
  readonly reason: string;
  readonly basis: string;
  readonly decidedAt: Date;
  readonly decidedByName: string;
  readonly withdrawnAt: Date | null;
  readonly withdrawnByName: string | null;
  readonly withdrawnWhy: string;
}
const vetoColumns = sql`id, enterprise_id as "enterpriseId", to_char(month, 'YYYY-MM') as month, reason, basis,
  decided_at as "decidedAt", decided_by_name as "decidedByName", withdrawn_at as "withdrawnAt",
  withdrawn_by_name as "withdrawnByName", withdrawn_why as "withdrawnWhy"`;

/** Those that were withdrawn too. */
export async function listVetoes(ctx: ReadCtx, enterpriseId: string, month: string): Promise<VetoRow[]> {
  const { rows } = await sql<VetoRow>`
    select ${vetoColumns} from effect_vetoes
    where county = ${ctx.actor.county} and enterprise_id = ${enterpriseId} and month = ${firstOf(month)}
    order by decided_at, id`.execute(ctx.db);
  return rows;
}

/** Locked until the transaction ends. The caller checks that the enterprise is in scope. */
export async function lockVeto(tx: TxCtx, id: string): Promise<VetoRow | undefined> {
  const { rows } = await sql<VetoRow>`
    select ${vetoColumns} from effect_vetoes where county = ${tx.actor.county} and id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

interface NewVeto {
  readonly id: string;
  readonly enterpriseId: string;
  readonly month: string;
  readonly reason: string;
  readonly basis: string;
}

export async function insertVeto(tx: TxCtx, { id, enterpriseId, month, reason, basis }: NewVeto): Promise<void> {
  const { county, userId, name } = tx.actor;
  await sql`
    insert into effect_vetoes (county, id, enterprise_id, month, reason, basis, decided_at, decided_by, decided_by_name)
    values (${county}, ${id}, ${enterpriseId}, ${firstOf(month)}, ${reason}, ${basis}, ${tx.clock.now()}, ${userId}, ${name})`.execute(
    tx.db,
  );
}

export async function endVeto(tx: TxCtx, id: string, why: string): Promise<void> {
  const { county, userId, name } = tx.actor;
  await sql`
    update effect_vetoes set withdrawn_at = ${tx.clock.now()}, withdrawn_by = ${userId}, withdrawn_by_name = ${name},
      withdrawn_why = ${why}
    where county = ${county} and id = ${id}`.execute(tx.db);
}

const STATE_LETTERS: Record<TestState, string> = { few: 'f', usual: 'u', check: 'c' };

/** The tests as they are kept; those that could judge nothing are left out. */
function keptTests(judged: ComputedEffect['judged']): Partial<Record<Test, unknown[]>> {
  const told = Object.entries(judged).filter(([, { state }]) => state !== 'few');
  return Object.fromEntries(
    told.map(([test, { state, seen, of, expected }]) => [test, [STATE_LETTERS[state], seen, of, expected]]),
  );
}

/** Writes the month of some enterprises, in the order of their ids; the triggers keep the sums. */
export async function saveEffects(
  { db, actor, clock }: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  month: string,
  version: number,
  effects: readonly ComputedEffect[],
): Promise<void> {
  if (effects.length === 0) return;
  const rows = effects
    .toSorted((x, y) => (x.enterpriseId < y.enterpriseId ? -1 : 1))
    .map(({ enterpriseId, division, industry, facts, result, counted, judged, records, recordsWithFindings }) => {
      const { done, madeUp, missed, excluded, guarantorMissed: by, due, accepted, found, overdueMajor } = facts;
      return {
        enterprise_id: enterpriseId,
        division,
        industry,
        done,
        made_up: madeUp,
        missed,
        excluded,
        guarantor_missed: [by.principal, by.technical, by.operator],
        due,
        accepted,
        found,
        overdue_major: overdueMajor,
        records,
        records_with_findings: recordsWithFindings,
        a: result.a,
        b: result.b,
        e: result.e,
        completed: counted.completed,
        deducted_a: counted.deductedA,
        deducted_b: counted.deductedB,
        vetoed: result.alpha === 0,
        tests: keptTests(judged),
        flags: Object.entries(judged).flatMap(([test, { state }]) => (state === 'check' ? [test] : [])),
      };
    });
  const columns = sql`enterprise_id, division, industry, done, made_up, missed, excluded, guarantor_missed, due, accepted,
    found, overdue_major, records, records_with_findings, a, b, e, completed, deducted_a, deducted_b, vetoed, tests, flags`;
  await sql`
    insert into effect_months (county, month, ${columns}, settings_version, computed_at)
    select ${actor.county}, ${firstOf(month)}, ${columns}, ${version}, ${clock.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (enterprise_id uuid, division text, industry text,
      done integer, made_up integer, missed integer, excluded integer, guarantor_missed integer[], due integer,
      accepted integer, found integer, overdue_major integer, records integer, records_with_findings integer,
      a numeric, b numeric, e numeric, completed integer, deducted_a numeric, deducted_b numeric, vetoed boolean, tests jsonb, flags text[])
    order by enterprise_id
    on conflict (county, month, enterprise_id) do update set division = excluded.division, industry = excluded.industry,
      done = excluded.done, made_up = excluded.made_up, missed = excluded.missed, excluded = excluded.excluded,
      guarantor_missed = excluded.guarantor_missed, due = excluded.due, accepted = excluded.accepted,
      found = excluded.found, overdue_major = excluded.overdue_major, records = excluded.records,
      records_with_findings = excluded.records_with_findings, a = excluded.a, b = excluded.b, e = excluded.e,
      completed = excluded.completed, deducted_a = excluded.deducted_a, deducted_b = excluded.deducted_b,
      vetoed = excluded.vetoed, tests = excluded.tests, flags = excluded.flags,
      settings_version = excluded.settings_version, computed_at = excluded.computed_at`.execute(db);
}

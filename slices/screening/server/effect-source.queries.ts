import { createHash } from 'node:crypto';
import { addDays, instantOf } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type SqlBool, sql } from 'kysely';
import { OWN_DUTY } from '../domain/duty-matrix.contract.ts';
import type { MonthDays } from '../domain/effect-month.rules.ts';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import type { WorkType } from '../domain/screening.terms.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';

/*
 * What E, the tests beside it and the duty matrix are computed from, for some enterprises at once. Jobs and pages ask
 * for whole counties or for enterprises that were found in scope before: nothing here is narrowed by scope again.
 */
type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

export interface ScreenedEnterprise {
  readonly enterpriseId: string;
  readonly division: string;
  readonly industry: string;
}

/** Enterprises with self-inspection, by id. */
export async function listScreened(ctx: ReadCtx, after: string, limit: number): Promise<ScreenedEnterprise[]> {
  const { rows } = await sql<ScreenedEnterprise>`
    select enterprise_id as "enterpriseId", division, industry from screening_files
    where county = ${ctx.actor.county} and enterprise_id > ${after}::uuid
    order by enterprise_id limit ${limit}`.execute(ctx.db);
  return rows;
}

export interface SlotCounts {
  readonly enterpriseId: string;
  readonly done: number;
  readonly madeUp: number;
  readonly missed: number;
  readonly excluded: number;
}

export async function sumDays(ctx: ReadCtx, ids: readonly string[], { from, to }: MonthDays): Promise<SlotCounts[]> {
  const { rows } = await sql<SlotCounts>`
    select enterprise_id as "enterpriseId", sum(done)::integer as done, sum(made_up)::integer as "madeUp",
      sum(missed)::integer as missed, sum(excluded)::integer as excluded
    from screening_days
    where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[])
      and day between ${from}::date and ${to}::date
    group by 1`.execute(ctx.db);
  return rows;
}

export interface SourceTask {
  readonly id: string;
  readonly enterpriseId: string;
  readonly name: string;
  readonly level: string;
  readonly unitId: string | null;
  readonly checklistId: string;
  readonly items: number;
  readonly workType: WorkType;
  readonly dutyCode: string | null;
  readonly basis: string;
  readonly schedules: readonly PlannedSchedule[];
}

/** Tasks that were in force on some day of the period. */
export async function listSourceTasks(ctx: ReadCtx, ids: readonly string[], { from, to }: MonthDays) {
  const { rows } = await sql<SourceTask>`
    select t.id, t.enterprise_id as "enterpriseId", t.name, t.level, t.unit_id as "unitId",
      t.checklist_id as "checklistId", c.items, t.work_type as "workType", t.duty_code as "dutyCode", t.basis, t.schedules
    from screening_tasks t join checklists c on c.county = t.county and c.id = t.checklist_id
    where t.county = ${ctx.actor.county} and t.enterprise_id = any(${[...ids]}::uuid[])
      and t.created_at < ${instantOf(addDays(to, 1))} and (t.removed_at is null or t.removed_at >= ${instantOf(from)})
    order by t.created_at, t.id`.execute(ctx.db);
  return rows;
}

/** The duties that tasks in the actor's scope carried out on some day of a period; tasks without one are `own`. */
export async function listDutyCodes(
  ctx: ReadCtx,
  { division, industry }: { readonly division?: string | undefined; readonly industry?: string | undefined },
  { from, to }: MonthDays,
): Promise<string[]> {
  const range = division ? divisionRange(division) : null;
  const { rows } = await sql<{ code: string }>`
    select distinct coalesce(t.duty_code, ${OWN_DUTY}) as code
    from screening_tasks t join screening_files f on f.county = t.county and f.enterprise_id = t.enterprise_id
    where ${whereInScope(ctx.actor.scope, { county: 'f.county', division: 'f.division', industry: 'f.industry', enterprise: 'f.enterprise_id' })}
      and ${range ? sql<SqlBool>`f.division >= ${range.from} and f.division < ${range.to}` : sql<SqlBool>`true`}
      and ${industry ? sql<SqlBool>`f.industry = ${industry}` : sql<SqlBool>`true`}
      and t.created_at < ${instantOf(addDays(to, 1))} and (t.removed_at is null or t.removed_at >= ${instantOf(from)})`.execute(
    ctx.db,
  );
  return rows.map(({ code }) => code);
}

export interface SourcePause {
  readonly enterpriseId: string;
  readonly unitId: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A slot that is counted on the first day may have begun a year before it. */
const LONGEST = 366;

export async function listPauses(ctx: ReadCtx, ids: readonly string[], { from, to }: MonthDays) {
  const { rows } = await sql<SourcePause>`
    select enterprise_id as "enterpriseId", unit_id as "unitId", starts_at as "startsAt", ends_at as "endsAt"
    from screening_suspensions
    where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[]) and withdrawn_at is null
      and starts_at < ${instantOf(addDays(to, 1))} and ends_at >= ${instantOf(addDays(from, -LONGEST))}`.execute(
    ctx.db,
  );
  return rows;
}

export interface SourceRecord {
  readonly id: string;
  readonly enterpriseId: string;
  readonly taskId: string;
  readonly slotDay: string;
  readonly slotKey: string | null;
  readonly state: 'done' | 'made-up' | 'extra';
  readonly startedAt: Date;
  readonly signedAt: Date;
  readonly skew: number;
  readonly answers: readonly Answer[];
  readonly findings: readonly FindingInput[];
  /** Length of the questions of its edition. */
  readonly characters: number;
}

export async function listSourceRecords(ctx: ReadCtx, ids: readonly string[], { from, to }: MonthDays) {
  const { rows } = await sql<SourceRecord>`
    with found as materialized (
      select * from screening_records
      where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[])
        and slot_day between ${from}::date and ${to}::date
    ), lengths as materialized (
      select e.checklist_id, e.edition, (
        select coalesce(sum(length(item ->> 'question')), 0) from jsonb_array_elements(e.items) as item
      )::integer as characters
      from checklist_editions e
      where (e.county, e.checklist_id, e.edition) in (select county, checklist_id, edition from found)
    )
    select r.id, r.enterprise_id as "enterpriseId", r.task_id as "taskId", r.slot_day as "slotDay",
      r.slot_key as "slotKey", r.state, r.started_at as "startedAt", r.signed_at as "signedAt",
      r.clock_skew_seconds as skew, r.answers, r.findings, coalesce(l.characters, 0) as characters
    from found r left join lengths l on l.checklist_id = r.checklist_id and l.edition = r.edition
    order by r.signed_at, r.id`.execute(ctx.db);
  return rows;
}

/** Which slots of which tasks were answered, without what the records say. */
export async function listAnswered(ctx: ReadCtx, ids: readonly string[], { from, to }: MonthDays) {
  const { rows } = await sql<
    Pick<SourceRecord, 'id' | 'taskId' | 'slotDay'> & { slotKey: string; state: 'done' | 'made-up' }
  >`
    select id, task_id as "taskId", slot_key as "slotKey", slot_day as "slotDay", state from screening_records
    where county = ${ctx.actor.county} and enterprise_id = any(${[...ids]}::uuid[])
      and slot_day between ${from}::date and ${to}::date and slot_key is not null`.execute(ctx.db);
  return rows;
}

/** Of fewer records of a trade nothing is concluded. */
const LEAST_RECORDS = 200;

interface IndustryRate {
  readonly industry: string;
  readonly rate: number;
}
const ratesOf = (rows: readonly IndustryRate[]) => new Map(rows.map(({ industry, rate }) => [industry, Number(rate)]));

/**
 * Of a hundred records of a trade in the county, how many found something, counted record by record; trades with few
 * records are absent.
 */
export async function countIndustryRates(ctx: ReadCtx, { from, to }: MonthDays, least = LEAST_RECORDS) {
  const { rows } = await sql<IndustryRate>`
    select industry, 100.0 * count(*) filter (where bad > 0 or finding_count > 0) / count(*) as rate
    from screening_records
    where county = ${ctx.actor.county} and slot_day between ${from}::date and ${to}::date
    group by 1 having count(*) >= ${least}`.execute(ctx.db);
  return ratesOf(rows);
}

/** As `countIndustryRates` for one trade, from the figures that the last night kept of the month. */
export async function keptIndustryRate(ctx: ReadCtx, month: string, industry: string, least = LEAST_RECORDS) {
  const { rows } = await sql<IndustryRate>`
    select industry, 100.0 * sum(records_with_findings) / sum(records) as rate from effect_sums
    where county = ${ctx.actor.county} and month = ${`${month}-01`}::date and industry = ${industry}
    group by 1 having sum(records) >= ${least}`.execute(ctx.db);
  return ratesOf(rows);
}

export interface VetoInForce {
  readonly id: string;
  readonly enterpriseId: string;
  readonly reason: string;
  readonly basis: string;
}

export async function listVetoesInForce(ctx: ReadCtx, ids: readonly string[], month: string): Promise<VetoInForce[]> {
  const { rows } = await sql<VetoInForce>`
    select id, enterprise_id as "enterpriseId", reason, basis from effect_vetoes
    where county = ${ctx.actor.county} and month = ${`${month}-01`}::date and withdrawn_at is null
      and enterprise_id = any(${[...ids]}::uuid[])
    order by decided_at, id`.execute(ctx.db);
  return rows;
}

const digest = (print: string) => createHash('sha256').update(print).digest('hex').slice(0, 32);

/** Which of each enterprise's answer prints another enterprise gave in the month too, as last computed of it. */
export async function findSharedPrints(
  ctx: ReadCtx,
  month: string,
  prints: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, Set<string>>> {
  const all = [...prints].flatMap(([enterpriseId, own]) => own.map((print) => ({ enterpriseId, print })));
  if (all.length === 0) return new Map();
  const { rows } = await sql<{ n: number }>`
    select own.n::integer from unnest(${all.map((one) => digest(one.print))}::text[], ${all.map((one) => one.enterpriseId)}::uuid[])
      with ordinality as own (print, enterprise_id, n)
    where exists (
      select from effect_answer_prints p
      where p.county = ${ctx.actor.county} and p.month = ${`${month}-01`}::date
        and p.print = decode(own.print, 'hex') and p.enterprise_id <> own.enterprise_id)`.execute(ctx.db);
  const found = new Map<string, Set<string>>();
  for (const { n } of rows) {
    const one = all[n - 1];
    if (one) found.set(one.enterpriseId, (found.get(one.enterpriseId) ?? new Set()).add(one.print));
  }
  return found;
}

/** The answer prints of some enterprises in a month are these. */
export async function replacePrints(
  ctx: ReadCtx,
  month: string,
  prints: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const { county } = ctx.actor;
  const all = [...prints].flatMap(([enterpriseId, own]) => own.map((print) => ({ enterpriseId, print })));
  await sql`
    delete from effect_answer_prints
    where county = ${county} and month = ${`${month}-01`}::date and enterprise_id = any(${[...prints.keys()]}::uuid[])`.execute(
    ctx.db,
  );
  if (all.length === 0) return;
  await sql`
    insert into effect_answer_prints (county, month, print, enterprise_id)
    select ${county}, ${`${month}-01`}::date, decode(own.print, 'hex'), own.enterprise_id
    from unnest(${all.map((one) => digest(one.print))}::text[], ${all.map((one) => one.enterpriseId)}::uuid[]) as own (print, enterprise_id)
    on conflict do nothing`.execute(ctx.db);
}

export async function dropOldPrints(ctx: ReadCtx, before: string): Promise<void> {
  await sql`delete from effect_answer_prints where county = ${ctx.actor.county} and month < ${`${before}-01`}::date`.execute(
    ctx.db,
  );
}

import { getDeadlineRule } from '@zhiben/standards';
import { sql } from 'kysely';
import { type LocalDate, today } from '../../domain/clock.ts';
import {
  checkExtension,
  checkPause,
  deadlineError,
  dueOnResumed,
  firstDueOn,
  type LimitRule,
  type LimitUnit,
} from '../../domain/deadline.ts';
import { newId } from '../../domain/ids.ts';
import type { TxCtx } from '../ctx.ts';
import { fixedStatement } from '../db/fixed.ts';
import { type DeadlineLedger, type DeadlineTables, lockOpenDeadline, PAUSED } from './deadline.queries.ts';

/*
 * Writes to the ledger of deadlines, inside the transaction of the slice that causes them. They write rows only:
 * the slice records the fact (`hazard:extend` …), with the day in its data.
 */

/** Which deadline: a subject has at most one open for each purpose. */
interface Which {
  readonly subject: { readonly kind: string; readonly id: string };
  readonly purpose: string;
}

interface Decision {
  readonly reason: string;
  /** The article or decision that allows it. */
  readonly source: string;
}

/** A deadline to start: by a `rule` to count by from `startedOn` (today when not said), or the day itself with its source. */
export type NewDeadline = Which & { readonly startedOn?: LocalDate } & (
    | { readonly rule: LimitRule }
    | { readonly dueOn: LocalDate; readonly code: string; readonly source: string }
  );

/** Starts a deadline and returns its last day. @throws deadline/already-open */
export async function startDeadline(tx: TxCtx, input: NewDeadline): Promise<{ id: string; dueOn: LocalDate }> {
  const row = newRow(tx, input);
  const inserted = await tx.db
    .withTables<DeadlineTables>()
    .insertInto('deadlines')
    .values(row)
    .onConflict((c) =>
      c
        .columns(['county', 'subject_id', 'purpose'])
        .where(sql<boolean>`met_on is null and cancelled_on is null`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw deadlineError('already-open', {});
  return { id: row.id, dueOn: row.due_on };
}

/** Starts deadlines of subjects that this transaction enters: none can be open already, so nothing is waited for. */
export function sendDeadlines(tx: TxCtx, inputs: readonly NewDeadline[]): void {
  if (inputs.length === 0) return;
  const rows = inputs.map((input) => newRow(tx, input));
  const [only] = rows;
  if (only && rows.length === 1) tx.send(started(only));
  else tx.send(tx.db.withTables<DeadlineTables>().insertInto('deadlines').values(rows));
}

const started = fixedStatement((db, row: ReturnType<typeof newRow>) =>
  db.withTables<DeadlineTables>().insertInto('deadlines').values({
    county: row.county,
    id: row.id,
    subject_kind: row.subject_kind,
    subject_id: row.subject_id,
    purpose: row.purpose,
    rule_code: row.rule_code,
    source: row.source,
    started_on: row.started_on,
    amount: row.amount,
    unit: row.unit,
    original_due_on: row.original_due_on,
    due_on: row.due_on,
  }),
);

function newRow(tx: TxCtx, input: NewDeadline) {
  const startedOn = input.startedOn ?? today(tx.clock);
  const set =
    'rule' in input
      ? { ...input.rule, dueOn: firstDueOn(input.rule, startedOn) }
      : { code: input.code, source: input.source, amount: null, unit: 'fixed' as const, dueOn: input.dueOn };
  return {
    county: tx.actor.county,
    id: newId(),
    subject_kind: input.subject.kind,
    subject_id: input.subject.id,
    purpose: input.purpose,
    rule_code: set.code,
    source: set.source,
    started_on: startedOn,
    amount: set.amount,
    unit: set.unit,
    original_due_on: set.dueOn,
    due_on: set.dueOn,
  };
}

/** Sets a later last day by decision. @throws deadline/not-open, deadline/not-later, deadline/paused */
export async function extendDeadline(
  tx: TxCtx,
  input: Which & Decision & { dueOn: LocalDate; decidedOn?: LocalDate },
): Promise<{ dueOn: LocalDate }> {
  const { deadline, changes } = await openDeadline(tx, input);
  const decidedOn = input.decidedOn ?? today(tx.clock);
  checkExtension(deadline, changes, decidedOn, input.dueOn);
  await change(tx, deadline.id, 'extension', decidedOn, input.dueOn, input);
  return { dueOn: input.dueOn };
}

/** Stops the clock: from `on` (today) no day counts until it is resumed. @throws deadline/not-open, deadline/paused */
export async function pauseDeadline(tx: TxCtx, input: Which & Decision & { on?: LocalDate }): Promise<void> {
  const { deadline, changes } = await openDeadline(tx, input);
  const on = input.on ?? today(tx.clock);
  checkPause(deadline, changes, on);
  await change(tx, deadline.id, 'pause', on, null, input);
}

/**
 * Lets the clock run again: `on` (today) is the first day that counts. Returns the new last day.
 * @throws deadline/not-open, deadline/not-paused
 */
export async function resumeDeadline(
  tx: TxCtx,
  input: Which & Decision & { on?: LocalDate; lastDayPutOff?: boolean },
): Promise<{ dueOn: LocalDate }> {
  const { deadline, changes } = await openDeadline(tx, input);
  const on = input.on ?? today(tx.clock);
  const dueOn = dueOnResumed(deadline, changes, on, input.lastDayPutOff);
  await change(tx, deadline.id, 'resume', on, dueOn, input);
  return { dueOn };
}

/** Ends a deadline as met on a day (today). @throws deadline/not-open */
export async function meetDeadline(tx: TxCtx, input: Which & { on?: LocalDate }): Promise<void> {
  await end(tx, input, { met_on: input.on ?? today(tx.clock) });
}

/** Meets the open deadlines of many subjects today, in one statement; those that have none stay as they are. */
export async function meetDeadlines(tx: TxCtx, subjectIds: readonly string[], purpose: string): Promise<void> {
  if (subjectIds.length === 0) return;
  await tx.db
    .withTables<DeadlineTables>()
    .updateTable('deadlines')
    .set({ met_on: today(tx.clock) })
    .where('county', '=', tx.actor.county)
    .where('subject_id', 'in', subjectIds)
    .where('purpose', '=', purpose)
    .where('met_on', 'is', null)
    .where('cancelled_on', 'is', null)
    .execute();
}

/** Ends a deadline that no longer applies. @throws deadline/not-open */
export async function cancelDeadline(tx: TxCtx, input: Which & { on?: LocalDate }): Promise<void> {
  await end(tx, input, { cancelled_on: input.on ?? today(tx.clock) });
}

const COUNTABLE: Readonly<Record<string, LimitUnit>> = { day: 'day', month: 'month', year: 'year' };

/**
 * A limit of the library of legal limits (`packages/standards`) as a rule to start a deadline by.
 * Hours, rates and days of the month are no deadlines of this ledger: asking for one is a mistake in the code.
 */
export function legalLimit(code: string, options: { lastDayPutOff?: boolean } = {}): LimitRule {
  const rule = getDeadlineRule(code);
  const unit = rule && COUNTABLE[rule.unit];
  if (!rule || !unit) throw new Error(`${code} is no legal limit in days, months or years`);
  const counted = unit === 'day' && rule.calendar === 'workday' ? 'workingDay' : unit;
  return { code, source: rule.source, amount: rule.duration, unit: counted, ...options };
}

async function openDeadline(tx: TxCtx, { subject, purpose }: Which): Promise<DeadlineLedger> {
  const ledger = await lockOpenDeadline(tx, subject.id, purpose);
  if (!ledger) throw deadlineError('not-open', {});
  return ledger;
}

async function change(
  tx: TxCtx,
  deadlineId: string,
  kind: 'pause' | 'resume' | 'extension',
  onDate: LocalDate,
  dueOn: LocalDate | null,
  { reason, source }: Decision,
): Promise<void> {
  const db = tx.db.withTables<DeadlineTables>();
  const { county, userId } = tx.actor;
  await db
    .insertInto('deadline_changes')
    .values({
      county,
      deadline_id: deadlineId,
      id: newId(),
      kind,
      on_date: onDate,
      due_on: dueOn,
      reason,
      source,
      decided_by: userId,
      at: tx.clock.now(),
    })
    .execute();
  await db
    .updateTable('deadlines')
    .set({ due_on: dueOn ?? PAUSED })
    .where('county', '=', county)
    .where('id', '=', deadlineId)
    .execute();
}

async function end(tx: TxCtx, which: Which, set: { met_on: LocalDate } | { cancelled_on: LocalDate }): Promise<void> {
  const { deadline } = await openDeadline(tx, which);
  await tx.db
    .withTables<DeadlineTables>()
    .updateTable('deadlines')
    .set(set)
    .where('county', '=', tx.actor.county)
    .where('id', '=', deadline.id)
    .execute();
}

import { getDeadlineRule } from '@zhiben/standards';
import { sql } from 'kysely';
import { type LocalDate, today } from '../../domain/clock.ts';
import type { DeadlineExplanation } from '../../domain/deadline.contract.ts';
import type { Deadline, DeadlineChange } from '../../domain/deadline.ts';
import { explainDeadline } from '../../domain/deadline-explanation.ts';
import type { Ctx, TxCtx } from '../ctx.ts';
import { type Db, plannedOnce } from '../db/connect.ts';

/**
 * `due_on` is `infinity` while a deadline is paused, so that every sweep for what is due passes it by.
 */
export const PAUSED = 'infinity';

export type DeadlineTables = {
  deadlines: {
    county: string;
    id: string;
    subject_kind: string;
    subject_id: string;
    purpose: string;
    rule_code: string;
    source: string;
    started_on: LocalDate;
    amount: number | null;
    unit: Deadline['unit'];
    original_due_on: LocalDate;
    due_on: LocalDate | typeof PAUSED;
    met_on: LocalDate | null;
    cancelled_on: LocalDate | null;
  };
  deadline_changes: {
    county: string;
    deadline_id: string;
    id: string;
    kind: DeadlineChange['kind'];
    on_date: LocalDate;
    due_on: LocalDate | null;
    reason: string;
    source: string;
    decided_by: string;
    at: Date;
  };
};

/** A deadline with its changes, as the rules of `platform/domain/deadline.ts` take them. */
export interface DeadlineLedger {
  readonly deadline: Deadline;
  readonly changes: readonly DeadlineChange[];
}

const columns = [
  'id',
  'subject_id as subjectId',
  'purpose',
  'rule_code as ruleCode',
  'source',
  'started_on as startedOn',
  'amount',
  'unit',
  'original_due_on as originalDueOn',
  'met_on as metOn',
  'cancelled_on as cancelledOn',
] as const;

/** The deadlines of some subjects, open and ended, by start. The caller has checked that the actor may see them. */
export async function findDeadlines(
  db: Db,
  county: string,
  subjectIds: readonly string[],
): Promise<(DeadlineLedger & { readonly subjectId: string })[]> {
  if (subjectIds.length === 0) return [];
  const rows = await plannedOnce(db)
    .withTables<DeadlineTables>()
    .selectFrom('deadlines')
    .select([...columns, changesOfRow.as('changes')])
    .where('county', '=', county)
    .where(sql<boolean>`subject_id = any(${subjectIds}::uuid[])`)
    .orderBy('started_on')
    .orderBy('id')
    .execute();
  return rows.map(({ subjectId, changes, ...deadline }) => ({ subjectId, deadline, changes: changes ?? [] }));
}

/** Beside the row of a deadline, so that a page asks once for both. */
const changesOfRow = sql<DeadlineChange[] | null>`(
  select json_agg(json_build_object('kind', c.kind, 'onDate', c.on_date, 'dueOn', c.due_on, 'reason', c.reason,
    'source', c.source) order by c.at, c.id)
  from deadline_changes c where c.county = deadlines.county and c.deadline_id = deadlines.id)`;

/** The open deadline of a subject for a purpose, locked against other writers until the transaction ends. */
export async function lockOpenDeadline(
  tx: TxCtx,
  subjectId: string,
  purpose: string,
): Promise<DeadlineLedger | undefined> {
  const { county } = tx.actor;
  const row = await tx.db
    .withTables<DeadlineTables>()
    .selectFrom('deadlines')
    .select(columns)
    .where('county', '=', county)
    .where('subject_id', '=', subjectId)
    .where('purpose', '=', purpose)
    .where('met_on', 'is', null)
    .where('cancelled_on', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const { subjectId: _, ...deadline } = row;
  // A statement of its own: beside the lock it would not see what another writer added while this one waited.
  const changes = await tx.db
    .withTables<DeadlineTables>()
    .selectFrom('deadline_changes')
    .select(['kind', 'on_date as onDate', 'due_on as dueOn', 'reason', 'source'])
    .where('county', '=', county)
    .where('deadline_id', '=', deadline.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return { deadline, changes };
}

/**
 * The deadlines of a subject, explained for its DeadlineCards, by start.
 * The caller has checked that the actor may see the subject.
 */
export async function listDeadlines(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  county: string,
  subjectId: string,
): Promise<DeadlineExplanation[]> {
  return (await listDeadlinesOf(ctx, county, [subjectId])).map(({ explained }) => explained);
}

/** The same of several subjects, in one question. */
export async function listDeadlinesOf(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  county: string,
  subjectIds: readonly string[],
): Promise<{ readonly subjectId: string; readonly explained: DeadlineExplanation }[]> {
  const ledgers = await findDeadlines(db, county, subjectIds);
  return ledgers.map(({ subjectId, deadline, changes }) => ({
    subjectId,
    explained: explainDeadline(deadline, changes, today(clock), getDeadlineRule(deadline.ruleCode) ?? null),
  }));
}

/** The open deadline of a subject that passed. */
interface OverdueDeadline {
  readonly subjectId: string;
  readonly dueOn: LocalDate;
}

/** What of a purpose is overdue on a day in the whole county, the longest first, from `after` on. */
export function listOverdueDeadlines(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  { purpose, on, after, limit }: { purpose: string; on: LocalDate; after: OverdueDeadline | null; limit: number },
): Promise<OverdueDeadline[]> {
  let rows = db
    .withTables<DeadlineTables>()
    .selectFrom('deadlines')
    .select(['subject_id as subjectId', sql<LocalDate>`due_on`.as('dueOn')])
    .where('county', '=', actor.county)
    .where('purpose', '=', purpose)
    .where('met_on', 'is', null)
    .where('cancelled_on', 'is', null)
    .where('due_on', '<', on)
    .orderBy('due_on')
    .orderBy('subject_id')
    .limit(limit);
  if (after) rows = rows.where(sql<boolean>`(due_on, subject_id) > (${after.dueOn}::date, ${after.subjectId}::uuid)`);
  return rows.execute();
}

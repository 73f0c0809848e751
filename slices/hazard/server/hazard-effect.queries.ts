import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type RawBuilder, sql } from 'kysely';
import { inScope, type ReadCtx } from './hazard-filter.queries.ts';

/** What 双重预防运行效果 asks of an enterprise's hazards in a period. */
export interface EffectHazards {
  readonly enterpriseId: string;
  /** 应整改: limits that lapsed by the last day and were not met before the first, and what was accepted in the period. */
  readonly due: number;
  /** Those that were accepted by the end of the last day. */
  readonly accepted: number;
  /** Registered by the enterprise of its own accord. */
  readonly found: number;
  /** Major, past their limit and not accepted at the end of the last day. */
  readonly overdueMajor: number;
}

interface Period {
  readonly from: LocalDate;
  /** Included. */
  readonly to: LocalDate;
}

/** 验收通过; general hazards are closed with it. */
const ACCEPTED_AT = sql`coalesce(hazards.accepted_at, hazards.closed_at)`;

/** By enterprise, of the actor's scope; enterprises without any are absent. @param ids only these; all without it */
export async function countForEffect(ctx: ReadCtx, { from, to }: Period, ids?: readonly string[]) {
  const end = instantOf(addDays(to, 1));
  const isDue: RawBuilder<unknown> = sql`hazards.confirmed_at < ${end} and (
    (hazards.rectification_due_on <= ${to}::date and (${ACCEPTED_AT} is null or ${ACCEPTED_AT} >= ${instantOf(from)}))
    or (${ACCEPTED_AT} >= ${instantOf(from)} and ${ACCEPTED_AT} < ${end}))`;
  const isOpen = sql`(${ACCEPTED_AT} is null or ${ACCEPTED_AT} >= ${end})`;
  const left = ['dismissed_at', 'referred_at', 'shut_down_at'].map(
    (column) => sql`coalesce(${sql.ref(`hazards.${column}`)} >= ${end}, true)`,
  );
  const { rows } = await sql<EffectHazards>`
    select hazards.enterprise_id as "enterpriseId",
      count(*) filter (where ${isDue})::integer as due,
      count(*) filter (where ${isDue} and not ${isOpen})::integer as accepted,
      count(*) filter (where hazards.channel = 'selfInspection' and hazards.registered_at >= ${instantOf(from)})::integer as found,
      count(*) filter (where ${isDue} and ${isOpen} and hazards.grade = 'major' and hazards.rectification_due_on <= ${to}::date)::integer as "overdueMajor"
    from hazards
    where ${sql.join(inScope(ctx), sql` and `)} and hazards.registered_at < ${end} and ${sql.join(left, sql` and `)}
      and (${ACCEPTED_AT} is null or ${ACCEPTED_AT} >= ${instantOf(from)})
      ${ids ? sql`and hazards.enterprise_id = any(${[...ids]}::uuid[])` : sql``}
    group by 1`.execute(ctx.db);
  return rows;
}

export interface Acceptance {
  readonly hazardId: string;
  readonly enterpriseId: string;
  readonly acceptorId: string;
  readonly finderId: string;
  readonly at: Date;
}

/** Acceptances of a period; with `ofEnterprise` those at the enterprise and the others of the same people. */
export async function listAcceptances(ctx: ReadCtx, { from, to }: Period, ofEnterprise?: string) {
  const [start, end] = [instantOf(from), instantOf(addDays(to, 1))];
  const acceptor = sql`coalesce(hazards.accepted_by, hazards.closed_by)`;
  const during = sql`${ACCEPTED_AT} >= ${start} and ${ACCEPTED_AT} < ${end}`;
  let ofPeople = sql``;
  if (ofEnterprise !== undefined) {
    const { rows } = await sql<{ id: string }>`
      select distinct ${acceptor} as id from hazards
      where hazards.county = ${ctx.actor.county} and hazards.enterprise_id = ${ofEnterprise} and ${during}`.execute(
      ctx.db,
    );
    if (rows.length === 0) return [];
    ofPeople = sql`and ${acceptor} = any(${rows.map(({ id }) => id)}::uuid[])`;
  }
  // What was accepted then has been closed since or still waits for it: both stand in an index, the acceptance does not.
  const { rows } = await sql<Acceptance>`
    select hazards.id as "hazardId", hazards.enterprise_id as "enterpriseId", ${acceptor} as "acceptorId",
      hazards.registered_by as "finderId", ${ACCEPTED_AT} as at
    from hazards
    where ${sql.join(inScope(ctx), sql` and `)} and ${during} ${ofPeople}
      and (hazards.closed_at >= ${start}
        or hazards.status = 'accepted' and hazards.closed_at is null and hazards.dismissed_at is null)`.execute(ctx.db);
  return rows;
}

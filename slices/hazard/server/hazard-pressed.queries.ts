import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { sql } from 'kysely';
import type { Channel, Grade, Status } from '../domain/hazard.terms.ts';
import { IS_OPEN, inScope, type ReadCtx } from './hazard-filter.queries.ts';

/** An open hazard with what the rules of `supervision` weigh, and no more: every night they weigh all that are late. */
export interface WeighedHazard {
  readonly id: string;
  readonly status: Status;
  readonly channel: Channel;
  readonly dueOn: LocalDate | null;
  readonly returnedCount: number;
  readonly confirmedOn: LocalDate;
  readonly listedOn: LocalDate | null;
  readonly delistedOn: LocalDate | null;
}

/** What a rule, or several, may be met by. */
interface Pressing {
  readonly grade: Grade;
  readonly statuses: readonly Status[];
  /** What lapses next was due on this day or before it. */
  readonly dueTo?: LocalDate;
  readonly channels?: readonly Channel[];
  /** Sent back so often at least. */
  readonly returnedTimes?: number;
}

/** The open hazards of the actor's scope that a rule may be met by, in no order. */
export async function listWeighed(ctx: ReadCtx, pressing: Pressing): Promise<WeighedHazard[]> {
  const { grade, statuses, dueTo, channels, returnedTimes } = pressing;
  const conditions = [
    ...inScope(ctx),
    IS_OPEN,
    sql`hazards.grade = ${sql.lit(grade)}`, // as the partial index says it
    sql`hazards.status = any(${[...statuses]})`,
    ...(dueTo ? [sql`hazards.due_on <= ${dueTo}::date`] : []),
    ...(channels ? [sql`hazards.channel = any(${[...channels]})`] : []),
    ...(returnedTimes ? [sql`hazards.returned_count >= ${returnedTimes}`] : []),
  ];
  const { rows } = await sql<WeighedHazard>`
    select hazards.id, hazards.status, hazards.channel, nullif(hazards.due_on, 'infinity') as "dueOn",
      hazards.returned_count as "returnedCount", hazards.listed_on as "listedOn", hazards.delisted_on as "delistedOn",
      (coalesce(hazards.confirmed_at, hazards.registered_at) at time zone 'Asia/Shanghai')::date as "confirmedOn"
    from hazards where ${sql.join(conditions, sql` and `)}`.execute(ctx.db);
  return rows;
}

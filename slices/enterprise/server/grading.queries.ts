import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { type Generated, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { SupervisionGrade } from '../domain/enterprise.contract.ts';
import type * as contracts from '../domain/grading.contract.ts';
import type { GradePoint, GradePolicy, Grading } from '../domain/grading.contract.ts';
import type { GradeFacts } from '../domain/grading.rules.ts';
import { type EnterpriseTables, json } from './enterprise.tables.ts';
import { inScope } from './enterprise-filter.queries.ts';

type GradingTables = EnterpriseTables & {
  enterprise_gradings: {
    county: string;
    id: string;
    enterprise_id: string;
    division: string;
    industry: string;
    base: number;
    score: number;
    proposed: SupervisionGrade;
    points: unknown;
    policy_version: number;
    computed_at: Date;
    state: Generated<Grading['state']>;
    grade: SupervisionGrade | null;
    decided_at: Date | null;
    decided_by: string | null;
    decided_by_name: string | null;
    reason: Generated<string>;
    appeal_due_on: string | null;
    appealed_at: Date | null;
    appealed_by_name: string | null;
    appeal: Generated<string>;
    settled_at: Date | null;
    settled_by: string | null;
    settled_by_name: string | null;
    settlement: Generated<string>;
    version: Generated<number>;
  };
  enterprise_grade_policies: {
    county: string;
    version: number;
    policy: unknown;
    source: string;
    set_at: Date;
    set_by: string;
    set_by_name: string;
  };
};

const tables = (db: Db) => db.withTables<GradingTables>();
type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

const joined = (ctx: ReadCtx) =>
  tables(ctx.db)
    .selectFrom('enterprise_gradings as g')
    .innerJoin('enterprises', (on) =>
      on.onRef('enterprises.county', '=', 'g.county').onRef('enterprises.id', '=', 'g.enterprise_id'),
    )
    .where('g.county', '=', ctx.actor.county)
    .where(inScope(ctx));

const shown = [
  'g.id',
  'g.enterprise_id as enterpriseId',
  'enterprises.name as enterpriseName',
  'enterprises.division',
  'enterprises.industry',
  'enterprises.supervision_grade as currentGrade',
  'g.base',
  'g.score',
  'g.proposed',
  'g.points',
  'g.policy_version as policyVersion',
  'g.computed_at as computedAt',
  'g.state',
  'g.grade',
  'g.decided_at as decidedAt',
  'g.decided_by as decidedBy',
  'g.decided_by_name as decidedByName',
  'g.reason',
  'g.appeal_due_on as appealDueOn',
  'g.appealed_at as appealedAt',
  'g.appealed_by_name as appealedByName',
  'g.appeal',
  'g.settled_at as settledAt',
  'g.settled_by_name as settledByName',
  'g.settlement',
  'g.version',
] as const;

type Filter = z.output<typeof contracts.countGradings.query>;

function filtered(ctx: ReadCtx, { state, proposed, division, industry }: Filter) {
  let query = joined(ctx).where('g.state', '=', state).where('enterprises.merged_into', 'is', null);
  if (proposed) query = query.where('g.proposed', '=', proposed);
  if (industry) query = query.where('enterprises.industry', '=', industry);
  if (division) {
    const { from, to } = divisionRange(division);
    query = query.where('enterprises.division', '>=', from).where('enterprises.division', '<', to);
  }
  return query;
}

export async function listGradings(ctx: ReadCtx, query: z.output<typeof contracts.listGradings.query>) {
  const { cursor, limit, ...filter } = query;
  let rows = filtered(ctx, filter)
    .select(shown)
    .select(sql<string>`g.computed_at::text`.as('key'))
    .orderBy('g.computed_at', 'desc')
    .orderBy('g.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    rows = rows.where(sql<SqlBool>`(g.computed_at, g.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, ({ key, id }) => [key, id]);
}

export function countGradings(ctx: ReadCtx, filter: Filter) {
  return countUpTo(ctx.db, filtered(ctx, filter).select('g.id'));
}

export function findGrading(ctx: ReadCtx, id: string) {
  return joined(ctx).select(shown).where('g.id', '=', id).executeTakeFirst();
}
export type GradingRow = NonNullable<Awaited<ReturnType<typeof findGrading>>>;

export function lockGrading(tx: TxCtx, id: string) {
  return joined(tx).select(shown).where('g.id', '=', id).forUpdate().executeTakeFirst();
}

export function listGradingsOf(ctx: ReadCtx, enterpriseId: string) {
  return joined(ctx)
    .select(shown)
    .where('g.enterprise_id', '=', enterpriseId)
    .orderBy('g.computed_at', 'desc')
    .limit(20)
    .execute();
}

/** The ids of the proposals that wait, of some files. */
export async function listProposed(ctx: ReadCtx, enterpriseIds: readonly string[]) {
  return tables(ctx.db)
    .selectFrom('enterprise_gradings')
    .select(['id', 'enterprise_id as enterpriseId', 'score', 'proposed', 'points', 'policy_version as policyVersion'])
    .where('county', '=', ctx.actor.county)
    .where('state', '=', 'proposed')
    .where(sql<SqlBool>`enterprise_id = any(${[...enterpriseIds]}::uuid[])`)
    .execute();
}

interface NewGrading {
  readonly id: string;
  readonly enterpriseId: string;
  readonly division: string;
  readonly industry: string;
  readonly base: number;
  readonly score: number;
  readonly proposed: SupervisionGrade;
  readonly points: readonly GradePoint[];
  readonly policyVersion: number;
}

/** A proposal takes the place of the one that waits. */
export async function replaceProposals(tx: TxCtx, gone: readonly string[], rows: readonly NewGrading[]): Promise<void> {
  if (gone.length > 0) {
    await tables(tx.db)
      .deleteFrom('enterprise_gradings')
      .where('county', '=', tx.actor.county)
      .where('state', '=', 'proposed')
      .where(sql<SqlBool>`id = any(${[...gone]}::uuid[])`)
      .execute();
  }
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    county: tx.actor.county,
    id: row.id,
    enterprise_id: row.enterpriseId,
    division: row.division,
    industry: row.industry,
    base: row.base,
    score: row.score,
    proposed: row.proposed,
    points: json(row.points),
    policy_version: row.policyVersion,
    computed_at: tx.clock.now(),
    grade: null,
    decided_at: null,
    decided_by: null,
    decided_by_name: null,
    appeal_due_on: null,
    appealed_at: null,
    appealed_by_name: null,
    settled_at: null,
    settled_by: null,
    settled_by_name: null,
  }));
  // Computed twice at once it is one proposal: both saw the same facts.
  await tables(tx.db)
    .insertInto('enterprise_gradings')
    .values(values)
    .onConflict((c) => c.columns(['county', 'enterprise_id']).where(sql<SqlBool>`state = 'proposed'`).doNothing())
    .execute();
}

type GradingUpdate = Partial<
  Omit<
    GradingTables['enterprise_gradings'],
    'county' | 'id' | 'points' | 'state' | 'reason' | 'appeal' | 'settlement' | 'version'
  >
> & {
  readonly state: Grading['state'];
  readonly reason?: string;
  readonly appeal?: string;
  readonly settlement?: string;
};

export async function updateGrading(
  tx: TxCtx,
  { id, version }: Pick<GradingRow, 'id' | 'version'>,
  set: GradingUpdate,
): Promise<void> {
  await tables(tx.db)
    .updateTable('enterprise_gradings')
    .set({ ...set, version: version + 1 })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** Facts of files but for their hazards, a batch in the order of ids after `after`, or of given ids. */
export async function listGradeFacts(
  ctx: ReadCtx,
  on: LocalDate,
  which: { readonly after: string; readonly limit: number } | { readonly ids: readonly string[] },
): Promise<
  (Omit<GradeFacts, 'openMajor' | 'overdue'> & {
    id: string;
    division: string;
    industry: string;
    grade: SupervisionGrade | null;
  })[]
> {
  const picked = 'ids' in which ? sql`e.id = any(${[...which.ids]}::uuid[])` : sql`e.id > ${which.after}::uuid`;
  const limit = 'ids' in which ? sql`` : sql`limit ${which.limit}`;
  const since = addDays(on, -365);
  const { rows } = await sql<Awaited<ReturnType<typeof listGradeFacts>>[number]>`
    select e.id, e.division, e.industry, e.supervision_grade as grade, e.high_risk as "highRisk",
      e.standard_level as "standardLevel", e.standard_until as "standardUntil", e.insured_until as "insuredUntil",
      e.licence_until as "licenceUntil", e.listed_until as "listedUntil", e.safety_manager_name as "safetyManagerName",
      coalesce(a.fatal, 0)::int as "fatalAccidents", coalesce(a.injury, 0)::int as "injuryAccidents"
    from enterprises e
    left join lateral (
      select count(*) filter (where (p.details->>'deaths')::int > 0) as fatal,
        count(*) filter (where (p.details->>'deaths')::int = 0 and (p.details->>'injured')::int > 0) as injury
      from enterprise_papers p
      where p.county = e.county and p.enterprise_id = e.id and p.kind = 'accident' and p.ended_on is null
        and p.starts_on > ${since}::date
    ) a on true
    where e.county = ${ctx.actor.county} and e.merged_into is null and e.status <> 'closed' and ${picked}
    order by e.id ${limit}`.execute(ctx.db);
  return rows;
}

export async function findPolicy(ctx: ReadCtx) {
  const row = await tables(ctx.db)
    .selectFrom('enterprise_grade_policies')
    .selectAll()
    .where('county', '=', ctx.actor.county)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, policy: row.policy as GradePolicy };
}

export async function insertPolicy(tx: TxCtx, version: number, policy: GradePolicy, source: string): Promise<void> {
  await tables(tx.db)
    .insertInto('enterprise_grade_policies')
    .values({
      county: tx.actor.county,
      version,
      policy: json(policy),
      source,
      set_at: tx.clock.now(),
      set_by: tx.actor.userId,
      set_by_name: tx.actor.name,
    })
    .execute();
}

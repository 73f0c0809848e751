import { addDays, instantOf, today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Group, PaperFilter } from '../domain/supervision.contract.ts';
import { ANSWERED, RUNNING } from '../domain/supervision.terms.ts';

type Condition = RawBuilder<SqlBool>;

const running = sql<SqlBool>`supervision_papers.status = any(${[...RUNNING]})`;

/** The receipt of the actor's own enterprise or body. */
function addressed({ actor }: Pick<Ctx, 'actor'>, more: RawBuilder<unknown> = sql`true`): Condition {
  const party = actor.scope.enterpriseId ?? actor.bodyId;
  if (party === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from supervision_receipts r where r.county = supervision_papers.county
    and r.paper_id = supervision_papers.id and r.party_id = ${party}::uuid and ${more})`;
}

/** Those that the actor may approve: never one's own; of another office only for a leader. See `incompetence`. */
function approvable({ actor: { userId, role, bodyId, permissions } }: Pick<Ctx, 'actor'>): Condition {
  if (!permissions.has('supervision:approve')) return sql<SqlBool>`false`;
  const others = sql`supervision_papers.drafted_by <> ${userId}::uuid`;
  if (role === 'leader') return sql<SqlBool>`${others}`;
  return sql<SqlBool>`(${others} and supervision_papers.issuer_body_id = ${bodyId}::uuid)`;
}

/**
 * Which papers exist for the actor. An enterprise sees what was issued to it, never what is written about it to others.
 * A body sees what it issues, what was issued to it, and what was issued about the hazards of its scope; a proposal of
 * accountability only when it goes to it. Leaders, who approve, see the drafts too.
 */
export function visible(ctx: Pick<Ctx, 'actor'>): Condition {
  const { scope, bodyId, county, role } = ctx.actor;
  const ofCounty = sql`supervision_papers.county = ${county}`;
  const issued = sql`supervision_papers.issued_at is not null`;
  if (scope.enterpriseId !== null) return sql<SqlBool>`(${ofCounty} and ${issued} and ${addressed(ctx)})`;
  if (role === 'leader') return sql<SqlBool>`(${ofCounty})`;
  const inScope = whereInScope(scope, {
    county: 'supervision_papers.county',
    division: 'supervision_papers.division',
    industry: 'supervision_papers.industry',
  });
  return sql<SqlBool>`(${ofCounty} and (supervision_papers.issuer_body_id = ${bodyId}::uuid or (${issued} and (
    ${addressed(ctx)} or (supervision_papers.kind <> 'accountabilityProposal' and ${inScope})))))`;
}

/** The whole condition of a list: what exists for the actor, tab, filter. */
export function conditionsOf(ctx: Pick<Ctx, 'actor' | 'clock'>, filter: PaperFilter): Condition {
  const { q, kind, level, issuerBodyId, subjectId, enterpriseId, issuedFrom, issuedTo } = filter;
  const all: Condition[] = [visible(ctx), ...inGroup(ctx, filter.group)];
  if (kind) all.push(sql`supervision_papers.kind = any(${[...kind]})`);
  if (level) all.push(sql`supervision_papers.level = ${level}`);
  if (issuerBodyId) all.push(sql`supervision_papers.issuer_body_id = ${issuerBodyId}::uuid`);
  if (subjectId) all.push(sql`supervision_papers.subject_id = ${subjectId}::uuid`);
  if (enterpriseId) all.push(sql`supervision_papers.enterprise_id = ${enterpriseId}::uuid`);
  if (issuedFrom) all.push(sql`supervision_papers.issued_at >= ${instantOf(issuedFrom)}`);
  if (issuedTo) all.push(sql`supervision_papers.issued_at < ${instantOf(addDays(issuedTo, 1))}`);
  if (q) all.push(matchesSearch('supervision_papers.search', q));
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

function inGroup(ctx: Pick<Ctx, 'actor' | 'clock'>, group: Group): Condition[] {
  switch (group) {
    case 'all':
      return [];
    case 'inbox': {
      // A signature from everybody addressed, a reply from those mainly addressed of papers that ask for one.
      const owed = sql`(r.acknowledged_at is null or (r.role = 'main' and r.replied_at is null
        and supervision_papers.kind = any(${ANSWERED})))`;
      return [running, addressed(ctx, owed)];
    }
    case 'toApprove':
      return [sql`supervision_papers.status = 'submitted'`, approvable(ctx)];
    case 'drafts':
      return [sql`supervision_papers.status in ('draft', 'submitted', 'approved')`];
    case 'running':
      return [running];
    case 'overdue': {
      const owing = sql`exists (select from supervision_receipts r where r.county = supervision_papers.county
        and r.paper_id = supervision_papers.id and r.role = 'main' and r.replied_at is null)`;
      return [
        running,
        sql`supervision_papers.kind = any(${ANSWERED})`,
        sql`supervision_papers.reply_due_on < ${today(ctx.clock)}::date`,
        sql<SqlBool>`${owing}`,
      ];
    }
    case 'listed':
      return [running, sql`supervision_papers.kind = 'listedSupervision'`];
    case 'closed':
    case 'withdrawn':
      return [sql`supervision_papers.status = ${group}`];
  }
}

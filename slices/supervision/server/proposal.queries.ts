import { newId } from '@zhiben/platform/domain/ids.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { sql } from 'kysely';
import type { ProposalFilter } from '../domain/proposal.contract.ts';
import type { PaperKind } from '../domain/supervision.terms.ts';
import { type ReadCtx, tables } from './supervision.tables.ts';

/** A rule that is met today, and by what. */
export interface Met {
  readonly ruleCode: string;
  readonly paperKind: PaperKind;
  readonly subjectKind: 'hazard' | 'task';
  readonly subjectId: string;
  readonly ground: string;
  readonly sinceOn: string;
  readonly dueName: string | null;
  readonly source: string;
  /** Kinds of papers which, issued since, make the proposal idle. */
  readonly blockedBy: readonly PaperKind[];
}

/** What a proposal says of what it is about, as it was when it was made. */
export interface Named {
  readonly subjectNumber: string;
  readonly subjectName: string;
  readonly partyName: string;
  readonly division: string;
  readonly industry: string;
  readonly enterpriseId: string | null;
}

/** Of what is met: what is not idle by a paper, and of this what was never proposed on its ground. */
export async function weighMet(tx: TxCtx, met: readonly Met[]): Promise<{ standing: Met[]; unproposed: Met[] }> {
  const { county } = tx.actor;
  const { rows } = await sql<{ place: number; proposed: boolean }>`
    select m.place::int as place, exists (select from supervision_proposals p where p.county = ${county}
      and p.subject_id = m.subject_id and p.rule_code = m.rule_code and p.ground = m.ground) as proposed
    from unnest(${met.map((m) => m.ruleCode)}::text[], ${met.map((m) => m.subjectId)}::uuid[],
      ${met.map((m) => m.ground)}::text[], ${met.map((m) => m.sinceOn)}::date[],
      ${met.map((m) => m.blockedBy.join(','))}::text[])
      with ordinality as m (rule_code, subject_id, ground, since_on, blocked_by, place)
    where not exists (select from supervision_papers p where p.county = ${county} and p.subject_id = m.subject_id
        and p.kind = any(string_to_array(m.blocked_by, ',')) and p.status <> 'withdrawn'
        and p.drafted_at >= m.since_on::timestamp at time zone 'Asia/Shanghai')`.execute(tx.db);
  const at = (places: typeof rows) => places.flatMap(({ place }) => met[place - 1] ?? []);
  return { standing: at(rows), unproposed: at(rows.filter(({ proposed }) => !proposed)) };
}

/** Enters proposals in one statement; one that somebody else entered meanwhile stays. @returns how many */
export async function insertProposals(tx: TxCtx, proposed: readonly (Met & Named)[]): Promise<number> {
  const of = <T>(pick: (one: Met & Named) => T) => proposed.map(pick);
  const { county } = tx.actor;
  const { rows } = await sql<{ count: number }>`
    with entered as (
      insert into supervision_proposals (county, id, rule_code, paper_kind, subject_kind, subject_id, subject_number,
        subject_name, party_name, division, industry, enterprise_id, ground, since_on, due_name, source, proposed_at)
      select ${county}, m.id, m.rule_code, m.paper_kind, m.subject_kind, m.subject_id, m.subject_number,
        m.subject_name, m.party_name, m.division, m.industry, m.enterprise_id, m.ground, m.since_on, m.due_name, m.source,
        ${tx.clock.now()}
      from unnest(${of(() => newId())}::uuid[], ${of((m) => m.ruleCode)}::text[], ${of((m) => m.paperKind)}::text[],
        ${of((m) => m.subjectKind)}::text[], ${of((m) => m.subjectId)}::uuid[], ${of((m) => m.subjectNumber)}::text[],
        ${of((m) => m.subjectName)}::text[], ${of((m) => m.partyName)}::text[], ${of((m) => m.division)}::text[],
        ${of((m) => m.industry)}::text[], ${of((m) => m.enterpriseId)}::uuid[], ${of((m) => m.ground)}::text[],
        ${of((m) => m.sinceOn)}::date[], ${of((m) => m.dueName)}::text[], ${of((m) => m.source)}::text[])
        as m (id, rule_code, paper_kind, subject_kind, subject_id, subject_number, subject_name, party_name, division,
          industry, enterprise_id, ground, since_on, due_name, source)
      on conflict (county, subject_id, rule_code, ground) do nothing
      returning 1)
    select count(*)::int as count from entered`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

/** Lets every open proposal lapse that no longer stands, in one statement. @returns how many */
export async function lapseOthers(tx: TxCtx, met: readonly Met[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with met as materialized (
      select * from unnest(${met.map((m) => m.subjectId)}::uuid[], ${met.map((m) => m.ruleCode)}::text[],
        ${met.map((m) => m.ground)}::text[]) as m (subject_id, rule_code, ground)
    ), lapsed as (
      update supervision_proposals p set status = 'lapsed', settled_at = ${tx.clock.now()},
        settled_reason = '已不符合触发条件，或已采取这项或更强的措施'
      where p.county = ${tx.actor.county} and p.status = 'open' and not exists (
        select from met where met.subject_id = p.subject_id and met.rule_code = p.rule_code and met.ground = p.ground)
      returning 1)
    select count(*)::int as count from lapsed`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

const inScope = (ctx: ReadCtx) =>
  whereInScope(ctx.actor.scope, {
    county: 'supervision_proposals.county',
    division: 'supervision_proposals.division',
    industry: 'supervision_proposals.industry',
  });

const columns = [
  'supervision_proposals.id',
  'supervision_proposals.rule_code as ruleCode',
  'supervision_proposals.paper_kind as paperKind',
  'supervision_proposals.subject_kind as subjectKind',
  'supervision_proposals.subject_id as subjectId',
  'supervision_proposals.subject_number as subjectNumber',
  'supervision_proposals.subject_name as subjectName',
  'supervision_proposals.party_name as partyName',
  'supervision_proposals.division',
  'supervision_proposals.industry',
  'supervision_proposals.enterprise_id as enterpriseId',
  'supervision_proposals.ground',
  'supervision_proposals.since_on as sinceOn',
  'supervision_proposals.due_name as dueName',
  'supervision_proposals.source',
  'supervision_proposals.status',
  'supervision_proposals.proposed_at as proposedAt',
  'supervision_proposals.settled_at as settledAt',
  'supervision_proposals.settled_by_name as settledByName',
  'supervision_proposals.settled_reason as settledReason',
  'supervision_proposals.paper_id as paperId',
] as const;

function selectProposals(ctx: ReadCtx, db = ctx.db) {
  return tables(db).selectFrom('supervision_proposals').select(columns).where(inScope(ctx));
}

export type Proposal = Awaited<ReturnType<typeof findProposal>> & object;

function filtered(ctx: ReadCtx, { status, kind, division, q }: ProposalFilter) {
  let query = selectProposals(ctx).where('supervision_proposals.status', '=', status);
  if (kind) query = query.where('supervision_proposals.paper_kind', '=', sql<PaperKind>`any(${[...kind]})`);
  if (division) {
    const { from, to } = divisionRange(division);
    query = query.where('supervision_proposals.division', '>=', from).where('supervision_proposals.division', '<', to);
  }
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(
      sql<boolean>`(supervision_proposals.subject_number like ${like} or supervision_proposals.subject_name like ${like}
        or supervision_proposals.party_name like ${like})`,
    );
  }
  return query;
}

/** Open ones by how long their ground holds; settled ones newest first. */
export async function listProposals(ctx: ReadCtx, query: ProposalFilter & { cursor?: string; limit: number }) {
  const { cursor, limit, ...filter } = query;
  const isOpen = filter.status === 'open';
  let rows = filtered(ctx, filter).limit(limit + 1);
  if (isOpen) {
    rows = rows.orderBy('supervision_proposals.since_on').orderBy('supervision_proposals.id');
  } else {
    rows = rows.orderBy('supervision_proposals.settled_at', 'desc').orderBy('supervision_proposals.id', 'desc');
  }
  if (cursor) {
    const [at, id] = decodeCursor(cursor, [isOpen ? 'day' : 'instant', 'id']);
    rows = rows.where(
      isOpen
        ? sql<boolean>`(supervision_proposals.since_on, supervision_proposals.id) > (${at}::date, ${id}::uuid)`
        : sql<boolean>`(supervision_proposals.settled_at, supervision_proposals.id) < (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  return toPage(await rows.execute(), limit, (row) => [
    isOpen ? row.sinceOn : (row.settledAt?.toISOString() ?? null),
    row.id,
  ]);
}

export function countProposals(ctx: ReadCtx, filter: ProposalFilter) {
  return countUpTo(ctx.db, filtered(ctx, filter));
}

export function findProposal(ctx: ReadCtx, id: string) {
  return selectProposals(ctx).where('supervision_proposals.id', '=', id).executeTakeFirst();
}

/** As `findProposal`, locked against other writers until the transaction ends. */
export function lockProposal(tx: TxCtx, id: string) {
  return selectProposals(tx).where('supervision_proposals.id', '=', id).forUpdate().executeTakeFirst();
}

/** What was proposed for a subject, newest first. */
export function listProposalsFor(ctx: ReadCtx, subjectId: string) {
  return selectProposals(ctx, plannedOnce(ctx.db))
    .where('supervision_proposals.subject_id', '=', subjectId)
    .orderBy('supervision_proposals.proposed_at', 'desc')
    .execute();
}

export async function settleProposal(
  tx: TxCtx,
  id: string,
  set: { status: 'accepted'; paperId: string } | { status: 'dismissed'; reason: string },
): Promise<void> {
  const { county, userId, name } = tx.actor;
  await tables(tx.db)
    .updateTable('supervision_proposals')
    .set({
      status: set.status,
      settled_at: tx.clock.now(),
      settled_by: userId,
      settled_by_name: name,
      settled_reason: set.status === 'dismissed' ? set.reason : null,
      paper_id: set.status === 'accepted' ? set.paperId : null,
    })
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
}

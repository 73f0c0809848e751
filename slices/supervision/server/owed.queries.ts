import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { listOverdueDeadlines } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import { sql } from 'kysely';
import type { Paper, Receipt } from '../domain/paper.state.ts';
import { ANSWERED, type PaperDue, RUNNING } from '../domain/supervision.terms.ts';
import { type ReadCtx, tables } from './supervision.tables.ts';

/** What a main addressee owes and whose limit passed. */
export interface Owed {
  readonly what: 'reply' | 'progress';
  readonly dueOn: LocalDate;
  readonly receiptId: string;
  readonly partyKind: Receipt['partyKind'];
  readonly partyId: string | null;
  readonly partyName: string;
  readonly paperId: string;
  readonly kind: Paper['kind'];
  readonly number: string;
  readonly title: string;
  readonly issuerBodyId: string;
  readonly division: string;
  readonly industry: string;
  readonly enterpriseId: string | null;
}

/** Where a page ends: nothing when it was the last. */
export interface OwedPage {
  readonly rows: readonly Owed[];
  readonly after: { readonly dueOn: LocalDate; readonly receiptId: string } | null;
}

type PageOf = { after: OwedPage['after']; limit: number };

/** Receipts of main addressees of running papers, whoever asks. */
function selectOwing(ctx: ReadCtx) {
  return tables(ctx.db)
    .selectFrom('supervision_papers as p')
    .innerJoin('supervision_receipts as r', (join) =>
      join.onRef('r.county', '=', 'p.county').onRef('r.paper_id', '=', 'p.id'),
    )
    .select(['r.id as receiptId', 'r.party_kind as partyKind', 'r.party_id as partyId', 'r.party_name as partyName'])
    .select(['p.id as paperId', 'p.kind', sql<string>`p.number`.as('number'), 'p.title'])
    .select(['p.issuer_body_id as issuerBodyId', 'p.division', 'p.industry', 'p.enterprise_id as enterpriseId'])
    .where('p.county', '=', ctx.actor.county)
    .where('p.status', 'in', [...RUNNING])
    .where('r.role', '=', 'main');
}

/** Overdue replies of the whole county, the longest overdue first. */
export async function listOverdueReplies(ctx: ReadCtx, on: LocalDate, { after, limit }: PageOf): Promise<OwedPage> {
  let replies = selectOwing(ctx)
    .select(sql<LocalDate>`p.reply_due_on`.as('dueOn'))
    .where('p.kind', 'in', [...ANSWERED])
    .where('p.reply_due_on', '<', on)
    .where('r.replied_at', 'is', null)
    .orderBy('p.reply_due_on')
    .orderBy('r.id')
    .limit(limit);
  if (after) {
    replies = replies.where(sql<boolean>`(p.reply_due_on, r.id) > (${after.dueOn}::date, ${after.receiptId}::uuid)`);
  }
  const rows = await replies.execute();
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { rows: rows.map((row) => ({ ...row, what: 'reply' as const })), after: last ?? null };
}

/** Reports of progress under a plate that did not come in time, the longest overdue first. */
export async function listOverdueReports(ctx: ReadCtx, on: LocalDate, { after, limit }: PageOf): Promise<OwedPage> {
  const due = await listOverdueDeadlines(ctx, {
    purpose: 'supervision:progress' satisfies PaperDue,
    on,
    after: after && { dueOn: after.dueOn, subjectId: after.receiptId },
    limit,
  });
  if (due.length === 0) return { rows: [], after: null };
  const days = new Map(due.map(({ subjectId, dueOn }) => [subjectId, dueOn]));
  const rows = await selectOwing(ctx)
    .where('r.id', 'in', [...days.keys()])
    .execute();
  const last = due.length === limit ? due.at(-1) : undefined;
  return {
    rows: rows.map((row) => ({ ...row, what: 'progress' as const, dueOn: days.get(row.receiptId) ?? on })),
    after: last ? { dueOn: last.dueOn, receiptId: last.subjectId } : null,
  };
}

import { listFacts } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import type { ListingLevel, PaperKind, Status } from '../domain/supervision.terms.ts';
import { visible } from './paper-filter.queries.ts';
import { type ReadCtx, tables } from './supervision.tables.ts';

/** An issued paper about something, with the people whose names its forms ask for. Instants are ISO texts. */
export interface PaperAbout {
  readonly id: string;
  readonly subjectId: string;
  readonly kind: PaperKind;
  readonly status: Status;
  readonly level: ListingLevel | null;
  readonly number: string;
  readonly issuerName: string;
  readonly basis: string;
  readonly progressMonths: number | null;
  readonly draftedBy: string | null;
  readonly draftedAt: string;
  /** 签发人: who approved it, or issued it where no approval was asked for. */
  readonly signedBy: string | null;
  readonly issuedAt: string;
  /** Who handed it over; null where it was signed for on a screen. */
  readonly deliveredBy: string | null;
  /** Who signed for the enterprise. */
  readonly signer: string | null;
  readonly acknowledgedAt: string | null;
  readonly delistingNumber: string | null;
  readonly delistedBy: string | null;
  readonly closedAt: string | null;
  readonly publishedAt: string | null;
}

const NAMED = ['draft', 'approve', 'issue', 'deliver', 'delist'].map((kind) => `supervision:${kind}`);

/** The papers about many hazards, tasks … at once that were issued and not withdrawn, oldest first. */
export async function listPapersAbout(
  ctx: ReadCtx & Pick<Ctx, 'actor'>,
  subjectIds: readonly string[],
): Promise<PaperAbout[]> {
  if (subjectIds.length === 0) return [];
  const rows = await tables(ctx.db)
    .selectFrom('supervision_papers')
    .leftJoin('supervision_receipts', (join) =>
      join
        .onRef('supervision_receipts.county', '=', 'supervision_papers.county')
        .onRef('supervision_receipts.paper_id', '=', 'supervision_papers.id')
        .onRef('supervision_receipts.party_id', '=', 'supervision_papers.enterprise_id')
        .on('supervision_receipts.role', '=', 'main'),
    )
    .select([
      'supervision_papers.id',
      'supervision_papers.subject_id as subjectId',
      'supervision_papers.kind',
      'supervision_papers.status',
      'supervision_papers.level',
      sql<string>`coalesce(supervision_papers.number, '')`.as('number'),
      'supervision_papers.issuer_name as issuerName',
      'supervision_papers.basis',
      'supervision_papers.progress_months as progressMonths',
      'supervision_papers.drafted_at as draftedAt',
      'supervision_papers.issued_at as issuedAt',
      'supervision_papers.delisting_number as delistingNumber',
      'supervision_papers.closed_at as closedAt',
      'supervision_papers.published_at as publishedAt',
      'supervision_receipts.signer',
      'supervision_receipts.acknowledged_at as acknowledgedAt',
    ])
    .where(visible(ctx))
    .where('supervision_papers.subject_id', 'in', subjectIds)
    .where('supervision_papers.issued_at', 'is not', null)
    .where('supervision_papers.withdrawn_at', 'is', null)
    .orderBy('supervision_papers.issued_at')
    .orderBy('supervision_papers.id')
    .execute();
  const facts = await listFacts(
    ctx.db,
    ctx.actor.county,
    rows.map(({ id }) => id),
    NAMED,
  );
  return rows.map((row) => {
    const named = (kind: string) => facts.get(row.id)?.findLast(({ action }) => action === `supervision:${kind}`);
    const who = (kind: string) => named(kind)?.actor.name ?? null;
    return {
      ...row,
      draftedAt: row.draftedAt.toISOString(),
      issuedAt: (row.issuedAt as Date).toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
      draftedBy: who('draft'),
      signedBy: who('approve') ?? who('issue'),
      deliveredBy: who('deliver'),
      delistedBy: who('delist'),
    };
  });
}

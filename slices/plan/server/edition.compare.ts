import { appError } from '@zhiben/platform/domain/errors.ts';
import { layDownPlan } from '../domain/adoption.rules.ts';
import { type ClauseChange, compareEditions, countChanges } from '../domain/edition.rules.ts';
import { lineageError } from '../domain/lineage.terms.ts';
import { planError } from '../domain/plan.terms.ts';
import type { ReadDuty, Reading } from '../domain/reading.contract.ts';
import { listClauses, listObligations } from './clause.queries.ts';
import { correctedReading } from './correction.actions.ts';
import { findPlan } from './document.queries.ts';
import { findEdition } from './edition.queries.ts';
import type { ReadCtx } from './plan.tables.ts';

type Clause = Awaited<ReturnType<typeof listClauses>>[number];
type Unit = ReturnType<typeof layDownPlan>['units'][number];

export interface OldClause extends Clause {
  readonly text: string;
}
export interface NewClause extends Unit {
  readonly text: string;
}
export type Change = ClauseChange<OldClause, NewClause>;

/** A campaign beside another document. @throws app/not-found, plan/already-adopted, lineage/same-edition */
export async function compareWithEdition(ctx: ReadCtx, campaignId: string, documentId: string, { lock = false } = {}) {
  const campaign = await findEdition(ctx, campaignId, { lock });
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  const document = await findPlan(ctx, documentId);
  if (!document) throw appError('not-found', { what: '这份方案' });
  if (document.campaignId === campaignId) throw lineageError('same-edition', { title: document.title });
  if (document.campaignId !== null) throw planError('already-adopted', { name: document.campaignName ?? '' });
  const reading = await correctedReading(ctx, document);
  return { campaign, document, ...(await compareClauses(ctx, campaign, { reading, text: document.text })) };
}

/**
 * The clauses of a campaign beside those of another text. Work is compared with work and headings with headings, so
 * that a task never becomes a heading.
 */
export async function compareClauses<Duty extends ReadDuty>(
  ctx: ReadCtx,
  campaign: { readonly id: string; readonly documentId: string },
  to: { readonly reading: Reading & { readonly obligations: readonly Duty[] }; readonly text: string },
) {
  const present = await findPlan(ctx, campaign.documentId);
  if (!present) throw new Error('a campaign has no document');

  const clauses = await listClauses(ctx, campaign.id);
  const before = clauses.map((clause): OldClause => {
    const inner = clauses.filter((other) => other.parentId === clause.id).map((other) => other.start);
    return { ...clause, text: present.text.slice(clause.start, Math.min(clause.end, ...inner)) };
  });
  const { units, duties } = layDownPlan(to.reading, to.text);
  const after = units.map((unit): NewClause => {
    const inner = units.filter((other) => other.parentKey === unit.key).map((other) => other.span.start);
    return { ...unit, text: to.text.slice(unit.span.start, Math.min(unit.span.end, ...inner)) };
  });
  const work = compareEditions(
    before.filter((clause) => clause.taskId !== null),
    after.filter((unit) => unit.isWork),
  );
  const headings = compareEditions(
    before.filter((clause) => clause.taskId === null),
    after.filter((unit) => !unit.isWork),
  );
  const obligations = await listObligations(ctx, { campaignId: campaign.id });
  return { work, headings, counts: countChanges(work), duties, obligations };
}

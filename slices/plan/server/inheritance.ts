import { appError } from '@zhiben/platform/domain/errors.ts';
import { coverageOf, inheritClauses } from '../domain/inheritance.rules.ts';
import type { Coverage, InheritedClause, Lineage } from '../domain/lineage.contract.ts';
import { canLinkPlan } from '../domain/plan.policy.ts';
import { type PlanClause, planClauses } from '../domain/plan-clauses.ts';
import { correctedReading } from './correction.actions.ts';
import { findPlan } from './document.queries.ts';
import { findLineage, listAncestors, listChildren, listLinks, listStartsOfBody } from './lineage.queries.ts';
import type { ReadCtx } from './plan.tables.ts';

/** @throws app/not-found */
export async function requireLineage(ctx: ReadCtx, documentId: string) {
  const lineage = await findLineage(ctx, documentId);
  if (!lineage) throw appError('not-found', { what: '这份方案' });
  return lineage;
}

/** The clauses of a document and where each begins. */
export async function readClauses(ctx: ReadCtx, documentId: string): Promise<PlanClause[]> {
  const document = await findPlan(ctx, documentId);
  if (!document) throw appError('not-found', { what: '这份方案' });
  return planClauses(await correctedReading(ctx, document), document.text);
}

interface Inheritance {
  readonly rows: readonly InheritedClause[];
  readonly coverage: Coverage;
}

interface Child {
  readonly id: string;
  readonly parentId: string;
  readonly bodyId: string | null;
  /** Its clauses and its parent's. */
  readonly below: readonly PlanClause[];
  readonly above: readonly PlanClause[];
  readonly propose: boolean;
}

/** How a plan carries out the one above it. A body's own plan owes only the clauses in which the body has a part. */
async function inheritanceOf(ctx: ReadCtx, child: Child): Promise<Inheritance> {
  const { id, parentId, bodyId, below, above, propose } = child;
  const links = await listLinks(ctx, id, parentId);
  const starts = bodyId === null ? null : await listStartsOfBody(ctx, parentId, bodyId);
  const owed = starts && new Set(above.filter((clause) => starts.includes(clause.start)).map((clause) => clause.key));
  const rows = inheritClauses({ above, below, links, owed, propose });
  return { rows, coverage: coverageOf(rows, owed) };
}

/** Level, parent, what stands above and below, and how far each carries out the next. @throws app/not-found */
export async function presentLineage(ctx: ReadCtx, documentId: string): Promise<Lineage> {
  const { id, title, level, parentId, bodyId, version } = await requireLineage(ctx, documentId);
  const ancestors = await listAncestors(ctx, documentId);
  const [parent = null] = ancestors;
  const own = await readClauses(ctx, documentId);
  const coverageWith = async (of: Omit<Child, 'propose'>) =>
    (await inheritanceOf(ctx, { ...of, propose: false })).coverage;
  const children: Lineage['children'] = [];
  for (const child of await listChildren(ctx, documentId)) {
    const below = await readClauses(ctx, child.id);
    const coverage = await coverageWith({ id: child.id, parentId: id, bodyId: child.bodyId, below, above: own });
    children.push({
      id: child.id,
      title: child.title,
      level: child.level,
      issuer: child.issuer,
      bodyId: child.bodyId,
      coverage,
    });
  }
  return {
    id,
    title,
    level,
    parent,
    bodyId,
    version: version ?? 0,
    ancestors,
    coverage:
      parentId === null
        ? null
        : await coverageWith({ id, parentId, bodyId, below: own, above: await readClauses(ctx, parentId) }),
    children,
    abilities: { link: canLinkPlan(ctx.actor) },
  };
}

/** Clause by clause, with proposals. @throws app/not-found */
export async function presentInheritance(ctx: ReadCtx, documentId: string) {
  const { parentId, bodyId } = await requireLineage(ctx, documentId);
  const abilities = { link: canLinkPlan(ctx.actor) };
  const below = await readClauses(ctx, documentId);
  if (parentId === null) {
    const coverage = { owed: 0, confirmed: 0, waived: 0, open: 0, contradicting: 0 };
    return { parent: null, rows: [], clauses: present(below, new Set()), coverage, abilities };
  }
  const [parent = null] = await listAncestors(ctx, documentId);
  const above = await readClauses(ctx, parentId);
  const { rows, coverage } = await inheritanceOf(ctx, {
    id: documentId,
    parentId,
    bodyId,
    below,
    above,
    propose: true,
  });
  const answering = new Set(rows.flatMap((row) => row.links.map((link) => link.clause)));
  return { parent, rows: [...rows], clauses: present(below, answering), coverage, abilities };
}

function present(clauses: readonly PlanClause[], answering: ReadonlySet<string>) {
  return clauses.map(({ key, path, label, text }) => ({ key, path: [...path], label, text, own: !answering.has(key) }));
}

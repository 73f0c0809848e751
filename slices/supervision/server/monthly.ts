import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { type AnalysisRow, sayMonths } from '@zhiben/slices/hazard/domain';
import { analyse } from '@zhiben/slices/hazard/server';
import type { Monthly } from '../domain/annual.contract.ts';
import { monthlyWords, TOLD } from '../domain/annual.rules.ts';
import { issuableBy } from '../domain/paper.policy.ts';
import type { Paper } from '../domain/paper.state.ts';
import { supervisionError } from '../domain/supervision.errors.ts';
import { claimMonth, findCircular } from './annual.queries.ts';
import { draftPaper, issuerOf, paperActor } from './paper.actions.ts';
import { findPaperRow } from './paper.queries.ts';
import { findRules } from './settings.queries.ts';

/** The majors of a month in figures, and its circular. */
export async function readMonthly(ctx: Ctx, month: string): Promise<Monthly> {
  const [figures, circular, actor] = await Promise.all([
    figuresOf(ctx, month),
    findCircular(ctx, month),
    paperActor(ctx),
  ]);
  const mayDraft = actor.permissions.has('supervision:draft') && issuableBy(actor.bodyKind).includes('circular');
  return {
    month,
    ...figures,
    circular: (circular && (await findPaperRow(ctx, circular.id))) ?? null,
    abilities: { draft: mayDraft && !circular && hasBegun(ctx, month) },
  };
}

const hasBegun = ({ clock }: Pick<Ctx, 'clock'>, month: string) => month <= today(clock).slice(0, 7);

async function figuresOf(ctx: Ctx, month: string) {
  const filter = { from: month, to: month, grade: 'major' } as const;
  const [divisions, industries, bodies] = await Promise.all([
    analyse(ctx, { ...filter, by: 'division' }),
    analyse(ctx, { ...filter, by: 'industry' }),
    listBodies(ctx),
  ]);
  const department = (industry: string) =>
    bodies.find((body) => body.kind === 'department' && body.industries?.includes(industry));
  const named = industries.rows.map((row) => {
    const body = department(row.key);
    return body ? { ...row, name: `${row.name}（${body.shortName}）` } : row;
  });
  return { total: divisions.total, divisions: divisions.rows.filter(isTold), industries: named.filter(isTold) };
}

/** A row says something of this month; one that only has a past is left out. */
const isTold = ({ figures }: AnalysisRow) => TOLD.some((figure) => (figures[figure] ?? 0) > 0);

/**
 * Drafts the circular of a month from its figures, to all townships and departments, for a person to correct. Sent
 * again with the same id it answers with what is there.
 * @throws supervision/not-yours, supervision/month-to-come, supervision/circular-exists
 */
export async function draftMonthly(ctx: Ctx, { paperId, month }: { paperId: string; month: string }): Promise<Paper> {
  const issuer = await issuerOf(ctx, 'circular');
  const said = sayMonths({ from: month, to: month });
  if (!hasBegun(ctx, month)) throw supervisionError('month-to-come', { month: said });
  const [figures, bodies, divisions, rules] = await Promise.all([
    figuresOf(ctx, month),
    listBodies(ctx),
    listDivisions(ctx),
    findRules(ctx),
  ]);
  const county = divisions.find(({ code }) => code === ctx.actor.county.padEnd(12, '0'))?.name ?? '';
  // The same document as the circulars that the rules propose.
  const basis = rules.find(({ paper, preset }) => paper === 'circular' && preset === 'rising')?.source ?? '';
  const parties = bodies
    .filter(({ kind }) => kind === 'township' || kind === 'park' || kind === 'department')
    .map(({ id, name }) => ({ role: 'main', partyKind: 'body', partyId: id, partyName: name }) as const);
  return draftPaper(
    ctx,
    {
      id: paperId,
      kind: 'circular',
      subjectKind: 'body',
      subjectId: issuer.id,
      proposalId: null,
      ...monthlyWords({ month, today: today(ctx.clock), county, basis, ...figures }),
      basis,
      replyDueOn: null,
      progressMonths: null,
      level: null,
      number: null,
      parties,
    },
    paperId,
    async (tx) => {
      const before = await claimMonth(tx, month, paperId);
      if (before) throw supervisionError('circular-exists', { month: said, title: before.title });
    },
  );
}

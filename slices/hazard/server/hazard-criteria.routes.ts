import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { classifyHazard, describeCoverage, getCriterion } from '@zhiben/standards';
import type { z } from 'zod';
import * as contracts from '../domain/hazard-criteria.contract.ts';
import { criterionChoice } from './hazard.criteria.ts';
import { findHazard } from './hazard.queries.ts';
import { browse, judgeAnew, presentCriterionPage, presentIndustries } from './hazard-criteria.library.ts';
import { compareByMonth, keepFavourite, keepSuggestion, listDiffering } from './hazard-criteria.queries.ts';
import { rerank, rerankSettings } from './hazard-suggestion.rerank.ts';

const SHOWN = 5;

/** Proposes, and keeps what is shown. A hazard that the person may not see takes no suggestion. */
async function suggest(ctx: Ctx, body: z.output<typeof contracts.suggestForHazard.body>) {
  const { hazardId, stage, text, industry, on } = body;
  if (stage === 'judge' && !(await findHazard(ctx, hazardId))) throw appError('not-found', { what: '这条隐患' });
  const { candidates, verdict } = classifyHazard({ text, on, ...(industry ? { industry } : {}) });
  const known = candidates.slice(0, SHOWN).flatMap(({ code, score, because }) => {
    const choice = criterionChoice(code);
    return choice ? [{ ...choice, because, score }] : [];
  });
  const settings = rerankSettings(process.env);
  const reordered = settings && verdict !== 'general' ? await rerank(settings, text, known) : null;
  const rows = reordered ?? known;
  const shown = rows.map(({ code, score }) => ({ code, score }));
  await keepSuggestion(ctx, {
    hazardId,
    stage,
    text,
    industry,
    verdict,
    candidates: shown,
    reranked: reordered !== null,
  });
  const { caveats } = industry ? describeCoverage(industry, on) : { caveats: [] };
  return { verdict, rows, reranked: reordered !== null, caveats };
}

export const hazardCriteriaRoutes = [
  route(contracts.listCriteriaIndustries, async () => ({ rows: presentIndustries() })),
  route(contracts.browseCriteria, async ({ ctx, query }) => ({ rows: await browse(ctx, query) })),
  route(contracts.listJudgedAnew, ({ ctx }) => judgeAnew(ctx)),
  route(contracts.getCriterionPage, ({ ctx, params }) => presentCriterionPage(ctx, params.code)),
  route(contracts.markCriterion, async ({ ctx, params: { code }, body: { isFavourite } }) => {
    if (!getCriterion(code)) throw appError('not-found', { what: '这条判定标准' });
    await keepFavourite(ctx, code, isFavourite);
    return { isFavourite };
  }),
  route(contracts.suggestForHazard, ({ ctx, body }) => suggest(ctx, body)),
  route(contracts.compareSuggestions, async ({ ctx, query: { limit } }) => {
    const [months, differing] = await Promise.all([compareByMonth(ctx), listDiffering(ctx, limit)]);
    return {
      months,
      differing: differing.map(({ at, candidates, ...row }) => ({
        ...row,
        at: at.toISOString(),
        candidates: candidates.map(({ code }) => code),
      })),
    };
  }),
];

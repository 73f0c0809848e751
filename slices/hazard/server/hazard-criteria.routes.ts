import { appError } from '@zhiben/platform/domain/errors.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { getCriterion } from '@zhiben/standards';
import * as contracts from '../domain/hazard-criteria.contract.ts';
import { browse, judgeAnew, presentCriterionPage, presentIndustries } from './hazard-criteria.library.ts';
import { compareByMonth, keepFavourite, listDiffering } from './hazard-criteria.queries.ts';
import { suggest } from './hazard-suggestion.ts';

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

import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { classifyHazard, describeCoverage } from '@zhiben/standards';
import type { z } from 'zod';
import type * as contracts from '../domain/hazard-criteria.contract.ts';
import { criterionChoice } from './hazard.criteria.ts';
import { findHazard } from './hazard.queries.ts';
import { keepSuggestion } from './hazard-criteria.queries.ts';
import { rerank, rerankSettings } from './hazard-suggestion.rerank.ts';

const SHOWN = 5;

/** Proposes, and keeps what is shown. A hazard that the person may not see takes no suggestion. */
export async function suggest(ctx: Ctx, body: z.output<typeof contracts.suggestForHazard.body>) {
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

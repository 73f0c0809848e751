import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import {
  type Criterion,
  classifyHazard,
  getCriterion,
  listCriteria,
  listIndustries,
  type Standard,
  searchCriteria,
} from '@zhiben/standards';
import type { z } from 'zod';
import type { Hazard } from '../domain/hazard.state.ts';
import type * as contracts from '../domain/hazard-criteria.contract.ts';
import type { LibraryCriterion } from '../domain/hazard-criteria.contract.ts';
import { presentRow } from './hazard.present.ts';
import { countUnderCriterion, listFavourites, listOpenBefore } from './hazard-criteria.queries.ts';

const MOST_FOUND = 60;

/** The industries with their standards, as they stand in the library. */
export function presentIndustries() {
  const counts = new Map<string, number>();
  for (const { standard } of listCriteria({ includeSuperseded: true })) {
    counts.set(standard.id, (counts.get(standard.id) ?? 0) + 1);
  }
  return listIndustries().map(({ code, name, standards }) => ({
    code,
    name,
    standards: standards.map((standard) => presentStandard(standard, counts.get(standard.id) ?? 0)),
  }));
}

function presentStandard(standard: Standard, count: number) {
  const { id, title, docNumber, issuer, inForceFrom, inForceUntil, status, completeness, caveats, officialUrl } =
    standard;
  const isComplete = completeness === 'complete';
  return {
    id,
    title,
    docNumber,
    issuer,
    inForceFrom,
    inForceUntil,
    status,
    isComplete,
    caveats: [...caveats],
    officialUrl,
    count,
  };
}

function presentCriterion(criterion: Criterion, favourites: ReadonlySet<string>): LibraryCriterion {
  const { code, industry, standard, article, scope, lead, text } = criterion;
  const { title, docNumber, inForceFrom, inForceUntil, caveats } = standard;
  return {
    code,
    industry,
    standard: title,
    docNumber,
    article,
    scope,
    lead,
    text,
    because: [],
    caveats: [...caveats],
    inForceFrom,
    inForceUntil,
    isFavourite: favourites.has(code),
  };
}

type Browse = z.output<typeof contracts.browseCriteria.query>;

/** What is asked for, one's own favourites first; by words the best first. */
export async function browse(ctx: Ctx, { q, industry, standard, on, favourites }: Browse): Promise<LibraryCriterion[]> {
  const own = await listFavourites(ctx);
  const found = q
    ? searchCriteria(q, { industry, on, limit: MOST_FOUND, includeSuperseded: on === undefined }).map(
        (hit) => hit.criterion,
      )
    : listCriteria({ industry, on, includeSuperseded: on === undefined });
  const wanted = found.filter(
    (criterion) => (!standard || criterion.standard.id === standard) && (!favourites || own.has(criterion.code)),
  );
  const rows = wanted.map((criterion) => presentCriterion(criterion, own));
  return q ? rows : rows.sort((a, b) => Number(b.isFavourite) - Number(a.isFavourite));
}

/** @throws app/not-found */
export async function presentCriterionPage(ctx: Ctx, code: string) {
  const criterion = getCriterion(code);
  if (!criterion) throw appError('not-found', { what: '这条判定标准' });
  const [own, hazards] = await Promise.all([listFavourites(ctx), countUnderCriterion(ctx, code)]);
  const { standard, keywords } = criterion;
  const count = listCriteria({ includeSuperseded: true }).filter((one) => one.standard.id === standard.id).length;
  return {
    criterion: presentCriterion(criterion, own),
    standard: presentStandard(standard, count),
    keywords: [...keywords],
    hazards,
  };
}

const MOST_CHECKED = 200;
const VERDICTS = { major: '可能是重大', general: '不符合任何判定标准', unsure: '难以确定' } as const;

/**
 * Open hazards that the edition in force today might judge otherwise than the one of their day of discovery. The record
 * stays judged by the version of its day; this is a list to look through.
 */
export async function judgeAnew(ctx: Ctx) {
  const on = today(ctx.clock);
  const rows: z.input<typeof contracts.listJudgedAnew.response>['rows'] = [];
  let checked = 0;
  for (const { code, standards } of listIndustries()) {
    const changed = standards.filter(({ inForceFrom }) => inForceFrom <= on).map(({ inForceFrom }) => inForceFrom);
    const latest = changed.sort().at(-1);
    if (!latest || standards.length < 2) continue;
    const open = await listOpenBefore(ctx, code, latest, MOST_CHECKED);
    checked += open.length;
    for (const hazard of open) {
      const differs = differing(hazard, on);
      if (differs) rows.push({ hazard: presentRow(ctx, hazard), ...differs });
    }
  }
  return { rows, checked };
}

function differing(hazard: Hazard, on: string) {
  const { description: text, industry, discoveredOn, criterionCode, grade } = hazard;
  const then = classifyHazard({ text, industry, on: discoveredOn });
  const now = classifyHazard({ text, industry, on });
  const judged = criterionCode === null ? undefined : getCriterion(criterionCode);
  const holds = (criterion: Criterion) =>
    criterion.standard.inForceUntil === null || on < criterion.standard.inForceUntil;
  const isReplaced = judged !== undefined && !holds(judged);
  if (!isReplaced && (grade === 'major' || then.verdict === now.verdict)) return null;
  if (grade === 'general' && now.verdict !== 'major') return null;
  const next = getCriterion(now.candidates[0]?.code ?? '');
  return {
    before: { code: criterionCode, standard: judged?.standard.title ?? '', verdict: VERDICTS[then.verdict] },
    after: {
      code: next?.code ?? null,
      standard: next?.standard.title ?? '',
      text: next?.text ?? '',
      verdict: VERDICTS[now.verdict],
    },
  };
}

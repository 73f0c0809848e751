import { addDays, type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { HazardFigureFilter } from '@zhiben/slices/hazard/domain';
import { countByFigures, type HazardFigure } from '@zhiben/slices/hazard/server';
import type { z } from 'zod';
import { canAdoptPlan } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import * as contracts from '../domain/target.contract.ts';
import {
  endOf,
  FORMULA_CODES,
  figuresFor,
  isReached,
  proposeTarget,
  setsTarget,
  TARGET_FORMULAS,
  type TargetChoice,
  targetValue,
} from '../domain/target-formulas.ts';
import { listClauses, listObligations } from './clause.queries.ts';
import { findEdition } from './edition.queries.ts';
import { listConfirmedTargets, saveTarget } from './target.queries.ts';

export const targetRoutes = [
  route(contracts.listTargets, ({ ctx, params, query }) =>
    presentTargets(ctx, params.id, query.on ?? today(ctx.clock)),
  ),
  route(contracts.getTargetTrend, ({ ctx, params, query }) =>
    presentTrend(ctx, params.id, params.obligationId, query.on ?? today(ctx.clock)),
  ),
  route(contracts.setTarget, ({ ctx, params, body }) => setTarget(ctx, params.id, params.obligationId, body)),
];

/** The targets of a campaign, each with the formula that was confirmed for it or that its words propose. */
async function listChoices(ctx: Ctx, campaignId: string) {
  if (!(await findEdition(ctx, campaignId))) throw appError('not-found', { what: '这个专项行动' });
  const duties = (await listObligations(ctx, { campaignId })).filter(
    (duty) => duty.kind === 'target' || setsTarget(duty.quote),
  );
  const confirmed = await listConfirmedTargets(
    ctx,
    duties.map((duty) => duty.id),
  );
  return duties.map((duty) => {
    const set = confirmed.get(duty.id);
    const formula = FORMULA_CODES.find((code) => code === set?.formula);
    const choice: TargetChoice =
      set && formula ? { formula, goal: set.goal, cohortThrough: set.cohortThrough } : proposeTarget(duty.quote);
    return { duty, choice, set };
  });
}

type Figured = Record<string, HazardFigure>;

/** Counts the figures of many choices and days in one pass. */
async function countAll(ctx: Ctx, asked: readonly { readonly choice: TargetChoice; readonly on: LocalDate }[]) {
  const figures: Figured = {};
  for (const [i, { choice, on }] of asked.entries()) {
    for (const [code, filter] of Object.entries(figuresFor(choice, on))) {
      figures[`${i}.${code}`] = { measure: 'hazards', filter };
    }
  }
  const counted: Readonly<Record<string, number>> = (await countByFigures(ctx, figures)).get('') ?? {};
  return asked.map(({ choice }, i) => {
    const own = Object.entries(counted).flatMap(([key, count]) =>
      key.startsWith(`${i}.`) ? [[key.slice(`${i}.`.length), count] as const] : [],
    );
    return targetValue(choice, Object.fromEntries(own));
  });
}

async function presentTargets(ctx: Ctx, campaignId: string, on: LocalDate) {
  const choices = await listChoices(ctx, campaignId);
  const clauses = await listClauses(ctx, campaignId);
  const values = await countAll(
    ctx,
    choices.map(({ choice }) => ({ choice, on })),
  );
  const rows = choices.map(({ duty, choice, set }, i): contracts.Target => {
    const { value = null, done = 0, of = 0, why = null } = values[i] ?? {};
    const { name, says, unit, version } = TARGET_FORMULAS[choice.formula];
    return {
      obligationId: duty.id,
      quote: duty.quote,
      path: clauses.find((clause) => clause.id === duty.unitId)?.path ?? [],
      deadline: duty.deadline,
      ...choice,
      formulaName: name,
      formulaVersion: set?.formulaVersion ?? version,
      says,
      unit,
      confirmedByName: set?.setByName ?? null,
      version: set?.version ?? 0,
      value,
      done,
      of,
      why,
      reached: isReached(choice, value),
      records: value === null ? null : recordsOf(choice, on, unit === '%' ? of - done : done),
    };
  });
  return { on, rows, abilities: { confirm: canAdoptPlan(ctx.actor, { campaignId: null }) } };
}

/** The ledger with exactly the hazards that keep the target from being reached. */
function recordsOf({ formula, cohortThrough }: TargetChoice, on: LocalDate, count: number) {
  const open: Pick<HazardFigureFilter, 'asOf'> & Record<string, string> = { state: 'open', asOf: endOf(on) };
  const major = { ...open, grade: 'major' };
  if (formula === 'majorOverdue') return { label: '逾期未销号', count, query: { ...major, state: 'overdue' } };
  if (formula === 'majorRectified') return { label: '未销号', count, query: major };
  if (formula === 'majorStockCleared' && cohortThrough !== null) {
    return { label: '存量中未销号', count, query: { ...major, registeredTo: cohortThrough } };
  }
  // The ledger filters one grade; the figure counts both and leaves out what nobody has judged.
  return null;
}

const MOST_POINTS = 13;

/** The last day of each month since the campaign began, at most a year of them, and the day itself. */
function monthEnds(from: LocalDate, on: LocalDate): LocalDate[] {
  const days: LocalDate[] = [on];
  for (let day = addDays(`${on.slice(0, 8)}01`, -1); day >= from; day = addDays(`${day.slice(0, 8)}01`, -1)) {
    if (days.length === MOST_POINTS) break;
    days.unshift(day);
  }
  return days;
}

async function presentTrend(ctx: Ctx, campaignId: string, obligationId: string, on: LocalDate) {
  const campaign = await findEdition(ctx, campaignId);
  const found = (await listChoices(ctx, campaignId)).find(({ duty }) => duty.id === obligationId);
  if (!campaign || !found) throw appError('not-found', { what: '这个目标' });
  const days = monthEnds(campaign.startsOn, on);
  const values = await countAll(
    ctx,
    days.map((day) => ({ choice: found.choice, on: day })),
  );
  return { points: days.map((day, i) => ({ on: day, value: values[i]?.value ?? null })) };
}

/** @throws app/not-found, app/invalid-input, app/version-conflict, plan/may-not */
async function setTarget(
  ctx: Ctx,
  campaignId: string,
  obligationId: string,
  { commandId, version, formula, goal, cohortThrough }: z.output<typeof contracts.setTarget.body>,
): Promise<{ id: string }> {
  const result = { id: obligationId };
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return result;
  return ctx.transaction(async (tx) => {
    if (!canAdoptPlan(tx.actor, { campaignId: null }))
      throw planError('may-not', { why: '只有安委办工作人员可以定口径。' });
    const duties = await listObligations(tx, { campaignId });
    const duty = duties.find((one) => one.id === obligationId);
    if (!duty) throw appError('not-found', { what: '这个目标' });
    const { cohort, version: formulaVersion, lacks } = TARGET_FORMULAS[formula];
    if (cohort && !cohortThrough)
      throw appError('invalid-input', {}, [{ path: 'cohortThrough', message: '请填写存量的截止日' }]);
    if (lacks === null && (goal ?? null) === null)
      throw appError('invalid-input', {}, [{ path: 'goal', message: '请填写目标值' }]);
    const choice = { formula, goal: goal ?? null, cohortThrough: cohort ? (cohortThrough ?? null) : null };
    if (!(await saveTarget(tx, obligationId, { ...choice, formulaVersion }, version))) {
      throw appError('version-conflict', { what: '目标' });
    }
    const subject = { kind: 'campaign', id: campaignId };
    tx.record({
      id: commandId,
      action: 'plan:setTarget',
      subject,
      data: { obligationId, quote: duty.quote, ...choice, formulaVersion },
    });
    return result;
  });
}

import { systemActor } from '@zhiben/platform/domain/actor.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { findPhotoUses, findPrints } from '@zhiben/platform/server/files/index.ts';
import { type Acceptance, countForEffect, type EffectHazards, listAcceptances } from '@zhiben/slices/hazard/server';
import { namesOf } from '@zhiben/slices/identity/server';
import type { EffectFacts, EffectResult, EffectSettings } from '../domain/effect.contract.ts';
import { type CountedEffect, computeEffect, countedOf } from '../domain/effect.rules.ts';
import type { MonthDays } from '../domain/effect-month.rules.ts';
import type { Test } from '../domain/integrity.contract.ts';
import {
  type AcceptanceTrace,
  answerPrint,
  type CheckTrace,
  type Judged,
  judge,
  type PhotoTrace,
} from '../domain/integrity.rules.ts';
import { filesOf } from '../domain/record.rules.ts';
import { slotState, slotsOf } from '../domain/slots.rules.ts';
import { currentSettings } from './effect.queries.ts';
import {
  countIndustryRates,
  findSharedPrints,
  keptIndustryRate,
  listAnswered,
  listPauses,
  listSourceRecords,
  listSourceTasks,
  listVetoesInForce,
  type ScreenedEnterprise,
  type SourcePause,
  type SourceRecord,
  type SourceTask,
  sumDays,
} from './effect-source.queries.ts';
import { findSettings } from './file.queries.ts';
import { groupedBy } from './grouped.ts';

export interface ComputedEffect extends ScreenedEnterprise {
  readonly facts: EffectFacts;
  readonly result: EffectResult;
  readonly counted: CountedEffect;
  readonly judged: Readonly<Record<Test, Judged>>;
  readonly records: number;
  readonly recordsWithFindings: number;
  /** `answerPrint`s of its records. */
  readonly prints: readonly string[];
}

/** What is read once for all enterprises of a computation. */
interface Shared {
  readonly month: string;
  readonly days: MonthDays;
  readonly settings: EffectSettings;
  readonly hazards: ReadonlyMap<string, EffectHazards>;
  readonly acceptances: readonly AcceptanceTrace[];
  readonly rates: ReadonlyMap<string, number>;
}

type ComputeCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/**
 * E is the same whoever looks: it is computed as the system sees the county, also of what lies outside the viewer's
 * scope (others' acceptances, like photographs). Whoever calls this has found the enterprise in the actor's scope.
 */
export function asCounty(ctx: Ctx): Ctx {
  return ctx.as(systemActor(ctx.actor.county));
}

/** @param only one enterprise; without it what the whole county's computation needs */
export async function shareFacts(ctx: ComputeCtx, month: string, days: MonthDays, only?: ScreenedEnterprise) {
  const id = only?.enterpriseId;
  const [{ settings, version }, hazards, accepted, rates] = await Promise.all([
    currentSettings(ctx),
    countForEffect(ctx, days, id === undefined ? undefined : [id]),
    listAcceptances(ctx, days, id),
    only ? keptIndustryRate(ctx, month, only.industry) : countIndustryRates(ctx, days),
  ]);
  const names = await namesOf(ctx, [...new Set(accepted.flatMap((one) => [one.acceptorId, one.finderId]))]);
  const shared: Shared = {
    month,
    days,
    settings,
    hazards: new Map(hazards.map((one) => [one.enterpriseId, one])),
    acceptances: accepted.map((one) => traced(one, names)),
    rates,
  };
  return { shared, version };
}

function traced({ hazardId, enterpriseId, acceptorId, finderId, at }: Acceptance, names: ReadonlyMap<string, string>) {
  const acceptorName = names.get(acceptorId) ?? acceptorId;
  const finderName = names.get(finderId) ?? finderId;
  return { hazardId, enterpriseId, acceptorId, acceptorName, finderId, finderName, at: at.getTime() };
}

/** E of some enterprises in a month with the tests beside it. */
export async function computeEffects(
  ctx: ComputeCtx,
  enterprises: readonly ScreenedEnterprise[],
  shared: Shared,
): Promise<ComputedEffect[]> {
  const { days, month } = shared;
  const ids = enterprises.map(({ enterpriseId }) => enterpriseId);
  const [counts, tasks, records, vetoes] = await Promise.all([
    sumDays(ctx, ids, days),
    listSourceTasks(ctx, ids, days),
    listSourceRecords(ctx, ids, days),
    listVetoesInForce(ctx, ids, month),
  ]);
  const missed = await countGuarantorMissed(ctx, tasks, days);
  const recordsOf = groupedBy(records, (one) => one.enterpriseId);
  const tasksOf = groupedBy(tasks, (one) => one.enterpriseId);
  const countsOf = new Map(counts.map((one) => [one.enterpriseId, one]));
  const acceptancesOf = groupedBy(shared.acceptances, (one) => one.enterpriseId);
  const byAcceptor = groupedBy(shared.acceptances, (one) => one.acceptorId);
  const traces = new Map(ids.map((id) => [id, (recordsOf.get(id) ?? []).map(traceOf)]));
  const prints = new Map([...traces].map(([id, own]) => [id, printsOf(own)]));
  const [photosOf, sharedAnswers] = await Promise.all([readPhotos(ctx, traces), findSharedPrints(ctx, month, prints)]);
  return enterprises.map((enterprise) => {
    const { enterpriseId: id, industry } = enterprise;
    const { done = 0, madeUp = 0, missed: missedSlots = 0, excluded = 0 } = countsOf.get(id) ?? {};
    const { due = 0, accepted = 0, found = 0, overdueMajor = 0 } = shared.hazards.get(id) ?? {};
    const guarantorMissed = missed.get(id) ?? { principal: 0, technical: 0, operator: 0 };
    const own = vetoes
      .filter((veto) => veto.enterpriseId === id)
      .map(({ id: veto, reason, basis }) => ({ id: veto, reason, basis }));
    const slots = { done, madeUp, missed: missedSlots, excluded, guarantorMissed };
    const facts: EffectFacts = { ...slots, due, accepted, found, overdueMajor, vetoes: own };
    const checks = traces.get(id) ?? [];
    const acceptances = acceptancesOf.get(id) ?? [];
    const judged = judge({
      records: checks,
      photos: photosOf.get(id) ?? new Map(),
      tasks: (tasksOf.get(id) ?? []).map(taskTraceOf),
      acceptances,
      otherAcceptances: [...new Set(acceptances.map(({ acceptorId }) => acceptorId))]
        .flatMap((acceptor) => byAcceptor.get(acceptor) ?? [])
        .filter((one) => one.enterpriseId !== id),
      sharedAnswers: sharedAnswers.get(id) ?? new Set(),
      industryRate: shared.rates.get(industry) ?? null,
    });
    const recordsWithFindings = checks.filter(hasFinding).length;
    const result = computeEffect(facts, shared.settings);
    return {
      ...enterprise,
      facts,
      result,
      counted: countedOf(facts, shared.settings, result),
      judged,
      records: checks.length,
      recordsWithFindings,
      prints: prints.get(id) ?? [],
    };
  });
}

function hasFinding({ findings, answers }: CheckTrace): boolean {
  return findings > 0 || answers.some(({ verdict }) => verdict === 'bad');
}

function printsOf(traces: readonly CheckTrace[]): string[] {
  return [...new Set(traces.flatMap((one) => answerPrint(one) ?? []))];
}

function traceOf(record: SourceRecord): CheckTrace {
  const { id, taskId, slotDay, slotKey, answers, findings, characters, startedAt, signedAt, skew } = record;
  return {
    id,
    taskId,
    slotDay,
    slotKey,
    startedAt: startedAt.getTime() - skew * 1000,
    signedAt: signedAt.getTime() - skew * 1000,
    answers,
    findings: findings.length,
    characters,
    photos: filesOf({ answers, findings }),
  };
}

function taskTraceOf({ id, name, level, unitId, checklistId, items, schedules }: SourceTask) {
  const { cycleEvery, cycleUnit, shifts = [] } = schedules.at(-1) ?? {};
  const round = `${level}/${unitId ?? ''}/${cycleEvery}${cycleUnit}/${shifts.map((one) => one.name).join()}`;
  return { id, name, round, checklistId, items };
}

const GUARANTORS = { 1: 'principal', 2: 'technical', 3: 'operator' } as const;

/** Missed slots of the tasks on the three guarantors' lists, by enterprise. */
async function countGuarantorMissed(ctx: ComputeCtx, tasks: readonly SourceTask[], days: MonthDays) {
  const found = new Map<string, { principal: number; technical: number; operator: number }>();
  const listed = tasks.filter(({ workType }) => workType !== 0);
  if (listed.length === 0) return found;
  const ids = [...new Set(listed.map(({ enterpriseId }) => enterpriseId))];
  const [pauses, answered, { makeUpDays }] = await Promise.all([
    listPauses(ctx, ids, days),
    listAnswered(ctx, ids, days),
    findSettings(ctx),
  ]);
  const states = new Map(answered.map((one) => [`${one.taskId} ${one.slotKey}`, one.state]));
  const now = ctx.clock.now().getTime();
  for (const task of listed) {
    const who = GUARANTORS[task.workType as keyof typeof GUARANTORS];
    const sums = found.get(task.enterpriseId) ?? { principal: 0, technical: 0, operator: 0 };
    for (const slot of slotsOf(task.schedules, pausesOf(task, pauses), days, { makeUpDays })) {
      const state = slotState(slot, states.get(`${task.id} ${slot.key}`) ?? null, now);
      if (state === 'missed') sums[who] += 1;
    }
    found.set(task.enterpriseId, sums);
  }
  return found;
}

/** Windows of the whole enterprise and of the task's unit. */
export function pausesOf(task: Pick<SourceTask, 'enterpriseId' | 'unitId'>, pauses: readonly SourcePause[]) {
  return pauses
    .filter((one) => one.enterpriseId === task.enterpriseId && (one.unitId === null || one.unitId === task.unitId))
    .map(({ startsAt, endsAt }) => ({ from: startsAt.getTime(), to: endsAt.getTime() }));
}

/** Of the photographs of each enterprise: their prints, and where like ones were used. */
async function readPhotos(ctx: ComputeCtx, traces: ReadonlyMap<string, readonly CheckTrace[]>) {
  const { county } = ctx.actor;
  const contents = [...new Set([...traces.values()].flatMap((own) => own.flatMap(({ photos }) => photos)))];
  const [prints, uses] = await Promise.all([
    findPrints(ctx.db, county, contents),
    findPhotoUses(ctx.db, county, contents),
  ]);
  const usesOf = groupedBy(uses, (one) => one.sha256);
  const earliest = (all: readonly { at: Date }[]) =>
    all.length === 0 ? null : Math.min(...all.map(({ at }) => at.getTime()));
  return new Map(
    [...traces].map(([id, own]) => {
      const photos = new Map<string, PhotoTrace>();
      for (const sha256 of new Set(own.flatMap((one) => one.photos))) {
        const all = usesOf.get(sha256) ?? [];
        photos.set(sha256, {
          print: prints.get(sha256) ?? null,
          hereAt: earliest(all.filter(({ enterpriseId }) => enterpriseId === id)),
          elsewhereAt: earliest(all.filter(({ enterpriseId }) => enterpriseId !== id)),
        });
      }
      return [id, photos] as const;
    }),
  );
}

import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { z } from 'zod';
import * as contracts from '../domain/class-duty.contract.ts';
import { fallsOnEnterprises, proposeClassRule } from '../domain/class-duty.rules.ts';
import { putsOffHolidays } from '../domain/due.rules.ts';
import { periodState, periodsUpTo } from '../domain/duty-periods.rules.ts';
import { canAssignTask } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { countClass, listClass, listClassRules, saveClassRule } from './class-duty.queries.ts';
import { listClauses, listObligations } from './clause.queries.ts';
import { evidenceFor } from './duty-evidence.ts';
import { findEdition } from './edition.queries.ts';

export const classDutyRoutes = [
  route(contracts.listClassDuties, ({ ctx, params }) => presentClassDuties(ctx, params.id)),
  route(contracts.setClassRule, ({ ctx, params, body }) => setClassRule(ctx, params.id, params.obligationId, body)),
  route(contracts.listDutyEnterprises, ({ ctx, params, query }) =>
    presentEnterprises(ctx, params.id, params.obligationId, query),
  ),
];

/** The duties of a campaign that enterprises owe, with the class that was confirmed or that the words propose. */
async function listDuties(ctx: Ctx, campaignId: string) {
  const campaign = await findEdition(ctx, campaignId);
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  const duties = (await listObligations(ctx, { campaignId })).flatMap((duty) => {
    const { actor, appliesTo } = duty;
    const words = [actor, appliesTo].find((one) => one !== null && fallsOnEnterprises(one));
    // 高危行业企业: the class may stand in either place.
    return words ? [{ ...duty, words: [actor, appliesTo].filter(Boolean).join('，') }] : [];
  });
  const rules = await listClassRules(
    ctx,
    duties.map((duty) => duty.id),
  );
  return {
    campaign,
    duties: duties.map((duty) => {
      const set = rules.get(duty.id);
      return { ...duty, set, rule: set?.rule ?? proposeClassRule(duty.words) };
    }),
  };
}

async function presentClassDuties(ctx: Ctx, campaignId: string) {
  const { duties } = await listDuties(ctx, campaignId);
  const clauses = await listClauses(ctx, campaignId);
  const counts = new Map<string, Awaited<ReturnType<typeof countClass>>>();
  const rows: contracts.ClassDuty[] = [];
  for (const { id, unitId, quote, kind, frequency, deadline, words, rule, set } of duties) {
    const key = JSON.stringify(rule);
    const enterprises = counts.get(key) ?? (await countClass(ctx, rule));
    counts.set(key, enterprises);
    rows.push({
      obligationId: id,
      taskId: unitId,
      path: clauses.find((clause) => clause.id === unitId)?.path ?? [],
      quote,
      kind,
      frequency,
      deadline,
      words,
      rule,
      confirmedByName: set?.setByName ?? null,
      version: set?.version ?? 0,
      enterprises,
      source: evidenceFor({ quote, words })?.label ?? null,
    });
  }
  return { rows, abilities: { confirm: canAssignTask(ctx.actor, { doneOn: null, closedOn: null }) } };
}

/** @throws app/not-found, app/version-conflict, plan/may-not */
async function setClassRule(
  ctx: Ctx,
  campaignId: string,
  obligationId: string,
  { commandId, version, rule }: z.output<typeof contracts.setClassRule.body>,
): Promise<{ id: string }> {
  const result = { id: obligationId };
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return result;
  return ctx.transaction(async (tx) => {
    if (!canAssignTask(tx.actor, { doneOn: null, closedOn: null })) {
      throw planError('may-not', { why: '只有安委办工作人员可以设定适用的企业类别。' });
    }
    const duty = (await listObligations(tx, { campaignId })).find((one) => one.id === obligationId);
    if (!duty) throw appError('not-found', { what: '这项要求' });
    if (!(await saveClassRule(tx, obligationId, rule, version)))
      throw appError('version-conflict', { what: '企业类别' });
    const data = { obligationId, quote: duty.quote, rule };
    tx.record({ id: commandId, action: 'plan:setClass', subject: { kind: 'campaign', id: campaignId }, data });
    return result;
  });
}

type Query = z.output<typeof contracts.listDutyEnterprises.query>;

async function presentEnterprises(ctx: Ctx, campaignId: string, obligationId: string, query: Query) {
  const { campaign, duties } = await listDuties(ctx, campaignId);
  const duty = duties.find((one) => one.id === obligationId);
  if (!duty) throw appError('not-found', { what: '这项要求' });
  const on = today(ctx.clock);
  const run = { from: campaign.startsOn, endsOn: campaign.endsOn };
  const periods = periodsUpTo({ ...duty, putsOff: putsOffHolidays(duty.quote) }, run, on);
  const { rows, nextCursor } = await listClass(ctx, duty.rule, query);
  const days = await daysDone(ctx, duty, { ids: rows.map((row) => row.id), from: periods[0]?.startsOn ?? on, to: on });
  const atLeast = duty.frequency?.atLeast ?? duty.count ?? 1;
  return {
    nextCursor,
    rows: rows.map(({ id, name }) => ({
      id,
      name,
      periods: periods.map((period) => {
        const isIn = (day: LocalDate) => day >= period.startsOn && day <= (period.endsOn ?? period.dueOn);
        const count = days && (days.get(id) ?? []).filter(isIn).length;
        const state = periodState(period, { count, atLeast, today: on });
        return { startsOn: period.startsOn, dueOn: period.dueOn, count, state };
      }),
    })),
  };
}

/** On which days each enterprise did it; null where nothing in the system would know. */
async function daysDone(
  ctx: Ctx,
  asked: { readonly quote: string; readonly words: string },
  { ids, from, to }: { ids: readonly string[]; from: LocalDate; to: LocalDate },
): Promise<Map<string, LocalDate[]> | null> {
  const source = evidenceFor(asked);
  if (!source) return null;
  const days = new Map<string, LocalDate[]>();
  for (const { enterpriseId, on } of await source.list(ctx, { enterpriseIds: ids, from, to })) {
    days.set(enterpriseId, [...(days.get(enterpriseId) ?? []), on]);
  }
  return days;
}

import { addDays, daysBetween, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { GRADES, type Grade, isListed, type Status } from '@zhiben/slices/hazard/domain';
import { listHazards, listWeighed, type WeighedHazard } from '@zhiben/slices/hazard/server';
import { listPeople } from '@zhiben/slices/identity/server';
import { listTasks } from '@zhiben/slices/plan/server';
import { z } from 'zod';
import { phaseOf } from '../domain/subject.rules.ts';
import type { PaperKind } from '../domain/supervision.terms.ts';
import { groundFor, type Rung, rungsOf } from '../domain/trigger.rules.ts';
import { type Ground, PHASE_NAMES, type PressedHazard, type TriggerRule } from '../domain/trigger.types.ts';
import { insertProposals, lapseOthers, type Met, type Named, weighMet } from './proposal.queries.ts';
import { findRules } from './settings.queries.ts';

const BATCH = 2_000;

/** Statuses in which a hazard may be pressed. */
export const UNDER_WAY: readonly Status[] = ['clue', 'notified', 'rectifying', 'applied', 'accepted'];

export interface Swept {
  readonly proposed: number;
  readonly lapsed: number;
}

/**
 * Proposes what the rules of the county ask for today, and lets lapse what they no longer ask for. Running it again
 * changes nothing: a ground is proposed once. Weighs the overdue and the rules' own channels by index, never the whole
 * ledger, and reads in full only what is new. Works for the whole county, whoever starts it.
 * @param factId of the fact that is recorded; a new one where nobody gave a command
 */
export async function sweepProposals(system: Ctx, factId?: string): Promise<Swept> {
  const on = today(system.clock);
  const rules = await findRules(system);
  const rungs = rungsOf(rules);
  const tasks = await metByTasks(system, rungs, on);
  const met = [...(await metByTime(system, rungs, on)), ...(await metByFact(system, rules, on)), ...tasks.keys()];
  return system.transaction(async (tx) => {
    const { standing, unproposed } = await weighMet(tx, met);
    const lapsed = await lapseOthers(tx, standing);
    const proposed = await propose(tx, unproposed, tasks);
    if (proposed > 0) await tellOffices(tx, proposed, on);
    const id = factId ?? newId();
    tx.record({
      id,
      action: 'supervision:sweep',
      subject: { kind: 'supervisionSweep', id },
      data: { on, proposed, lapsed },
    });
    return { proposed, lapsed };
  });
}

/** Enters what is new under the names that the records bear now. @returns how many */
async function propose(tx: TxCtx, met: readonly Met[], tasks: ReadonlyMap<Met, Named>): Promise<number> {
  let proposed = 0;
  for (let from = 0; from < met.length; from += BATCH) {
    const batch = met.slice(from, from + BATCH);
    const ids = batch.flatMap(({ subjectKind, subjectId }) => (subjectKind === 'hazard' ? [subjectId] : []));
    const hazards = await nameHazards(tx, [...new Set(ids)]);
    const named = batch.flatMap((one) => {
      const names = tasks.get(one) ?? hazards.get(one.subjectId);
      return names ? [{ ...one, ...names }] : [];
    });
    proposed += await insertProposals(tx, named);
  }
  return proposed;
}

async function nameHazards(tx: TxCtx, ids: string[]): Promise<Map<string, Named>> {
  if (ids.length === 0) return new Map();
  const { rows } = await listHazards(tx, { group: 'all', ids, limit: ids.length });
  return new Map(
    rows.map(({ id, number, description, enterpriseName, division, industry, enterpriseId }) => [
      id,
      { subjectNumber: number, subjectName: description, partyName: enterpriseName, division, industry, enterpriseId },
    ]),
  );
}

/** Hazards whose limit passed, each with the one rung that speaks for it. */
export async function metByTime(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  rungs: readonly Rung[],
  on: string,
  graded: readonly Grade[] = GRADES,
): Promise<Met[]> {
  const met: Met[] = [];
  for (const grade of graded) {
    const speaking = rungs.filter((rung) => rung.rule.subject === 'hazard' && rung.grade === grade);
    if (speaking.length === 0) continue;
    const phases = new Set(speaking.flatMap(({ rule }) => rule.when.phases ?? []));
    const statuses = UNDER_WAY.filter((status) => phases.has(phaseOf(status) as never));
    const dueTo = addDays(on, -Math.min(...speaking.map(({ from }) => from)));
    for (const hazard of await listWeighed(ctx, { grade, statuses, dueTo })) {
      for (const { rule, before } of speaking) {
        const ground = isHung(rule, hazard) ? null : groundFor(rule, asPressed(hazard, grade), on, before);
        if (ground) met.push(metBy(rule, hazard, ground, blockedBy(rule, rungs)));
      }
    }
  }
  return met;
}

/** Hazards that meet a rule by what they are: their origin, or how often they were sent back. */
export async function metByFact(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  rules: readonly TriggerRule[],
  on: string,
  graded: readonly Grade[] = GRADES,
): Promise<Met[]> {
  const met: Met[] = [];
  for (const rule of rules) {
    const { overdueDays, channels, returnedTimes, grades } = rule.when;
    if (!rule.enabled || rule.paper === null || overdueDays !== null) continue;
    for (const grade of grades.filter((one) => graded.includes(one))) {
      for (const hazard of await listWeighed(ctx, { grade, statuses: UNDER_WAY, channels, returnedTimes })) {
        const ground = isHung(rule, hazard) ? null : groundFor(rule, asPressed(hazard, grade), on);
        if (ground) met.push(metBy(rule, hazard, ground, [rule.paper]));
      }
    }
  }
  return met;
}

/** Tasks of plans whose limit passed. */
async function metByTasks(ctx: Ctx, rungs: readonly Rung[], on: string): Promise<Map<Met, Named>> {
  const met = new Map<Met, Named>();
  const speaking = rungs.filter(({ rule }) => rule.subject === 'task');
  if (speaking.length === 0) return met;
  const bodies = new Map((await listBodies(ctx)).map((body) => [body.id, body]));
  let cursor: string | undefined;
  do {
    const page = await listTasks(ctx, { status: 'overdue', limit: BATCH, ...(cursor && { cursor }) }, on);
    for (const task of page.rows) {
      const body = task.leadBodyId === null ? undefined : bodies.get(task.leadBodyId);
      const rung = speaking.find(({ from, before }) => {
        const days = daysBetween(task.dueOn, on);
        return days >= from && (before === null || days < before);
      });
      // The office issues these papers; it does not press itself.
      if (!body || body.kind === 'committeeOffice' || !rung?.rule.paper) continue;
      const named = {
        subjectNumber: task.campaignName,
        subjectName: task.label,
        partyName: body.name,
        division: body.division,
        industry: '',
        enterpriseId: null,
      };
      const one: Met = {
        ruleCode: rung.rule.code,
        paperKind: rung.rule.paper,
        subjectKind: 'task',
        subjectId: task.id,
        ground: `due:${task.dueOn}`,
        sinceOn: task.dueOn,
        dueName: '完成期限',
        source: rung.rule.source,
        blockedBy: blockedBy(rung.rule, rungs),
      };
      met.set(one, named);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return met;
}

function asPressed(hazard: WeighedHazard, grade: PressedHazard['grade']): PressedHazard {
  return { ...hazard, grade, phase: phaseOf(hazard.status), isOpen: true };
}

/** A plate is not proposed where one hangs: it could not be issued. */
function isHung({ paper }: TriggerRule, { listedOn, delistedOn }: WeighedHazard): boolean {
  return paper === 'listedSupervision' && isListed({ listedOn, delistedOn });
}

/** A measure is not proposed where it, or a stronger one of its ladder, was taken since. */
function blockedBy(rule: TriggerRule, rungs: readonly Rung[]): PaperKind[] {
  const own = rule.when.overdueDays ?? 0;
  const above = rungs.flatMap(({ rule: other }) =>
    rule.ladder !== null && other.ladder === rule.ladder && (other.when.overdueDays ?? 0) > own && other.paper
      ? [other.paper]
      : [],
  );
  return [...new Set([rule.paper as PaperKind, ...above])];
}

function metBy(
  rule: TriggerRule,
  { id, status }: WeighedHazard,
  { ground, sinceOn }: Ground,
  blocked: PaperKind[],
): Met {
  const phase = phaseOf(status);
  return {
    ruleCode: rule.code,
    paperKind: rule.paper as PaperKind,
    subjectKind: 'hazard',
    subjectId: id,
    ground,
    sinceOn,
    dueName: ground.startsWith('due:') && phase ? PHASE_NAMES[phase] : null,
    source: rule.source,
    blockedBy: blocked,
  };
}

async function tellOffices(tx: TxCtx, proposed: number, on: string): Promise<void> {
  const offices = (await listBodies(tx)).filter(({ kind }) => kind === 'committeeOffice').map(({ id }) => id);
  await notify(tx, {
    userIds: await listPeople(tx, { bodyIds: offices }, ['committeeClerk']),
    kind: 'supervision:sweep',
    title: `新增建议措施 ${proposed} 条`,
    detail: '逾期隐患和任务符合触发规则，请研究是否采取措施。系统只提建议，由人决定是否印发。',
    link: '/supervision/proposals',
    dedupeKey: `supervision:sweep:${on}`,
    inAppOnly: true,
  });
}

/** Every night, before people come to work. */
export const sweepJob = job({
  name: 'supervision:sweep',
  payload: z.object({}),
  schedule: '40 4 * * *',
  run: async ({ ctx }) => void (await sweepProposals(ctx)),
});

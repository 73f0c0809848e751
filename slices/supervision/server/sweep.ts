import { localDate, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { isListed } from '@zhiben/slices/hazard/domain';
import { listHazards } from '@zhiben/slices/hazard/server';
import { listPeople } from '@zhiben/slices/identity/server';
import { listTasks } from '@zhiben/slices/plan/server';
import { z } from 'zod';
import { phaseOf } from '../domain/subject.rules.ts';
import type { PaperKind } from '../domain/supervision.terms.ts';
import { groundFor, type Rung, rungsOf } from '../domain/trigger.rules.ts';
import { PHASE_NAMES, type TriggerRule } from '../domain/trigger.types.ts';
import { insertProposals, lapseOthers, type Met } from './proposal.queries.ts';
import { findRules } from './settings.queries.ts';

const BATCH = 2_000;

export interface Swept {
  readonly proposed: number;
  readonly lapsed: number;
}

/**
 * Proposes what the rules of the county ask for today, and lets lapse what they no longer ask for. Running it again
 * changes nothing: a ground is proposed once. Walks the overdue and the rules' own channels by index, never the whole
 * ledger. Works for the whole county, whoever starts it.
 * @param factId of the fact that is recorded; nothing is when nothing changed and none is given
 */
export async function sweepProposals(system: Ctx, factId?: string): Promise<Swept> {
  const on = today(system.clock);
  const rules = await findRules(system);
  const rungs = rungsOf(rules);
  const met = [
    ...(await metByTime(system, rungs, on)),
    ...(await metByFact(system, rules, on)),
    ...(await metByTasks(system, rungs, on)),
  ];
  return system.transaction(async (tx) => {
    const lapsed = await lapseOthers(tx, met);
    const proposed = await insertProposals(tx, met);
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

/** Hazards whose limit passed, each with the one rung that speaks for it. */
async function metByTime(ctx: Ctx, rungs: readonly Rung[], on: string): Promise<Met[]> {
  const met: Met[] = [];
  for (const grade of ['major', 'general'] as const) {
    const speaking = rungs.filter((rung) => rung.rule.subject === 'hazard' && rung.grade === grade);
    if (speaking.length === 0) continue;
    for await (const hazard of walk(ctx, { group: 'overdue', grade })) {
      for (const { rule, before } of speaking) {
        const ground = isHung(rule, hazard) ? null : groundFor(rule, asPressed(hazard), on, before);
        if (ground) met.push(metBy(rule, hazard, ground, blockedBy(rule, rungs)));
      }
    }
  }
  return met;
}

/** Hazards that meet a rule by what they are: their origin, or how often they were sent back. */
async function metByFact(ctx: Ctx, rules: readonly TriggerRule[], on: string): Promise<Met[]> {
  const met: Met[] = [];
  const untimed = rules.filter(({ enabled, paper, when }) => enabled && paper !== null && when.overdueDays === null);
  for (const rule of untimed) {
    const { channels } = rule.when;
    for await (const hazard of walk(ctx, {
      group: 'underway',
      grade: 'major',
      ...(channels && { channel: [...channels] }),
    })) {
      const ground = isHung(rule, hazard) ? null : groundFor(rule, asPressed(hazard), on);
      if (ground) met.push(metBy(rule, hazard, ground, [rule.paper as PaperKind]));
    }
  }
  return met;
}

/** Tasks of plans whose limit passed. */
async function metByTasks(ctx: Ctx, rungs: readonly Rung[], on: string): Promise<Met[]> {
  const speaking = rungs.filter(({ rule }) => rule.subject === 'task');
  if (speaking.length === 0) return [];
  const bodies = new Map((await listBodies(ctx)).map((body) => [body.id, body]));
  const met: Met[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTasks(ctx, { status: 'overdue', limit: BATCH, ...(cursor && { cursor }) }, on);
    for (const task of page.rows) {
      const body = task.leadBodyId === null ? undefined : bodies.get(task.leadBodyId);
      const rung = speaking.find(({ from, before }) => {
        const days = Math.round((Date.parse(on) - Date.parse(task.dueOn)) / 86_400_000);
        return days >= from && (before === null || days < before);
      });
      // The office issues these papers; it does not press itself.
      if (!body || body.kind === 'committeeOffice' || !rung?.rule.paper) continue;
      met.push({
        ruleCode: rung.rule.code,
        paperKind: rung.rule.paper,
        subjectKind: 'task',
        subjectId: task.id,
        subjectNumber: task.campaignName,
        subjectName: task.label,
        partyName: body.name,
        division: body.division,
        industry: '',
        enterpriseId: null,
        ground: `due:${task.dueOn}`,
        sinceOn: task.dueOn,
        dueName: '完成期限',
        source: rung.rule.source,
        blockedBy: blockedBy(rung.rule, rungs),
      });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return met;
}

type HazardFilter = Parameters<typeof listHazards>[1];
type ListedHazard = Awaited<ReturnType<typeof listHazards>>['rows'][number];

async function* walk(ctx: Ctx, filter: Omit<HazardFilter, 'limit'>): AsyncGenerator<ListedHazard> {
  let cursor: string | undefined;
  do {
    const page = await listHazards(ctx, { ...filter, limit: BATCH, ...(cursor && { cursor }) } as HazardFilter);
    yield* page.rows;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

function asPressed({ grade, channel, status, dueOn, returnedCount, registeredAt }: ListedHazard) {
  const confirmedOn = grade === null ? null : localDate(new Date(registeredAt));
  return { grade, channel, phase: phaseOf(status), dueOn, returnedCount, confirmedOn, isOpen: true };
}

/** A plate is not proposed where one hangs: it could not be issued. */
function isHung({ paper }: TriggerRule, { listedOn, delistedOn }: ListedHazard): boolean {
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
  hazard: ListedHazard,
  { ground, sinceOn }: { ground: string; sinceOn: string },
  blocked: readonly PaperKind[],
): Met {
  const phase = phaseOf(hazard.status);
  return {
    ruleCode: rule.code,
    paperKind: rule.paper as PaperKind,
    subjectKind: 'hazard',
    subjectId: hazard.id,
    subjectNumber: hazard.number,
    subjectName: hazard.description,
    partyName: hazard.enterpriseName,
    division: hazard.division,
    industry: hazard.industry,
    enterpriseId: hazard.enterpriseId,
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

import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listPeople } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import type { SupervisionGrade } from '../domain/enterprise.contract.ts';
import { enterpriseError, GRADE_WORDS } from '../domain/enterprise.terms.ts';
import type * as contracts from '../domain/grading.contract.ts';
import type { GradePoint, Grading } from '../domain/grading.contract.ts';
import { isOrderly, sayInspections } from '../domain/grading.rules.ts';
import { findEnterprise, lockFile, updateFile } from './enterprise.queries.ts';
import { isResend, placementOf } from './file-subject.ts';
import { currentPolicy, gradeNow } from './grading.compute.ts';
import {
  findGrading,
  type GradingRow,
  insertPolicy,
  listGradingsOf,
  lockGrading,
  updateGrading,
} from './grading.queries.ts';

const NOT_FOUND = { what: '这条分级结果' };
type Body<C extends { body: z.ZodType }> = z.output<C['body']>;

export function presentGrading({ actor, clock }: Pick<Ctx, 'actor' | 'clock'>, row: GradingRow): Grading {
  const { decidedBy, points, computedAt, decidedAt, appealedAt, settledAt, ...rest } = row;
  const may = (permission: string) => actor.permissions.has(permission);
  const isOpen = row.appealDueOn !== null && row.appealDueOn >= today(clock);
  return {
    ...rest,
    points: points as GradePoint[],
    computedAt: computedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    appealedAt: appealedAt?.toISOString() ?? null,
    settledAt: settledAt?.toISOString() ?? null,
    abilities: {
      decide: may('enterprise:grade') && row.state === 'proposed',
      appeal: may('enterprise:appeal') && row.state === 'decided' && isOpen,
      settle: may('enterprise:grade') && row.state === 'appealed' && decidedBy !== actor.userId,
    },
  };
}

export async function presentGradingById(ctx: Ctx, id: string): Promise<Grading> {
  const row = await findGrading(ctx, id);
  if (!row) throw appError('not-found', NOT_FOUND);
  return presentGrading(ctx, row);
}

/** The grade of one file with every point, as it stands and as it came about. @throws app/not-found */
export async function presentGrade(ctx: Ctx, id: string) {
  const file = await findEnterprise(ctx, id);
  if (!file) throw appError('not-found', { what: '这家企业' });
  const [now, policy, history] = await Promise.all([gradeNow(ctx, id), currentPolicy(ctx), listGradingsOf(ctx, id)]);
  const { supervisionGrade: grade, gradedOn } = file;
  const seen = ctx.actor.scope.enterpriseId === null ? history : history.filter(({ state }) => state !== 'proposed');
  return {
    grade,
    gradedOn,
    inspections: grade && policy.policy.inspections[grade],
    now: now ?? { score: policy.policy.base, grade: 'A' as const, base: policy.policy.base, points: [] },
    policy,
    history: seen.map((row) => presentGrading(ctx, row)),
  };
}

/**
 * The decided grade of a file and how many inspections a year it allows, for whoever plans inspections.
 * @returns grade and cap null where nobody has decided yet; undefined outside the actor's scope
 */
export async function findSupervisionGrade(ctx: Ctx, id: string) {
  const file = await findEnterprise(ctx, id);
  if (!file) return undefined;
  const { policy } = await currentPolicy(ctx);
  const grade = file.supervisionGrade;
  return { grade, inspectionsPerYear: grade && policy.inspections[grade] };
}

/**
 * A person makes a proposal the grade. Another grade than the computed one needs a reason.
 * @throws app/not-found, app/version-conflict, enterprise/grading-state, app/invalid-input
 */
export async function decideGrade(ctx: Ctx, id: string, body: Body<typeof contracts.decideGrade>): Promise<void> {
  const { commandId, version, grade, reason } = body;
  if (await isResend(ctx, commandId, id)) return;
  await ctx.transaction(async (tx) => {
    const row = await locked(tx, id, version);
    if (row.state !== 'proposed') throw enterpriseError('grading-state', {});
    if (grade !== row.proposed && reason === '') {
      throw appError('invalid-input', {}, [{ path: 'reason', message: '与计算结果不同的，须写明理由和依据' }]);
    }
    await decide(tx, row, grade, reason, commandId);
  });
}

/** Makes proposals the grades as they were computed; those that changed meanwhile are left. */
export async function decideGrades(ctx: Ctx, { commandId, ids }: Body<typeof contracts.decideGrades>) {
  if (await isResend(ctx, commandId, commandId)) return { decided: 0, skipped: 0 };
  return ctx.transaction(async (tx) => {
    let decided = 0;
    for (const id of ids) {
      const row = await lockGrading(tx, id);
      if (!row) throw appError('not-found', NOT_FOUND);
      if (row.state !== 'proposed') continue;
      await decide(tx, row, row.proposed, '', newId());
      decided += 1;
    }
    const result = { decided, skipped: ids.length - decided };
    tx.record({
      id: commandId,
      action: 'enterprise:decideGrades',
      subject: { kind: 'grading', id: commandId },
      data: result,
    });
    return result;
  });
}

/**
 * The enterprise objects, within the days of the policy in force when it was decided.
 * @throws app/not-found, app/version-conflict, enterprise/grading-state, enterprise/appeal-late
 */
export async function appealGrade(ctx: Ctx, id: string, body: Body<typeof contracts.appealGrade>): Promise<void> {
  const { commandId, version, appeal } = body;
  if (await isResend(ctx, commandId, id)) return;
  await ctx.transaction(async (tx) => {
    const row = await locked(tx, id, version);
    if (row.state !== 'decided' || row.appealDueOn === null) throw enterpriseError('grading-state', {});
    if (row.appealDueOn < today(tx.clock)) throw enterpriseError('appeal-late', { dueOn: row.appealDueOn });
    const { name } = tx.actor;
    await updateGrading(tx, row, { state: 'appealed', appealed_at: tx.clock.now(), appealed_by_name: name, appeal });
    recordOn(tx, row, commandId, 'enterprise:appealGrade', { appeal });
  });
}

/**
 * Another person than decided settles the appeal, with the grade that then holds.
 * @throws app/not-found, app/version-conflict, enterprise/grading-state, enterprise/settle-own
 */
export async function settleAppeal(ctx: Ctx, id: string, body: Body<typeof contracts.settleAppeal>): Promise<void> {
  const { commandId, version, grade, settlement } = body;
  if (await isResend(ctx, commandId, id)) return;
  await ctx.transaction(async (tx) => {
    const row = await locked(tx, id, version);
    if (row.state !== 'appealed') throw enterpriseError('grading-state', {});
    if (row.decidedBy === tx.actor.userId) throw enterpriseError('settle-own', {});
    const { userId, name } = tx.actor;
    const settled = { settled_at: tx.clock.now(), settled_by: userId, settled_by_name: name, settlement };
    await updateGrading(tx, row, { state: 'settled', grade, ...settled });
    await takeEffect(tx, row, grade);
    const word = grade === row.grade ? '维持' : '变更为';
    const frequency = sayInspections((await currentPolicy(tx)).policy, row.currentGrade, grade);
    await tell(tx, row, `分级申诉已处理：${word}${GRADE_WORDS[grade]}`, `${settlement}。${frequency}。`);
    recordOn(tx, row, commandId, 'enterprise:settleAppeal', { grade, before: row.grade, settlement, frequency });
  });
}

/** @throws app/version-conflict, enterprise/policy-broken */
export async function setPolicy(ctx: Ctx, body: Body<typeof contracts.setGradePolicy>): Promise<void> {
  const { commandId, version, policy, source } = body;
  if (!isOrderly(policy)) throw enterpriseError('policy-broken', {});
  if (await isResend(ctx, commandId, commandId)) return;
  await ctx.transaction(async (tx) => {
    const before = await currentPolicy(tx);
    if (before.version !== version) throw appError('version-conflict', { what: '分级计分办法' });
    await insertPolicy(tx, version + 1, policy, source);
    const data = { version: version + 1, policy, source };
    tx.record({
      id: commandId,
      action: 'enterprise:gradePolicy',
      subject: { kind: 'gradePolicy', id: commandId },
      data,
    });
  });
}

async function locked(tx: TxCtx, id: string, version: number): Promise<GradingRow> {
  const row = await lockGrading(tx, id);
  if (!row) throw appError('not-found', NOT_FOUND);
  if (row.version !== version) throw appError('version-conflict', { what: '这条分级结果' });
  return row;
}

async function decide(
  tx: TxCtx,
  row: GradingRow,
  grade: SupervisionGrade,
  reason: string,
  factId: string,
): Promise<void> {
  const { policy } = await currentPolicy(tx);
  const { userId, name } = tx.actor;
  const dueOn = addDays(today(tx.clock), policy.appealDays);
  await updateGrading(tx, row, {
    state: 'decided',
    grade,
    reason,
    decided_at: tx.clock.now(),
    decided_by: userId,
    decided_by_name: name,
    appeal_due_on: dueOn,
  });
  await takeEffect(tx, row, grade);
  const frequency = sayInspections(policy, row.currentGrade, grade);
  await tell(
    tx,
    row,
    `本企业监管等级确定为 ${GRADE_WORDS[grade]}`,
    `${frequency}。有异议的，可在 ${dueOn} 前申诉。每项得分和依据见档案。`,
  );
  recordOn(tx, row, factId, 'enterprise:decideGrade', {
    grade,
    before: row.currentGrade,
    score: row.score,
    reason,
    inspections: policy.inspections[grade],
    frequency,
  });
}

async function takeEffect(tx: TxCtx, row: GradingRow, grade: SupervisionGrade): Promise<void> {
  const file = await lockFile(tx, row.enterpriseId);
  if (file) await updateFile(tx, file, { supervisionGrade: grade, gradedOn: today(tx.clock) });
}

async function tell(tx: TxCtx, { enterpriseId, id }: GradingRow, title: string, detail: string): Promise<void> {
  const userIds = await listPeople(tx, { enterpriseId }, ['enterprisePrincipal', 'enterpriseSafetyManager']);
  await notify(tx, {
    userIds,
    kind: 'enterprise:grade',
    title,
    detail,
    link: `/enterprises/${enterpriseId}?tab=grade`,
    dedupeKey: `grade:${id}:${title}`,
  });
}

function recordOn(tx: TxCtx, row: GradingRow, id: string, action: string, data: Record<string, unknown>): void {
  const subject = { kind: 'grading', id: row.id, version: row.version + 1 };
  const file = { id: row.enterpriseId, division: row.division, industry: row.industry };
  tx.record({ id, action, subject, data: { enterprise: row.enterpriseId, ...data }, placement: placementOf(tx, file) });
}

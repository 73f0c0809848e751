import { localDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listByContent } from '@zhiben/platform/server/files/index.ts';
import { findHazard } from '@zhiben/slices/hazard/server';
import type { z } from 'zod';
import { figuresOf, type KeptFigures } from '../domain/figures.rules.ts';
import type * as contracts from '../domain/record.contract.ts';
import type { CheckRecord, DayFigures, RecordRow } from '../domain/record.contract.ts';
import { filesOf } from '../domain/record.rules.ts';
import { screeningAbilities } from '../domain/screening.policy.ts';
import { countChecklists, findEditions } from './checklists.queries.ts';
import { presentConflict } from './conflicts.actions.ts';
import { countOpenConflicts, listConflictsOf } from './conflicts.queries.ts';
import { listCounted, listDays } from './days.queries.ts';
import { findSettings, type ReadCtx, theEnterprise } from './file.queries.ts';
import { countRecordsUpTo, findRecord, type ListedRecord, listRecordRows } from './records.queries.ts';
import { checkRange, isShown, namesOf, openSlots } from './tasks.present.ts';
import { listCountedTasks, listTasksOf } from './tasks.queries.ts';

type ListCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

function presentRow(row: ListedRecord): RecordRow {
  const { signerId, signerName, signedAt, receivedAt, ...same } = row;
  const signer = { id: signerId, name: signerName };
  return { ...same, signer, signedAt: signedAt.toISOString(), receivedAt: receivedAt.toISOString() };
}

export async function presentRecords(ctx: ReadCtx, query: z.output<typeof contracts.listScreeningRecords.query>) {
  if (query.enterpriseId) await theEnterprise(ctx, query.enterpriseId);
  const { rows, nextCursor } = await listRecordRows(ctx, query);
  return { rows: rows.map(presentRow), nextCursor };
}

/** @throws app/not-found */
export async function presentRecord(ctx: ReadCtx, id: string): Promise<CheckRecord> {
  const record = await findRecord(ctx, id);
  if (!record) throw appError('not-found', { what: '这份排查记录' });
  const key = { checklistId: record.checklistId, edition: record.edition };
  const hashes = filesOf({ answers: record.answerList, findings: record.findingList });
  const [editions, conflicts, files, hazards] = await Promise.all([
    findEditions(ctx, record.enterpriseId, [key]),
    listConflictsOf(ctx, id),
    listByContent(ctx.db, ctx.actor, hashes),
    Promise.all(record.findingList.map((finding) => findHazard(ctx, finding.id))),
  ]);
  const edition = editions.get(`${key.checklistId}/${key.edition}`);
  return {
    ...presentRow(record),
    ...key,
    checklistName: edition?.name ?? '',
    items: edition?.items ?? [],
    startedAt: record.startedAt.toISOString(),
    deviceId: record.deviceId,
    clockSkewSeconds: record.clockSkewSeconds,
    claimedSlotKey: record.claimedSlotKey,
    hash: record.hash,
    answerList: record.answerList,
    findingList: record.findingList.map((one, n) => ({ ...one, hazardNumber: hazards[n]?.number ?? null })),
    merged: [...record.merged],
    conflictList: conflicts.map((row) => presentConflict(ctx, row)),
    missing: record.missing,
    files,
  };
}

/** What is shown of kept figures. */
function shown({ day, due, done, madeUp, missed, excluded, findings }: KeptFigures): DayFigures {
  return { day, due, done, madeUp, missed, excluded, findings };
}

/** @throws screening/years-apart, app/not-found */
export async function presentDays(ctx: ListCtx, query: z.output<typeof contracts.listScreeningDays.query>) {
  const { id } = await theEnterprise(ctx, query.enterpriseId);
  return { rows: (await listDays(ctx, id, checkRange(query.from, query.to))).map(shown) };
}

/** Today of an enterprise, from its slots; the month so far from what is kept. */
export async function presentSummary(ctx: ListCtx, query: z.output<typeof contracts.getScreeningSummary.query>) {
  const { id } = await theEnterprise(ctx, query.enterpriseId);
  const now = ctx.clock.now();
  const today = localDate(now);
  const range = { from: `${today.slice(0, 7)}-01`, to: today };
  const [tasks, names, checklists, openConflicts, incomplete, days, settings] = await Promise.all([
    listTasksOf(ctx, id),
    namesOf(ctx, id),
    countChecklists(ctx, id),
    countOpenConflicts(ctx, id),
    countRecordsUpTo(ctx, { enterpriseId: id, having: 'missing-files' }, 1_000),
    listDays(ctx, id, range),
    findSettings(ctx),
  ]);
  const { slots, suspensions } = await openSlots(ctx, id, tasks);
  const counted = {
    tasks: (await listCountedTasks(ctx, [id])).get(id) ?? [],
    suspensions,
    records: await listCounted(ctx, id, { from: today, to: today }),
  };
  const { days: fresh } = figuresOf(counted, { from: today, to: today }, now.getTime(), settings.makeUpDays);
  const own = fresh.get(today) ?? nothing(today);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return {
    enterpriseId: id,
    today: shown(own),
    month: shown(days.filter(({ day }) => day < today).reduce(added, { ...own, day: range.from })),
    tasks: tasks.length,
    checklists,
    openConflicts,
    incomplete,
    suspended: suspensions.filter(({ from, to }) => from <= now.getTime() && now.getTime() < to).length,
    slots: slots.flatMap((slot) => {
      const task = byId.get(slot.taskId);
      if (!task || !isShown(slot, today)) return [];
      const assigneeNames = task.assignees.map((one) => names.get(one) ?? '已离职人员');
      return [{ ...slot, name: task.name, level: task.level, assigneeNames }];
    }),
    abilities: screeningAbilities(ctx.actor, id),
  };
}

const nothing = (day: string): KeptFigures => ({
  day,
  due: 0,
  done: 0,
  madeUp: 0,
  missed: 0,
  excluded: 0,
  extra: 0,
  findings: 0,
});

function added(sum: KeptFigures, one: KeptFigures): KeptFigures {
  return {
    day: sum.day,
    due: sum.due + one.due,
    done: sum.done + one.done,
    madeUp: sum.madeUp + one.madeUp,
    missed: sum.missed + one.missed,
    excluded: sum.excluded + one.excluded,
    extra: sum.extra + one.extra,
    findings: sum.findings + one.findings,
  };
}

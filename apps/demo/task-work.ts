import { addDays, instantOf, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { STAFF_ROLES } from '@zhiben/slices/identity/domain';
import type { NewUser } from '@zhiben/slices/identity/server';
import type { WorkRow } from '@zhiben/slices/plan/domain';
import { acknowledgeTasks, listTasksAsOf, listWork, reportProgress, verifyProgress } from '@zhiben/slices/plan/server';
import type { Stage } from './acting.ts';
import type { Random } from './random.ts';

const REPORTS = [
  '已印发方案并召开动员部署会',
  '已完成排查，问题清单已交办',
  '已组织培训，签到和试卷已存档',
  '按计划推进，本月已开展两次检查',
  '已召开调度会，形成会议纪要',
  '已报送本期工作情况和台账',
];
const RETURN_REASONS = ['请补充印发文件和会议记录', '请补充本期数据', '附件无法打开，请重新上传'];

/** Somebody else completed the task, or answered the period, in the meantime. */
const GONE: readonly string[] = ['plan/task-done', 'plan/settled'];

interface Span {
  readonly campaignId: string;
  readonly from: LocalDate;
  readonly now: Date;
}

/** What somebody does at an instant; played in the order of time. */
interface Deed {
  readonly at: Date;
  readonly act: () => Promise<void>;
}

/**
 * The work on a campaign since its adoption, as it goes in a county: most periods are answered in time, some late, a
 * few not at all, some wait for the office or came back; every fourth body acknowledges late or not yet.
 */
export async function playWork(
  { clock, as, newId }: Stage,
  random: Random,
  users: readonly NewUser[],
  { campaignId, from, now }: Span,
): Promise<void> {
  const [clerk, deputy = clerk] = users.filter((user) => user.role === 'committeeClerk');
  if (!clerk || !deputy) throw new Error('the committee office has clerks');
  const staff = (bodyId: string | null) =>
    users.find((user) => user.bodyId === bodyId && (STAFF_ROLES as readonly string[]).includes(user.role));
  const today = localDate(now);
  const deeds: Deed[] = [];
  const at = (on: LocalDate, hour: number, act: Deed['act']) => {
    const when = instantOf(on, hour);
    if (when < now) deeds.push({ at: when, act });
  };

  for (const user of users.filter(({ bodyId, role }) => bodyId !== null && staff(bodyId)?.role === role)) {
    if (user !== staff(user.bodyId) || random.chance(0.12)) continue;
    at(addDays(from, random.int(0, 4)), 15, async () => {
      await acknowledgeTasks(as(user), { commandId: newId() });
    });
  }

  const due = await listDueWork();
  const recurring = new Set(due.filter((row) => row.endsOn !== null).map((row) => row.taskId));
  for (const [, rows] of groupBy(due, (row) => `${row.taskId} ${row.bodyId} ${row.dueOn.slice(0, 7)}`)) {
    const [first] = rows;
    const user = first && staff(first.bodyId);
    const last = rows.at(-1);
    if (!first || !last || !user || random.chance(0.05)) continue; // missed
    const late = random.chance(0.09) ? random.int(1, 12) : -random.int(0, 4);
    const on = later(addDays(last.dueOn, late), addDays(from, 1));
    file(user, first.taskId, on, { occurrenceIds: rows.map((row) => row.id) });
  }
  // Tasks that are owed once are completed by and by.
  for (const task of await listTasksAsOf(as(clerk), campaignId, today)) {
    const user = staff(task.leadBodyId);
    if (!user || recurring.has(task.id) || random.chance(0.45)) continue;
    const days = Math.max(1, Math.floor((now.getTime() - instantOf(from).getTime()) / 86_400_000) - 2);
    file(user, task.id, addDays(from, random.int(1, days)), { claimsCompletion: random.chance(0.75) });
  }
  // What happens at one instant is done side by side: it concerns one task or body each.
  const instants = groupBy(deeds, (deed) => deed.at.toISOString());
  for (const [instant, together] of [...instants].sort(([a], [b]) => a.localeCompare(b))) {
    clock.set(instant);
    await Promise.all(together.map((deed) => deed.act()));
  }

  /** A filing, and what the office says to it some days later. */
  function file(
    user: NewUser,
    taskId: string,
    on: LocalDate,
    part: { occurrenceIds?: string[]; claimsCompletion?: boolean },
  ) {
    const verdict = random.chance(0.04) ? 'returned' : 'verified';
    const reason = verdict === 'returned' ? random.pick(RETURN_REASONS) : '';
    const decidedOn = addDays(on, random.int(1, 4));
    const text = random.pick(REPORTS);
    let progressId: string | null = null;
    at(on, 10, async () => {
      const report = { id: newId(), commandId: newId(), happenedOn: on, text, ...part };
      progressId = await reportProgress(as(user), taskId, report).then(
        ({ id }) => id,
        (error: unknown) => {
          if (error instanceof AppError && GONE.includes(error.code)) return null;
          throw error;
        },
      );
    });
    at(decidedOn, 16, async () => {
      if (progressId === null) return;
      const office = user === clerk ? deputy : clerk;
      if (!office || office === user) return;
      const decision = { commandId: newId(), outcome: verdict, reason } as const;
      await verifyProgress(as(office), { taskId, progressId }, decision);
    });
  }

  /** All occurrences of the campaign that are due by next week. */
  async function listDueWork(): Promise<WorkRow[]> {
    const rows: WorkRow[] = [];
    let cursor: string | undefined;
    do {
      const query = { campaignId, dueTo: addDays(today, 7), sort: 'dueOn', limit: 200, cursor } as const;
      const page = await listWork(as(clerk as NewUser), query, today, 0);
      rows.push(...page.rows);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return rows;
  }
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a.localeCompare(b) >= 0 ? a : b;
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

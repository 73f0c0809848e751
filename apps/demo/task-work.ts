import { addDays, instantOf, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { STAFF_ROLES } from '@zhiben/slices/identity/domain';
import type { NewUser } from '@zhiben/slices/identity/server';
import type { WorkRow } from '@zhiben/slices/plan/domain';
import {
  acknowledgeTasks,
  enterFilings,
  listTasksAsOf,
  listWork,
  type PastFiling,
  reportProgress,
  verifyProgress,
} from '@zhiben/slices/plan/server';
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
 * few not at all, some wait for the office or came back; every fourth body acknowledges late or not yet. The many
 * periods are entered at once, what is owed once is done by the product's own actions.
 */
export async function playWork(
  { clock, as, newId, recordPast }: Stage,
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
  const filings: PastFiling[] = [];
  for (const [, rows] of groupBy(due, (row) => `${row.taskId} ${row.bodyId} ${row.dueOn.slice(0, 7)}`)) {
    const [first] = rows;
    const user = first && staff(first.bodyId);
    const last = rows.at(-1);
    if (!first || !last || !user || random.chance(0.05)) continue; // missed
    const late = random.chance(0.09) ? random.int(1, 12) : -random.int(0, 4);
    const on = later(addDays(last.dueOn, late), addDays(from, 1));
    if (instantOf(on, 10) < now) filings.push(pastFiling(user, on, rows));
  }
  // Tasks that are owed once are completed by and by.
  for (const task of await listTasksAsOf(as(clerk), campaignId, today)) {
    const user = staff(task.leadBodyId);
    if (!user || recurring.has(task.id) || random.chance(0.45)) continue;
    const days = Math.max(1, Math.floor((now.getTime() - instantOf(from).getTime()) / 86_400_000) - 2);
    file(user, task.id, addDays(from, random.int(1, days)), { claimsCompletion: random.chance(0.75) });
  }
  for (const { at: when, act } of deeds.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    clock.set(when);
    await act();
  }
  clock.set(now);
  if (filings.length === 0) return;
  const facts = await as(clerk).transaction(async (tx) => {
    const entered = await enterFilings(tx, filings);
    tx.record({ id: newId(), action: 'demo:file', subject: { kind: 'campaign', id: campaignId }, data: {} });
    return entered;
  });
  await recordPast(facts);

  /** A report on what is owed once, and what the office says to it some days later. */
  function file(user: NewUser, taskId: string, on: LocalDate, part: { claimsCompletion: boolean }) {
    const { office, outcome, reason, decidedOn } = decisionOn(user, on);
    const text = random.pick(REPORTS);
    const progressId = newId();
    at(on, 10, async () => {
      await reportProgress(as(user), taskId, { id: progressId, commandId: newId(), happenedOn: on, text, ...part });
    });
    if (!office) return;
    at(decidedOn, 16, async () => {
      await verifyProgress(as(office), { taskId, progressId }, { commandId: newId(), outcome, reason });
    });
  }

  function pastFiling(by: NewUser, on: LocalDate, rows: readonly WorkRow[]): PastFiling {
    const [{ taskId, bodyId }] = rows as [WorkRow];
    const { office, outcome, reason, decidedOn } = decisionOn(by, on);
    const filedAt = instantOf(on, 10);
    const decidedAt = instantOf(decidedOn, 16);
    const decision = { commandId: random.id(decidedAt), at: decidedAt, outcome, reason };
    return {
      id: random.id(filedAt),
      commandId: random.id(filedAt),
      taskId,
      bodyId,
      by,
      at: filedAt,
      text: random.pick(REPORTS),
      happenedOn: on,
      dutyIds: [...new Set(rows.map((row) => row.obligationId))],
      occurrenceIds: rows.map((row) => row.id),
      decision: office && decidedAt < now ? { ...decision, by: office } : null,
    };
  }

  /** Nobody decides on his own filing. */
  function decisionOn(user: NewUser, on: LocalDate) {
    const outcome = random.chance(0.04) ? 'returned' : 'verified';
    const reason = outcome === 'returned' ? random.pick(RETURN_REASONS) : '';
    const office = [clerk, deputy].find((one) => one !== user);
    return { outcome, reason, office, decidedOn: addDays(on, random.int(1, 4)) } as const;
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

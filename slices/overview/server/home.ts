import { addDays, instantOf, type LocalDate, localDate, today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countUnread } from '@zhiben/platform/server/notify/notify.queries.ts';
import { dispatchDues } from '@zhiben/slices/dispatch/server';
import type { HazardFilter, Status } from '@zhiben/slices/hazard/domain';
import { countChanges, countHazards, listHazards } from '@zhiben/slices/hazard/server';
import { periodText } from '@zhiben/slices/plan/domain';
import { countTasks, countWork, listTasks, listWork, reminderSettings } from '@zhiben/slices/plan/server';
import { arrangeFigures, arrangeItems, mondayOf, sayPressing, sayWeek } from '../domain/home.rules.ts';
import type { Home, HomeFigure, HomeItem } from '../domain/overview.contract.ts';
import { enterpriseDuties } from './home-enterprise.ts';
import { papersToAnswer, papersToApprove, proposalsToDecide } from './home-papers.ts';
import { figure, moreAfter, type Part, SHOWN } from './home-part.ts';

/** The home page by what the person may do: who decides nothing reads the state of the county. */
export async function home(ctx: Ctx): Promise<Home> {
  const [unread, page] = await Promise.all([countUnread(ctx.db, ctx.actor), pageOf(ctx)]);
  return { ...page, unread };
}

type Page = Omit<Home, 'unread'>;

async function pageOf(ctx: Ctx): Promise<Page> {
  const on = today(ctx.clock);
  const may = (permission: string) => ctx.actor.permissions.has(permission);
  const isOfEnterprise = ctx.actor.scope.enterpriseId !== null;
  const duties: Promise<Part>[] = [];
  if (isOfEnterprise) duties.push(ownHazards(ctx, may('hazard:commit')), ...enterpriseDuties(ctx));
  else {
    if (may('hazard:confirm')) duties.push(hazardQueue(ctx, 'clue', '认定', '待认定隐患'));
    if (may('hazard:accept')) duties.push(hazardQueue(ctx, 'applied', '验收', '待验收隐患'));
    if (may('task:report')) duties.push(overdueHazards(ctx));
    if (may('task:report') && ctx.actor.bodyId !== null) duties.push(ownWork(ctx), ownTasks(ctx));
    if (may('task:verify')) duties.push(verification(ctx));
    if (may('dispatch:submit')) duties.push(dispatchDuty(ctx));
    if (may('supervision:draft')) duties.push(proposalsToDecide(ctx), papersToApprove(ctx));
  }
  if (duties.length > 0 && may('supervision:answer')) duties.push(papersToAnswer(ctx));
  if (duties.length === 0) return may('plan:read') ? board(ctx, on) : empty(on);
  const parts = await Promise.all(duties);
  const items = arrangeItems(parts.flatMap((part) => part.items));
  return {
    today: on,
    sentence: sayPressing(
      items,
      on,
      parts.flatMap(({ more }) => (more ? [more.from] : [])),
    ),
    figures: arrangeFigures(parts.flatMap((part) => part.figures)),
    items,
    hasMore: parts.some(({ more }) => more !== null),
    works: true,
  };
}

const empty = (on: LocalDate): Page => ({
  today: on,
  sentence: null,
  figures: [],
  items: [],
  hasMore: false,
  works: false,
});

type Filter = Pick<HazardFilter, 'group' | 'grade' | 'state'>;

async function hazardItems(ctx: Ctx, filter: Filter, task: (status: Status) => string) {
  const { rows, nextCursor } = await listHazards(ctx, { ...filter, limit: SHOWN });
  const items = rows.map(({ id, status, description, enterpriseName, number, dueOn }): HomeItem => {
    const note = `${enterpriseName} · ${number}`;
    return { id, task: task(status), title: description, note, dueOn, path: `/hazards/${id}` };
  });
  return { items, more: moreAfter(items, nextCursor) };
}

/** Hazards that wait for the regulator's decision. */
async function hazardQueue(ctx: Ctx, group: 'clue' | 'applied', task: string, label: string): Promise<Part> {
  const [count, found] = await Promise.all([countHazards(ctx, { group }), hazardItems(ctx, { group }, () => task)]);
  return { figures: [figure(group, label, count, `/hazards?view=${group}`)], ...found };
}

/** What is overdue, whoever owes it: the bodies press for it. */
async function overdueHazards(ctx: Ctx): Promise<Part> {
  const [count, found] = await Promise.all([
    countHazards(ctx, { group: 'overdue' }),
    hazardItems(ctx, { group: 'overdue' }, (status) => OVERDUE_TASKS[status] ?? '督促办理'),
  ]);
  return { figures: [figure('overdue', '逾期隐患', count, '/hazards?view=overdue', true)], ...found };
}

const OVERDUE_TASKS: Partial<Record<Status, string>> = {
  clue: '督促认定',
  notified: '督促落实',
  rectifying: '督促整改',
  applied: '督促验收',
};

/** What an enterprise owes on its own hazards; whoever may not file it sees how they stand. */
async function ownHazards(ctx: Ctx, decides: boolean): Promise<Part> {
  const step = (status: Status) => (status === 'notified' ? '报送五落实' : '整改并申请验收');
  const [overdue, open, applied, clue, found] = await Promise.all([
    countHazards(ctx, { group: 'overdue' }),
    countHazards(ctx, { group: 'open' }),
    countHazards(ctx, { group: 'applied' }),
    countHazards(ctx, { group: 'clue' }),
    hazardItems(ctx, { group: 'open' }, decides ? step : () => '本单位整改中'),
  ]);
  const figures = [
    figure('overdue', '逾期', overdue, '/hazards?view=overdue', true),
    figure('open', decides ? '待整改' : '整改中', open, '/hazards?view=open'),
    figure('applied', '等待验收', applied, '/hazards?view=applied'),
    figure('clue', '等待认定', clue, '/hazards?view=clue'),
  ];
  return { figures, ...found };
}

/** What the own body owes now, period by period. */
async function ownWork(ctx: Ctx): Promise<Part> {
  const on = today(ctx.clock);
  const filter = { mine: 'true', group: 'todo' } as const;
  const { escalateAfter } = await reminderSettings(ctx);
  const [count, page] = await Promise.all([
    countWork(ctx, filter, on, escalateAfter),
    listWork(ctx, { ...filter, sort: 'dueOn', limit: SHOWN }, on, escalateAfter),
  ]);
  const items = page.rows.map(({ id, path, label, campaignName, frequency, startsOn, status, dueOn }): HomeItem => {
    const period = periodText(frequency, startsOn);
    const note = period ? `${period} · ${campaignName}` : campaignName;
    const task = status === 'returned' ? '退回重报' : '到期填报';
    return { id, task, title: `${path.join('')} ${label}`, note, dueOn, path: `/worklist/${id}` };
  });
  return { figures: [figure('work', '到期事项', count, '/worklist')], items, more: moreAfter(items, page.nextCursor) };
}

/** Tasks as a whole; what they owe stands among the occurrences, so these are only counted. */
async function ownTasks(ctx: Ctx): Promise<Part> {
  const filter = { mine: 'true', open: 'true' } as const;
  const count = await countTasks(ctx, filter, today(ctx.clock));
  return { figures: [figure('tasks', '本单位任务', count, '/tasks/mine')], items: [], more: null };
}

async function verification(ctx: Ctx): Promise<Part> {
  const filter = { pending: 'true' } as const;
  const [count, found] = await Promise.all([
    countTasks(ctx, filter, today(ctx.clock)),
    taskItems(ctx, filter, '核查进展'),
  ]);
  return { figures: [figure('verification', '待核查进展', count, '/tasks/verification')], ...found };
}

type TaskFilter = Parameters<typeof countTasks>[1];

async function taskItems(ctx: Ctx, filter: TaskFilter, task: string) {
  const { rows, nextCursor } = await listTasks(ctx, { ...filter, limit: SHOWN }, today(ctx.clock));
  const items = rows.map(({ id, path, label, campaignName, dueOn }): HomeItem => {
    return {
      id,
      task,
      title: `${path.join('')} ${label}`,
      note: campaignName,
      dueOn,
      path: `/tasks/${id}`,
    };
  });
  return { items, more: moreAfter(items, nextCursor) };
}

/** The own body's answer to the form, and for the office how many bodies still owe theirs. */
async function dispatchDuty(ctx: Ctx): Promise<Part> {
  const dues = await dispatchDues(ctx);
  const items = dues.flatMap(({ formId, period, title, campaignName, dueOn, own }): HomeItem[] => {
    if (own === null) return [];
    const path = `/dispatch/${formId}/${period}?submit=${own}`;
    return [{ id: `${formId} ${period}`, task: '上报', title, note: campaignName, dueOn, path }];
  });
  return { figures: owedFigures(dues), items, more: null };
}

function owedFigures(dues: Awaited<ReturnType<typeof dispatchDues>>): HomeFigure[] {
  return dues.flatMap(({ formId, period, owing, bodies, isLate }) => {
    if (bodies < 2) return []; // one's own body alone is an item, not a figure
    const label = `未报 ${Number(period.slice(5))} 月调度`;
    return [
      figure(
        `dispatch ${formId}`,
        label,
        { count: owing, exact: true },
        `/dispatch?form=${formId}&period=${period}`,
        isLate,
      ),
    ];
  });
}

/** For leaders, and whoever reads without deciding: the state of their scope and what changed this week. */
async function board(ctx: Ctx, on: LocalDate): Promise<Page> {
  const now = ctx.clock.now();
  const monday = mondayOf(on);
  const count = (filter: Omit<HazardFilter, 'group'>) => countHazards(ctx, { ...filter, group: 'all' });
  const week = instantOf(monday).getTime();
  const lastWeek = { from: instantOf(addDays(monday, -7)), to: new Date(now.getTime() - 7 * 86_400_000) };
  const [toApprove, majorLate, worst, late, majorOpen, found, clue, tasksLate, dues, changes, before] =
    await Promise.all([
      ctx.actor.permissions.has('supervision:approve') ? papersToApprove(ctx) : null,
      count({ grade: 'major', state: 'overdue' }),
      hazardItems(ctx, { group: 'underway', grade: 'major', state: 'overdue' }, () => '重大隐患'),
      count({ state: 'overdue' }),
      count({ grade: 'major', state: 'open' }),
      count({ registeredFrom: monday }),
      countHazards(ctx, { group: 'clue' }),
      countTasks(ctx, { status: 'overdue' }, on),
      dispatchDues(ctx),
      countChanges(ctx, new Date(week), now),
      countChanges(ctx, lastWeek.from, lastWeek.to),
    ]);
  const figures = [
    ...(toApprove?.figures ?? []),
    figure('majorLate', '重大隐患逾期未销号', majorLate, '/hazards?grade=major&state=overdue', true),
    figure('late', '隐患逾期未销号', late, '/hazards?state=overdue', true),
    figure('tasksLate', '任务逾期', tasksLate, '/tasks?status=overdue', true),
    ...owedFigures(dues).slice(0, 1),
    figure('majorOpen', '重大隐患未销号', majorOpen, '/hazards?grade=major&state=open'),
    figure('clue', '隐患线索待认定', clue, '/hazards?view=clue'),
    figure('found', '本周新登记隐患', found, `/hazards?registeredFrom=${localDate(new Date(week))}`),
  ];
  const sentence = sayWeek(changes, before, monday);
  return {
    today: on,
    sentence,
    figures: arrangeFigures(figures),
    items: arrangeItems([...(toApprove?.items ?? []), ...worst.items]),
    hasMore: worst.more !== null || toApprove?.more != null,
    works: false,
  };
}

import { defineErrors } from '@zhiben/platform/domain/errors.ts';

/** At which level of the enterprise a task is done; the ladder 班组日查、车间周查、厂矿月查、集团季查, and two beside it. */
export const TASK_LEVELS = ['post', 'team', 'workshop', 'company', 'group', 'technical', 'principal'] as const;
export type TaskLevel = (typeof TASK_LEVELS)[number];
export const TASK_LEVEL_NAMES: Record<TaskLevel, string> = {
  post: '岗位',
  team: '班组',
  workshop: '车间',
  company: '厂级',
  group: '集团',
  technical: '专业技术',
  principal: '主要负责人',
};

export const CYCLE_UNITS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type CycleUnit = (typeof CYCLE_UNITS)[number];
export const CYCLE_UNIT_NAMES: Record<CycleUnit, string> = {
  hour: '小时',
  day: '天',
  week: '周',
  month: '月',
  quarter: '季度',
  year: '年',
};

/** workDayType of the official record. */
export const WORK_DAY_TYPES = { 0: '每天', 1: '工作日（含调休上班）', 2: '非工作日' } as const;
export type WorkDayType = 0 | 1 | 2;
/** workType of the official record: whose 包保 list a task stands on. */
export const WORK_TYPES = { 0: '日常', 1: '主要负责人', 2: '技术负责人', 3: '操作负责人' } as const;
export type WorkType = 0 | 1 | 2 | 3;

export const ITEM_KINDS = ['yes-no', 'number', 'choice', 'text'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const ITEM_KIND_NAMES: Record<ItemKind, string> = {
  'yes-no': '是否合格',
  number: '读数',
  choice: '选择',
  text: '填写',
};

export const VERDICTS = ['ok', 'bad', 'na'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const VERDICT_NAMES: Record<Verdict, string> = { ok: '合格', bad: '不合格', na: '不涉及' };

/**
 * due: open now · coming: not yet begun · done: signed within the slot · made-up: signed after it, in time ·
 * overdue: the slot is over and can still be made up · missed: it no longer can · excluded: lies in a suspension.
 */
export const SLOT_STATES = ['coming', 'due', 'done', 'made-up', 'overdue', 'missed', 'excluded'] as const;
export type SlotState = (typeof SLOT_STATES)[number];
export const SLOT_STATE_NAMES: Record<SlotState, string> = {
  coming: '未开始',
  due: '待查',
  done: '已查',
  'made-up': '已补查',
  overdue: '可补查',
  missed: '漏查',
  excluded: '停用/检修，不计',
};

/** extra: signed outside any slot, or for one that could no longer be made up; evidence all the same, counted apart. */
export const RECORD_STATES = ['done', 'made-up', 'extra'] as const;
export type RecordState = (typeof RECORD_STATES)[number];
export const RECORD_STATE_NAMES: Record<RecordState, string> = { done: '按时', 'made-up': '补查', extra: '额外检查' };

/** How sure we are of the words of a duty, as the table of duties marks them. */
export const CONFIDENCES = ['text', 'secondary', 'memory', 'local', 'partial'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * Days within which a missed slot may be made up at most, and until the end of the slot that follows if that comes
 * first. Our own default: no rule names a limit; a county sets its own.
 */
export const MAKE_UP_DAYS = 7;
/** Days within which a suspension that has begun may still be filed; it then shows as filed late. Our own default. */
export const LATE_FILING_DAYS = 7;
/** What one enterprise may hold: a list that nobody can work through controls nothing. */
export const MOST_TASKS = 500;
export const MOST_ITEMS = 100;

type None = Record<string, never>;

export const screeningError = defineErrors('screening', {
  'not-own': {
    status: 403,
    when: 'somebody writes the self-inspection of an enterprise that is not their own',
    say: (_: None) => '排查任务、清单和记录由企业自己制定、填写，监管人员可以查看。',
  },
  'too-many': {
    status: 422,
    when: 'an enterprise would hold more than the limit',
    say: (d: { what: string; most: number }) => `${d.what}最多 ${d.most} 个，请合并后再添加。`,
  },
  'unknown-checklist': {
    status: 404,
    when: 'a task names a checklist that the enterprise does not have, or one from the library that does not exist',
    say: (_: None) => '没有这份排查清单，请刷新后重新选择。',
  },
  'unknown-unit': {
    status: 404,
    when: 'a task or a suspension names a risk unit that the enterprise does not have',
    say: (_: None) => '没有这个风险分析单元，请刷新后重新选择。',
  },
  'unknown-measure': {
    status: 404,
    when: 'an item names a control measure that the enterprise does not have',
    say: (_: None) => '没有所引用的管控措施，请刷新后重新选择。',
  },
  'unknown-person': {
    status: 404,
    when: 'a task is given to somebody who is not of the enterprise',
    say: (_: None) => '所选人员不是本企业人员，请重新选择。',
  },
  'checklist-in-use': {
    status: 409,
    when: 'a checklist is removed while tasks use it',
    say: (d: { tasks: number }) => `还有 ${d.tasks} 项排查任务在用这份清单，请先换清单或删除任务。`,
  },
  'nothing-changed': {
    status: 422,
    when: 'a new edition equals the one before',
    say: (_: None) => '内容与现行版本相同，不需要新的版本。',
  },
  'filed-too-late': {
    status: 422,
    when: 'a suspension is filed after the limit',
    say: (d: { days: number }) => `停用/检修开始已超过 ${d.days} 天，不能补报；漏查的时段请在记录中说明原因。`,
  },
  'suspension-over': {
    status: 409,
    when: 'a suspension that has ended or was withdrawn is changed',
    say: (_: None) => '该停用/检修已经结束或已撤回，不能再改。',
  },
  'ends-outside': {
    status: 422,
    when: 'a suspension is ended before it begins or later than it was filed for',
    say: (_: None) => '结束时间应在该停用/检修的期间之内。',
  },
  'conflict-resolved': {
    status: 409,
    when: 'a conflict is resolved twice',
    say: (_: None) => '这个冲突已经处理。',
  },
  'unknown-duty': {
    status: 422,
    when: 'a proposal is taken that does not exist or does not apply to the enterprise',
    say: (_: None) => '没有这项建议任务，请刷新后重新选择。',
  },
  'years-apart': {
    status: 422,
    when: 'a period that is asked for is longer than a list can answer',
    say: (d: { days: number }) => `一次最多查看 ${d.days} 天，请缩短时间范围。`,
  },
});

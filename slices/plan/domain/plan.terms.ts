import type { Doubt, ObligationKind, Period, SectionKind } from '@zhiben/gongwen';
import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import type { ProposalSource } from './assignment.rules.ts';
import type { DutyFacts, UnitFacts } from './correction.contract.ts';
import type { WorkGroup } from './occurrence.contract.ts';
import type { OccurrenceStatus } from './occurrence.rules.ts';
import type { TaskStatus } from './task-status.rules.ts';

export const TASK_STATUS_NAMES: Record<TaskStatus, string> = {
  unassigned: '未分派',
  inProgress: '进行中',
  dueSoon: '临近期限',
  overdue: '逾期',
  awaitingVerification: '待核查',
  done: '已完成',
  repealed: '条款已废止',
};

export const OCCURRENCE_STATUS_NAMES: Record<OccurrenceStatus, string> = {
  ahead: '未到期',
  owed: '待办',
  dueSoon: '临近期限',
  overdue: '逾期',
  missed: '缺报',
  returned: '被退回',
  filed: '待核查',
  verified: '已完成',
  verifiedLate: '补报完成',
  waived: '免报',
  withdrawn: '已移交',
};

export const WORK_GROUP_NAMES: Record<WorkGroup, string> = {
  todo: '待办',
  overdue: '逾期',
  dueSoon: '临近期限',
  returned: '被退回',
  missed: '缺报',
  ahead: '未到期',
  filed: '待核查',
  done: '已完成',
  waived: '免报',
};

export const UNIT_KIND_NAMES: Record<SectionKind | 'letter', string> = {
  section: '部分',
  action: '行动',
  task: '任务',
  safeguard: '保障',
  letter: '正文',
};

export const OBLIGATION_KIND_NAMES: Record<ObligationKind, string> = {
  deadline: '限期完成',
  recurring: '定期开展',
  'one-off-count': '规定次数',
  target: '量化目标',
  'prohibition-trigger': '禁止性要求',
};

export const PROPOSAL_SOURCE_NAMES: Record<ProposalSource, string> = {
  tail: '责任单位',
  actor: '责任主体',
  subject: '条文主语',
  mention: '条文提及',
};

export const PLAN_FORMAT_NAMES = { txt: '文本', docx: 'Word', html: '网页', pdf: 'PDF' } as const;

export const PERIOD_NAMES: Record<Period, string> = {
  day: '天',
  week: '周',
  month: '月',
  quarter: '季度',
  'half-year': '半年',
  year: '年',
};

/** `每月至少 3 次`, `每三年 1 次`, `每月 1 次，22 日前` */
export function frequencyText(f: {
  per: Period;
  atLeast: number;
  every?: number | undefined;
  dueDay?: string | undefined;
}) {
  const every = f.every && f.every > 1 ? ` ${f.every} ${f.per === 'month' || f.per === 'quarter' ? '个' : ''}` : '';
  const times = f.atLeast > 1 ? `至少 ${f.atLeast} 次` : ' 1 次';
  const due = f.dueDay === undefined ? '' : f.dueDay.includes(':') ? `，${f.dueDay} 前` : `，${f.dueDay} 日前`;
  return `每${every}${PERIOD_NAMES[f.per]}${times}${due}`;
}

const QUARTERS = ['一', '二', '三', '四'];

/** Which period an occurrence is of: `3 月`, `二季度`, `上半年`, `6/3 起一周`; empty for what is owed once. */
export function periodText(frequency: { per: Period; every?: number | undefined } | null, startsOn: string): string {
  if (frequency === null) return '';
  const month = Number(startsOn.slice(5, 7));
  const day = `${month}/${Number(startsOn.slice(8))}`;
  if (frequency.every && frequency.every > 1) return `${startsOn.slice(0, 7)} 起`;
  switch (frequency.per) {
    case 'day':
      return day;
    case 'week':
      return `${day} 起一周`;
    case 'month':
      return `${month} 月`;
    case 'quarter':
      return `${QUARTERS[Math.floor((month - 1) / 3)]}季度`;
    case 'half-year':
      return month <= 6 ? '上半年' : '下半年';
    case 'year':
      return `${startsOn.slice(0, 4)} 年`;
  }
}

/** How a plan writes the place of a clause: `二（一）3`. */
export function clauseText(path: readonly string[]): string {
  return path.length === 0 ? '正文' : path.join('');
}

/** Why a person should look, in the words of the screen. */
export const DOUBT_SENTENCES: Record<Doubt, string> = {
  'ambiguous-date': '“×月前”可以理解为两个日期',
  'date-without-by': '只写了日期，没有“前”字，可能是举行之日而不是期限',
  'period-not-day': '只写了时段，没有写最后期限',
  'date-of-earlier-clause': '期限写在前半句，按同一期限处理',
  'rate-without-deed': '频次对应哪项工作不清楚',
  'stated-in-heading': '只在标题里写明',
  'measure-without-date': '像是量化目标，但没有期限',
  'actor-from-heading': '责任主体取自标题或发文对象，条文里没有写',
  'actor-from-context': '责任主体取自上下文',
  'no-actor': '没有找到责任主体',
};

/** What a duty or a unit says, as columns and differences name it. */
export const FACT_NAMES: Record<keyof DutyFacts | keyof UnitFacts | 'quote' | 'path', string> = {
  kind: '类型',
  actor: '责任主体',
  deadline: '完成期限',
  inPeriod: '期内完成',
  frequency: '频次',
  count: '次数',
  target: '目标',
  appliesTo: '适用范围',
  condition: '触发条件',
  title: '标题',
  quote: '原文范围',
  path: '编号',
};

export const MISSING_FACT_SENTENCES = {
  deadline: '缺少完成期限',
  frequency: '缺少频次',
  count: '缺少次数',
  target: '缺少目标',
} as const;

export const planError = defineErrors('plan', {
  unreadable: {
    status: 422,
    when: 'the file is no document that can be read; the sentence of packages/gongwen says why',
    say: (d: { why: string }) => d.why,
  },
  'not-a-plan': {
    status: 422,
    when: 'the text has no numbered unit at all, so there is nothing to assign',
    say: (_: Record<string, never>) =>
      '文件可以读取，但没有找到“一、（一）1.”这样的条目，不像是一份方案。请确认选对了文件。',
  },
  'too-long': {
    status: 413,
    when: 'the text is longer than any plan',
    say: (d: { limit: number }) => `文件超过 ${d.limit / 10_000} 万字，不像是一份方案。请只上传方案正文。`,
  },
  'already-adopted': {
    status: 409,
    when: 'the document already has its campaign',
    say: (d: { name: string }) => `这份方案已经建立专项行动“${d.name}”，不能重复建立。`,
  },
  'reading-changed': {
    status: 409,
    when: 'the plan was corrected or read again after the version that the person who adopts it saw',
    say: (d: { name: string | null; corrections: number }) =>
      `${d.name === null ? '这份方案刚刚重新识别' : `${d.name}刚刚更正了 ${d.corrections} 处`}，没有建立专项行动。已显示最新内容，请核对后再建立。`,
  },
  'reading-closed': {
    status: 409,
    when: 'a correction or a new reading after the plan was adopted',
    say: (_: Record<string, never>) =>
      '这份方案已经建立专项行动，识别结果不再更正。责任单位可在“分派任务”中调整；方案有修订的，请导入新版。',
  },
  'edited-meanwhile': {
    status: 409,
    when: 'somebody else corrected the same item after the version that this correction was made on',
    say: (d: { name: string }) => `${d.name}刚刚改过同一处，您的这一步没有保存。已显示最新内容，请核对后再改。`,
  },
  'correction-misses': {
    status: 409,
    when: 'the item of a correction is not there, was deleted, or the place lies outside it',
    say: (_: Record<string, never>) => '没有找到要更正的内容，可能已被删除、合并或撤销。已显示最新内容，请核对后再改。',
  },
  'not-undoable': {
    status: 409,
    when: 'the correction to take back was taken back before',
    say: (_: Record<string, never>) => '这一步已经撤销过，请查看更正记录。',
  },
  'may-not': {
    status: 403,
    when: 'the permission is there, but this person may not do this with this record',
    say: (d: { why: string }) => d.why,
  },
  'task-done': {
    status: 409,
    when: 'the task is completed and verified',
    say: (_: Record<string, never>) => '这项任务已经核查完成，不能再办理。',
  },
  'date-in-text': {
    status: 409,
    when: 'the limit of a task is set by hand where the text names one, or where what was set is met',
    say: (_: Record<string, never>) =>
      '有任务的完成时限由方案原文规定或已经办结，不能再定，台账没有导入。请重新下载台账后再填写。',
  },
  settled: {
    status: 409,
    when: 'an occurrence that was chosen is verified, waived or no longer owed',
    say: (_: Record<string, never>) => '所选的期次已经核查通过、免报或移交，不需要再填报。请刷新页面后重新选择。',
  },
  'not-escalatable': {
    status: 409,
    when: 'a body owes nothing beyond the limit, or was escalated today before',
    say: (_: Record<string, never>) => '这个单位没有超过期限的逾期事项，或今天已经提级。',
  },
  'already-decided': {
    status: 409,
    when: 'the report was verified or returned before',
    say: (_: Record<string, never>) => '这条进展已经核查过，请刷新页面查看结果。',
  },
  'own-progress': {
    status: 403,
    when: 'the person who filed a report tries to verify it',
    say: (_: Record<string, never>) => '填报人不能核查自己填报的进展，请由安委办其他人员核查。',
  },
});

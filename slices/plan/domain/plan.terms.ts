import type { ObligationKind, Period, SectionKind } from '@zhiben/gongwen';
import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import type { ProposalSource } from './assignment.rules.ts';
import type { TaskStatus } from './task-status.rules.ts';

export const TASK_STATUS_NAMES: Record<TaskStatus, string> = {
  unassigned: '未分派',
  inProgress: '进行中',
  dueSoon: '临近期限',
  overdue: '逾期',
  awaitingVerification: '待核查',
  done: '已完成',
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

const PERIOD_NAMES: Record<Period, string> = {
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

/** How a plan writes the place of a clause: `二（一）3`. */
export function clauseText(path: readonly string[]): string {
  return path.length === 0 ? '正文' : path.join('');
}

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

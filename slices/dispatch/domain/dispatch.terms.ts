import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import type { RowKind } from './form.types.ts';
import { periodName } from './period.rules.ts';
import type { AnswerState, SubmissionKind } from './report.rules.ts';

export const ANSWER_STATE_NAMES: Record<AnswerState, string> = {
  overdue: '逾期未报',
  returned: '已退回',
  waiting: '未报',
  late: '逾期补报',
  submitted: '已报',
};

export const SUBMISSION_KIND_NAMES: Record<SubmissionKind, string> = {
  first: '首次上报',
  late: '逾期补报',
  resubmission: '退回后重报',
  replacement: '截止前重报',
  correction: '更正',
};

export const ROW_KIND_NAMES: Record<RowKind, string> = {
  total: '全县合计',
  department: '按行业主管部门（计入合计）',
  township: '按属地（仅作分布，不计入合计）',
};

/** How the two kinds of absent figures look, beside a plain 0. */
export const ABSENT_FIGURES = { notApplicable: '—', noData: '无数据' } as const;

export const dispatchError = defineErrors('dispatch', {
  'period-not-open': {
    status: 422,
    when: 'figures or a report are asked for a month that has not begun or lies outside the campaign',
    say: (d: { period: string }) => `${periodName(d.period)}的调度尚未开始，或不在本次行动的调度期内。`,
  },
  'correction-note-needed': {
    status: 422,
    when: 'a report is changed after its deadline without saying what is corrected',
    say: (_: Record<string, never>) => '截止时间已过，报表已锁定。如需更正，请填写更正说明后再上报。',
  },
  'decrease-note-needed': {
    status: 422,
    when: 'a cumulative figure is lower than in the report of the period before and no note explains it',
    say: (d: { names: string[] }) => `累计数比上期减少：${d.names.join('、')}。请在更正说明中写明原因后再上报。`,
  },
  'zeros-not-confirmed': {
    status: 422,
    when: 'a figure is 0 and the signer did not confirm it as such',
    say: (d: { names: string[] }) => `以下各项为 0，请确认属实后再上报：${d.names.join('、')}。`,
  },
  'figures-changed': {
    status: 409,
    when: 'the records behind the figures changed between reading and signing',
    say: (d: { names: string[] }) => `您查看之后数据有变化：${d.names.join('、')}。已载入最新数，请核对后再上报。`,
  },
  'not-returnable': {
    status: 409,
    when: 'a report is sent back that is not the latest revision, or has been sent back already',
    say: (_: Record<string, never>) => '这份报表已被退回或已有新的一版，请刷新后查看。',
  },
  'may-not-submit': {
    status: 403,
    when: 'the actor is neither of the body nor of the committee office, or sees only part of what the row counts',
    say: (d: { body: string }) =>
      `您不能替${d.body}上报。可以上报的人：${d.body}中可查看其全部管辖范围的工作人员，县安委办。`,
  },
  'form-in-use': {
    status: 409,
    when: 'a form is put into use twice for one campaign',
    say: (_: Record<string, never>) => '这张调度表已经为该行动启用，无需再次启用。',
  },
});

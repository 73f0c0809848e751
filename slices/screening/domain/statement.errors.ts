import { defineErrors } from '@zhiben/platform/domain/errors.ts';

type None = Record<string, never>;

/** Of commitments, statements, snapshots and rewards. */
export const statementError = defineErrors('screening', {
  'not-signer': {
    status: 403,
    when: 'somebody signs the commitment who is neither the principal nor named by them',
    say: (_: None) => '安全承诺由主要负责人签署，或者由主要负责人委托的人签署。',
  },
  'counts-wrong': {
    status: 422,
    when: 'more installations run and stand than there are',
    say: (d: { fault: string }) => d.fault,
  },
  'amended-meanwhile': {
    status: 409,
    when: 'another version was signed since the form was opened',
    say: (d: { version: number }) =>
      d.version === 0 ? '这一期还没有签署过，请刷新后直接签署。' : `已经有第 ${d.version} 版，请刷新后再更正。`,
  },
  'because-needed': {
    status: 422,
    when: 'an amendment without its reason, or a deputy without one',
    say: (_: None) => '请写明原因。',
  },
  'unknown-deputy': {
    status: 422,
    when: 'a deputy who is not of the enterprise, is the principal, or may not sign',
    say: (_: None) => '只能委托本企业的安全管理员，请重新选择。',
  },
  'until-past': {
    status: 422,
    when: 'a deputy is named until a day that has passed or lies more than a year ahead',
    say: (_: None) => '委托期限应在今天之后、一年以内。',
  },
  'not-stater': {
    status: 403,
    when: 'somebody confirms the statement of an enterprise that is not their own',
    say: (_: None) => '月报告由企业的主要负责人或安全管理员确认。',
  },
  'month-open': {
    status: 422,
    when: 'a statement of a month that has not ended',
    say: (d: { month: string }) => `${d.month}还没有结束，月底以后再确认。`,
  },
  'figures-moved': {
    status: 409,
    when: 'the records changed between reading and confirming a statement',
    say: (_: None) => '确认期间记录有变化，数字已更新，请核对后再确认。',
  },
  'not-received-here': {
    status: 403,
    when: 'somebody without a body receives a statement',
    say: (_: None) => '月报告由监管部门或属地签收。',
  },
  'anonymous-by-sync': {
    status: 422,
    when: 'an anonymous snapshot comes with a session',
    say: (_: None) => '匿名随手拍不能带着登录信息上传，请用匿名通道提交。',
  },
  'ticket-wrong': {
    status: 422,
    when: 'the address for anonymous reports is forged or was replaced',
    say: (_: None) => '匿名报告地址无效或已更换，请向企业索取新的二维码；也可以拨打 12350 举报。',
  },
  'photo-wrong': {
    status: 422,
    when: 'an anonymous photograph cannot be read',
    say: (_: None) => '照片无法识别，请重新拍摄或去掉照片后提交。',
  },
  'decided-already': {
    status: 409,
    when: 'a report or a reward was decided before',
    say: (d: { what: string }) => `${d.what}已经处理，请刷新查看。`,
  },
  'not-approver': {
    status: 403,
    when: 'who proposed a reward approves it',
    say: (_: None) => '提出人不能审批自己提出的奖励，请由另一位管理人员审批。',
  },
  'reward-exists': {
    status: 409,
    when: 'a report is rewarded twice',
    say: (_: None) => '这条报告已经提出过奖励。',
  },
  'not-rewardable': {
    status: 422,
    when: 'a reward for a report that is not accepted',
    say: (_: None) => '只有已登记为隐患或已采纳的报告可以奖励。',
  },
  'person-needed': {
    status: 422,
    when: 'a reward without a report and without a person',
    say: (_: None) => '请填写奖励给谁，或者从一条报告提出。',
  },
  'claim-wrong': {
    status: 422,
    when: 'the claim code does not belong to the report',
    say: (_: None) => '查询码与这条报告不符，请核对。',
  },
  'paid-early': {
    status: 422,
    when: 'a reward is paid in the future or before it was approved',
    say: (_: None) => '发放日期应在批准之后、不晚于今天。',
  },
});

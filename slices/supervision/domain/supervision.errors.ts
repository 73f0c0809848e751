import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import { KINDS, type PaperKind, STATUS_NAMES, type Status } from './supervision.terms.ts';

type None = Record<never, never>;

export const supervisionError = defineErrors('supervision', {
  'wrong-state': {
    status: 409,
    when: 'the transition table has no row for this command in this status',
    say: (d: { command: string; status: Status | null }) =>
      `文书当前为“${d.status ? STATUS_NAMES[d.status] : '未拟稿'}”，不能办理“${d.command}”。请刷新后查看下一步。`,
  },
  'not-for-this-kind': {
    status: 409,
    when: 'a command that only other kinds of papers know',
    say: (d: { command: string; kind: PaperKind }) => `${KINDS[d.kind].name}没有“${d.command}”这一步。`,
  },
  'notice-gone': {
    status: 404,
    when: 'a notice that is not public, or not any more',
    say: (_: None) => '这条公示不存在，或者已经撤下。请回到公示列表查看现有公示。',
  },
  'not-yours': {
    status: 403,
    when: 'the role may try, but not on this paper: another body or person is competent',
    say: (d: { why: string }) => d.why,
  },
  'approval-missing': {
    status: 409,
    when: 'a paper that needs a second person is to be issued without approval',
    say: (d: { kind: PaperKind }) => `${KINDS[d.kind].name}须由另一人审核后印发，请先送审。`,
  },
  'own-approval': {
    status: 409,
    when: 'who drafted a paper approves it',
    say: (_: None) => '拟稿人不能审核自己拟的文书，请由另一人审核。',
  },
  'not-accepted': {
    status: 409,
    when: 'a listing is to be taken down before the hazard was accepted on site and closed',
    say: (d: { number: string }) =>
      `${d.number} 尚未验收合格，不能摘牌。依据：《安全生产治本攻坚三年行动方案（2024—2026年）》（安委〔2024〕2号）主要任务第5项，负有安全监管职责的部门审核把关销号。`,
  },
  'already-listed': {
    status: 409,
    when: 'a hazard that is listed at a level is listed again at that level',
    say: (d: { number: string }) => `该隐患已由 ${d.number} 挂牌督办，尚未摘牌，不能重复挂牌。`,
  },
  'only-major': {
    status: 422,
    when: 'a hazard that was not judged major is to be listed',
    say: (_: None) => '只有已认定的重大事故隐患才能挂牌督办。',
  },
  'talk-missing': {
    status: 409,
    when: 'a summons to a talk is closed before the talk was recorded',
    say: (_: None) => '约谈还没有记录，请先填写约谈记录再办结。',
  },
  'delist-instead': {
    status: 409,
    when: 'a listing is closed like any other paper',
    say: (_: None) => '挂牌督办不能直接办结，隐患验收合格后办理摘牌。',
  },
  'past-day': {
    status: 422,
    when: 'a day that somebody is given lies in the past',
    say: (d: { what: string; today: string }) => `${d.what}不能早于今天（${d.today}）。`,
  },
  'no-addressee': {
    status: 422,
    when: 'a paper without anybody to whom it is mainly addressed',
    say: (_: None) => '请至少填写一个主送单位。',
  },
  'number-missing': {
    status: 422,
    when: 'the plate of a level above is entered without the number it came under',
    say: (_: None) => '上级挂牌的，请填写上级文号。',
  },
  'already-signed': {
    status: 409,
    when: 'an addressee that signed is to sign again',
    say: (d: { party: string }) => `${d.party}已经签收，不需要再次签收。`,
  },
  'sign-first': {
    status: 409,
    when: 'an addressee answers before it signed',
    say: (_: None) => '请先签收，再反馈办理情况。',
  },
  'personal-data': {
    status: 422,
    when: 'a public notice holds a telephone or identity number, or a name from the enterprise file',
    say: (d: { found: string }) =>
      `公示内容含有个人信息（${d.found}），请删去后再公布。《个人信息保护法》第六条：处理个人信息应当限于实现目的的最小范围。`,
  },
  'already-published': {
    status: 409,
    when: 'a notice that is public is published again',
    say: (_: None) => '这份文书已经公布。需要修改的，先撤下再公布。',
  },
  'not-published': {
    status: 409,
    when: 'a notice that is not public is taken down',
    say: (_: None) => '这份文书没有公布，不需要撤下。',
  },
  'no-reply': {
    status: 409,
    when: 'a party is asked again that has not replied',
    say: (_: None) => '该单位还没有反馈，不需要退回重报。已逾期的可以催办，或者采取更强的措施。',
  },
  'proposal-settled': {
    status: 409,
    when: 'a proposal that was accepted, dismissed or lapsed is settled again',
    say: (d: { status: string }) => `这条建议${d.status}，不能再处理。`,
  },
  'circular-exists': {
    status: 409,
    when: 'a second circular is drafted for a month whose first was not withdrawn',
    say: (d: { month: string; title: string }) =>
      `${d.month}的通报已经起草（${d.title}），一个月只发一份。请修改或印发那一份；确需重写的，先撤回再起草。`,
  },
  'month-to-come': {
    status: 422,
    when: 'a circular is drafted for a month that has not begun',
    say: (d: { month: string }) => `${d.month}还没有开始，没有可以通报的数据。`,
  },
  'plate-exists': {
    status: 409,
    when: 'a plate is drafted in a batch for a hazard that has one, drafted or hanging',
    say: (_: None) => '已经挂牌或者正在拟稿，没有重复生成。',
  },
  'nothing-to-list': {
    status: 409,
    when: 'a plate is drafted in a batch for a hazard that is settled',
    say: (d: { status: string }) => `隐患${d.status}，不需要挂牌督办。`,
  },
  changed: {
    status: 409,
    when: 'expectedVersion is not the version of the paper: somebody acted on it since it was read',
    say: (d: { who: string; what: string }) =>
      `${d.who}刚刚办理了“${d.what}”，您看到的不是最新情况。您填写的内容没有提交，请刷新后再办理。`,
  },
  'export-too-large': {
    status: 422,
    when: 'the filter of an export leaves more rows than one sheet takes',
    say: (d: { most: number }) => `符合条件的文书超过 ${d.most} 份，一次导不完。请缩小范围后分次导出。`,
  },
});

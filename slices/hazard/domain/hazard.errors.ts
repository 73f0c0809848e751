import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import { STATUS_NAMES, type Status } from './hazard.terms.ts';
import { sayInstant } from './say-instant.ts';

type None = Record<never, never>;

export const hazardError = defineErrors('hazard', {
  'wrong-state': {
    status: 409,
    when: 'the transition table has no row for this command in this status',
    say: (d: { command: string; status: Status | null }) =>
      `隐患当前为“${d.status ? STATUS_NAMES[d.status] : '未登记'}”，不能办理“${d.command}”。请刷新后查看下一步。`,
  },
  'wrong-grade': {
    status: 409,
    when: 'the command belongs to the loop of the other grade',
    say: (d: { command: string; grade: string }) => `${d.grade}不办理“${d.command}”。`,
  },
  'not-now': {
    status: 409,
    when: 'the status has room for the command, but what stands beside it has not',
    say: (d: { command: string; why: string }) => `现在不能办理“${d.command}”：${d.why}。请刷新后查看下一步。`,
  },
  'not-extended': {
    status: 422,
    when: 'an extension that ends no later than the rectification day already does',
    say: (d: { current: string }) => `延长后的期限应晚于现整改期限 ${d.current}。`,
  },
  'more-than-asked': {
    status: 422,
    when: 'an approval gives more time than was asked for',
    say: (d: { asked: string }) => `批准的期限不能晚于企业申请的 ${d.asked}。`,
  },
  'no-measure': {
    status: 422,
    when: 'a measure that is not in force is to be lifted',
    say: (d: { no: number }) => `第 ${d.no} 项措施不存在或已经解除，请刷新后重新选择。`,
  },
  'already-imposed': {
    status: 409,
    when: 'the same lasting measure is in force already',
    say: (d: { what: string }) => `“${d.what}”正在执行，不能重复作出；情况有变化的，先解除再作出新的决定。`,
  },
  'suspended-too-long': {
    status: 422,
    when: 'a suspension of more than half a year',
    say: (d: { latest: string }) => `暂时停产停业、停止使用的期限一般不超过六个月，最晚到 ${d.latest}（待核）。`,
  },
  'notice-signed': {
    status: 409,
    when: 'a notice that was signed or served is signed again',
    say: (d: { name: string }) => `这份告知已由${d.name}签收，无需再办。`,
  },
  'wrong-name': {
    status: 422,
    when: 'the name that is signed is not the addressee’s',
    say: (d: { name: string }) =>
      `请由告知对象本人签收，姓名应为“${d.name}”。人员已变更的，由乡镇（园区）上门送达并注明。`,
  },
  'witness-missing': {
    status: 422,
    when: 'a refusal to sign without a witness',
    say: (_: None) => '拒绝签收的，请写明在场见证人，按留置送达办理。',
  },
  'no-checkpoint': {
    status: 409,
    when: 'a draw for look-back before the first checkpoint of the audit chain after its period',
    say: (d: { after: string }) =>
      `抽签用的校验值要在 ${d.after} 之后由系统留痕生成，现在还没有。校验值每天自动生成，请稍后再抽。`,
  },
  'drawn-already': {
    status: 409,
    when: 'a second draw for the same period and scope',
    say: (_: None) => '这一时段已经抽过，不能重抽。请查看已有的抽查结果。',
  },
  'nothing-to-draw': {
    status: 422,
    when: 'a draw for look-back from a period without closures in the scope',
    say: (_: None) => '这一时段没有可以抽查的已销号隐患，请换一个时段。',
  },
  'no-pattern': {
    status: 409,
    when: 'a request is to be drafted from a dossier in which nothing suggests it',
    say: (d: { what: string }) => `记录中没有可以${d.what}的情形，不能起草请示。请查看“卷宗”中的事实和依据。`,
  },
  'future-day': {
    status: 422,
    when: 'a day on which something is said to have happened lies in the future',
    say: (d: { what: string; today: string }) => `${d.what}不能晚于今天（${d.today}）。`,
  },
  forbidden: {
    status: 409,
    when: 'a transition that the rules forbid outright; the sentence cites the article',
    say: (d: { what: string; article: string }) => `${d.what}。依据：${d.article}。`,
  },
  changed: {
    status: 409,
    when: 'expectedVersion is not the version of the record: somebody acted on it since it was read',
    say: (d: { done: readonly { who: string; what: string; at: string }[] }) => {
      const done = d.done.map(({ who, what, at }) => `${who}已于 ${sayInstant(at)} 办理“${what}”`).join('；');
      return `${done}，您看到的不是最新情况。您填写的内容没有提交，请刷新后再办理。`;
    },
  },
  'not-yours': {
    status: 403,
    when: 'the role may try, but not on this record: another body is competent',
    say: (d: { why: string }) => d.why,
  },
  'channel-not-yours': {
    status: 422,
    when: 'the recorder gives an origin that is not theirs to give',
    say: (d: { allowed: string }) => `您可以登记的发现渠道：${d.allowed}。`,
  },
  'not-discovered-yet': {
    status: 422,
    when: 'the day of discovery lies in the future',
    say: (d: { today: string }) => `发现日期不能晚于今天（${d.today}）。`,
  },
  'criterion-unknown': {
    status: 422,
    when: 'a criterion code that the library does not hold',
    say: (_: None) => '没有这条判定标准，请重新选择。',
  },
  'criterion-not-in-force': {
    status: 422,
    when: 'a criterion that did not judge on the day of discovery',
    say: (d: { title: string; on: string }) =>
      `“${d.title}”在发现当日（${d.on}）不是有效版本。隐患按发现当日有效的判定标准认定，请另选。`,
  },
  'basis-missing': {
    status: 422,
    when: 'a major hazard is confirmed without criterion and without the name and clause of another standard',
    say: (_: None) => '认定重大事故隐患须写明依据：选择判定标准，或填写其他标准的名称和条款。',
  },
  'past-day': {
    status: 422,
    when: 'a day that somebody is given lies in the past',
    say: (d: { what: string; today: string }) => `${d.what}不能早于今天（${d.today}）。`,
  },
  'later-than-order': {
    status: 422,
    when: 'a day is later than the rectification day that the regulator ordered',
    say: (d: { what: string; dueOn: string }) =>
      `${d.what}不能晚于责令的整改期限 ${d.dueOn}。确需更长时间的，应在期限届满前申请延期。`,
  },
  'proof-missing': {
    status: 422,
    when: 'one of the five commitments, an application or an acceptance of a major hazard lacks its proof',
    say: (d: { what: string }) => `${d.what}缺少证明材料：请上传照片或文件，或写明材料名称。`,
  },
  'photo-used': {
    status: 422,
    when: 'a photograph of an on-site check whose content was attached to something before',
    say: (d: { uses: readonly { name: string; where: string }[] }) =>
      `${d.uses.map(({ name, where }) => `照片“${name}”已用于${where}`).join('；')}，不能再作为这次现场核验的证据。请换成本次在现场拍摄的照片后提交。`,
  },
  'photos-missing': {
    status: 422,
    when: 'application or on-site check of a major hazard without any file',
    say: (d: { what: string }) => `重大事故隐患${d.what}须附整改后的照片或文件，请上传后再提交。`,
  },
  'export-too-large': {
    status: 422,
    when: 'the filter of an export leaves more rows than one sheet takes',
    say: (d: { most: number }) =>
      `符合条件的隐患超过 ${d.most} 项，一次导不完。请按属地、行业或登记日期缩小范围后分次导出。`,
  },
  'visit-time': {
    status: 422,
    when: 'the on-site check is dated before the application or in the future',
    say: (d: { from: string }) => `现场核验时间应在申请验收（${sayInstant(d.from)}）之后、当前时间之前。`,
  },
});

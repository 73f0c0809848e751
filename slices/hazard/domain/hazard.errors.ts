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
  forbidden: {
    status: 409,
    when: 'a transition that the rules forbid outright; the sentence cites the article',
    say: (d: { what: string; article: string }) => `${d.what}。依据：${d.article}。`,
  },
  changed: {
    status: 409,
    when: 'expectedVersion is not the version of the record: somebody acted on it since it was read',
    say: (d: { who: string; what: string; at: string }) =>
      `${d.who}已于 ${sayInstant(d.at)} 办理“${d.what}”，您看到的不是最新情况。您填写的内容没有提交，请刷新后再办理。`,
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

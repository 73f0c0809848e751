import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import type { Enterprise, EnterpriseChange, EnterpriseRow } from './enterprise.contract.ts';
import type { PaperKind, PaperRecord } from './papers.contract.ts';

export const ENTERPRISE_STATUS_NAMES: Record<EnterpriseRow['status'], string> = {
  operating: '生产经营中',
  suspended: '停产停业',
  closed: '已关闭',
};

export const ENTERPRISE_KIND_NAMES: Record<EnterpriseRow['kind'], string> = {
  registered: '登记单位',
  smallSite: '小微场所（无信用代码）',
  smallWork: '小施工小作业',
};

export const ENTERPRISE_SIZE_NAMES: Record<NonNullable<EnterpriseRow['size']>, string> = {
  large: '大型',
  medium: '中型',
  small: '小型',
  micro: '微型',
};

export const PAPER_KIND_NAMES: Record<PaperKind, string> = {
  licence: '许可证照',
  standardisation: '标准化等级',
  insurance: '安全生产责任保险',
  listing: '严重失信列入',
  officeBan: '任职禁止（行业禁入）',
  accident: '生产安全事故',
};

export const PAPER_STATE_NAMES: Record<PaperRecord['state'], string> = {
  inForce: '有效',
  expiring: '即将到期',
  expired: '已过期',
  ended: '已终止',
};

export const CHANGE_SOURCE_NAMES: Record<EnterpriseChange['source'], string> = {
  staff: '监管人员修改',
  enterprise: '企业申报',
  import: '表格导入',
  merge: '档案合并',
  transfer: '属地变更',
  system: '系统',
};

/** Of a field that nobody changed since the file was begun. */
export const ENTERED_SOURCE_NAMES: Record<Enterprise['enteredSource'], string> = {
  staff: '监管人员建档',
  enterprise: '企业建档',
  import: '表格导入建档',
  system: '系统建档',
};

export const GRADE_WORDS: Record<'A' | 'B' | 'C' | 'D', string> = {
  A: 'A 级（低风险）',
  B: 'B 级（一般风险）',
  C: 'C 级（较大风险）',
  D: 'D 级（重大风险）',
};

type None = Record<string, never>;

export const enterpriseError = defineErrors('enterprise', {
  'code-taken': {
    status: 409,
    when: 'another file carries the credit code',
    say: (d: { name: string | null }) =>
      d.name
        ? `该统一社会信用代码已用于“${d.name}”，请在该档案上修改，不要重复建档。`
        : '该统一社会信用代码已用于您管辖范围外的另一份档案，请联系安委办核对。',
  },
  'outside-scope': {
    status: 422,
    when: 'a file would be entered where the person could not see it',
    say: (_: None) => '所填属地或监管行业不在您的管辖范围内，请核对后再保存。',
  },
  'unknown-division': {
    status: 404,
    when: 'a division that the county does not have',
    say: (_: None) => '本县没有这个属地，请重新选择。',
  },
  'unknown-body': {
    status: 404,
    when: 'a body that the county does not have',
    say: (_: None) => '本县没有这个机构，请重新选择。',
  },
  'nothing-changed': {
    status: 422,
    when: 'an edit that changes no field',
    say: (_: None) => '没有改动，不需要保存。',
  },
  'not-for-enterprise': {
    status: 403,
    when: 'the enterprise tries a field that only the regulator sets',
    say: (d: { fields: string }) => `${d.fields}由监管部门填写，企业不能修改。`,
  },
  'proposal-pending': {
    status: 409,
    when: 'the enterprise asks for a change while another one waits',
    say: (_: None) => '上一次申报的变更还没有确认，请等监管部门处理后再申报。',
  },
  'proposal-decided': {
    status: 409,
    when: 'a proposal that was decided before',
    say: (_: None) => '该申报已经处理过，请刷新查看结果。',
  },
  'paper-not-yours': {
    status: 403,
    when: 'the enterprise enters a paper that the regulator decides on',
    say: (d: { kind: string }) => `${d.kind}由监管部门登记，企业不能自行填写。`,
  },
  'paper-ended': { status: 409, when: 'a paper is ended twice', say: (_: None) => '该记录已经终止，请刷新查看。' },
  'paper-end-date': {
    status: 422,
    when: 'the day of ending lies before the paper or in the future',
    say: (d: { from: string; today: string }) => `终止日期应在 ${d.from} 至 ${d.today} 之间。`,
  },
  'early-delisting': {
    status: 422,
    when: 'a listing is ended before twelve months',
    say: (d: { from: string }) => `列入满 12 个月（${d.from}）后方可提前移出（应急管理部令第 11 号）。`,
  },
  'transfer-not-yours': {
    status: 403,
    when: 'a department, which sees its industries alone, would move a file to another township',
    say: (_: None) => '属地变更由安委办或所在乡镇办理，部门不能变更，请联系其中之一。',
  },
  'same-division': { status: 422, when: 'a transfer to where it lies', say: (_: None) => '企业已在该属地，请另选。' },
  'merge-self': { status: 422, when: 'a file is merged with itself', say: (_: None) => '请选择另一份档案。' },
  'merge-two-codes': {
    status: 422,
    when: 'both files carry a credit code, so that they are two entities in law',
    say: (_: None) => '两份档案各有统一社会信用代码，是两个法律主体，不能合并。请先核对并更正错误的代码。',
  },
  'merge-open-hazards': {
    status: 409,
    when: 'the file that would disappear has hazards under way',
    say: (d: { count: number }) =>
      `被并入的档案还有 ${d.count} 条办理中的隐患。请保留该档案（调换方向），或待销号后再合并。`,
  },
  'merge-accounts': {
    status: 409,
    when: 'people of the enterprise sign in under the file that would disappear',
    say: (d: { count: number }) => `被并入的档案还有 ${d.count} 个企业账号，请先在用户管理中转到保留的企业。`,
  },
  'merge-undone': { status: 409, when: 'a merge is undone twice', say: (_: None) => '该次合并已经撤销。' },
  'import-state': {
    status: 409,
    when: 'an import is entered before it was checked, or twice',
    say: (d: { state: string }) => `该次导入现为“${d.state}”，不能执行此操作。`,
  },
  'import-columns-missing': {
    status: 422,
    when: 'a field that every row needs has no column',
    say: (d: { missing: readonly string[] }) => `还没有指定哪一列是：${d.missing.join('、')}。`,
  },
  'import-column-twice': {
    status: 422,
    when: 'one column is mapped to two fields',
    say: (_: None) => '同一列不能对应两个项目，请重新选择。',
  },
  'import-empty': {
    status: 422,
    when: 'a sheet without any row',
    say: (_: None) => '表格是空的：第一个工作表里没有内容。请核对后重新上传。',
  },
  'import-lapsed': {
    status: 422,
    when: 'a checked sheet that nobody entered within the days that it is kept',
    say: (d: { days: number }) => `${d.days} 天内没有确认导入，上传的表格已删除，请重新上传。`,
  },
  'grading-state': {
    status: 409,
    when: 'a grading is decided, appealed or settled out of turn',
    say: (_: None) => '该分级结果的状态已经变化，请刷新后再操作。',
  },
  'appeal-late': {
    status: 422,
    when: 'an appeal after its last day',
    say: (d: { dueOn: string }) => `申诉期限已于 ${d.dueOn} 届满。情况有变化的，请更新档案，系统会重新计算。`,
  },
  'settle-own': {
    status: 403,
    when: 'the person who decided the grade would settle the appeal against it',
    say: (_: None) => '作出分级决定的人不得处理对该决定的申诉，请由另一名工作人员办理。',
  },
  'policy-broken': {
    status: 422,
    when: 'a grading policy whose limits do not descend',
    say: (_: None) => 'A、B、C 三级的最低分应依次递减，检查频次应依次递增。',
  },
  'not-competent': {
    status: 422,
    when: 'one-key fix of blind spots where the matrix names no single competent department',
    say: (_: None) => '责任矩阵中没有唯一的行业主管部门，请先在矩阵中明确。',
  },
});

import { defineErrors } from '@zhiben/platform/domain/errors.ts';

/** The four grades of 安委办〔2016〕11号, gravest first. */
export const LEVELS = ['red', 'orange', 'yellow', 'blue'] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_NAMES: Record<Level, string> = {
  red: '重大风险',
  orange: '较大风险',
  yellow: '一般风险',
  blue: '低风险',
};
export const LEVEL_COLOURS: Record<Level, string> = { red: '红', orange: '橙', yellow: '黄', blue: '蓝' };

export const CONTROL_LEVELS = ['company', 'workshop', 'team', 'post'] as const;
export type ControlLevel = (typeof CONTROL_LEVELS)[number];
export const CONTROL_LEVEL_NAMES: Record<ControlLevel, string> = {
  company: '公司级',
  workshop: '车间级',
  team: '班组级',
  post: '岗位级',
};

export const CAUSES = ['first', 'yearly', 'change', 'accident', 'correction', 'template', 'import'] as const;
export type Cause = (typeof CAUSES)[number];
export const CAUSE_NAMES: Record<Cause, string> = {
  first: '首次评价',
  yearly: '年度评审',
  change: '情况变化',
  accident: '事故后重评',
  correction: '更正',
  template: '行业模板（待核对）',
  import: '表格导入',
};

/** classify1 of the official record. */
export const MEASURE_CLASSES = { 1: '工程技术', 2: '维护保养', 3: '操作行为', 4: '应急措施' } as const;
export type MeasureClass = 1 | 2 | 3 | 4;
/** dataSrc of the official record: 1 自动化监控, 2 隐患排查. */
export type DataSource = 1 | 2;

/** Kinds of accident as in GB 6441; a list to choose from, other words are taken. */
export const ACCIDENT_TYPES = [
  '物体打击',
  '车辆伤害',
  '机械伤害',
  '起重伤害',
  '触电',
  '淹溺',
  '灼烫',
  '火灾',
  '高处坠落',
  '坍塌',
  '冒顶片帮',
  '透水',
  '放炮',
  '火药爆炸',
  '瓦斯爆炸',
  '锅炉爆炸',
  '容器爆炸',
  '其他爆炸',
  '中毒和窒息',
  '其他伤害',
] as const;

/**
 * Circumstances that make a risk major whatever its score. In use in provincial guides (DB37/T 2882 type); the text was
 * not at hand, so screens say so beside them.
 */
export const DIRECT_RULES = {
  mandatoryClause: '违反法律、法规及国家标准中强制性条款',
  accidentPersists: '发生过死亡、重伤或重大财产损失事故，且发生条件依然存在',
  majorDangerSource: '构成危险化学品一级、二级重大危险源的场所和设施',
  crowdedPlace: '具有中毒、爆炸、火灾等危险的场所，作业人员在 10 人以上',
} as const;
export type DirectRule = keyof typeof DIRECT_RULES;
export const DIRECT_RULE_SOURCE = '地方双重预防指南通行规则（原文待核对）';

export const REMARK_NAMES = { comment: '意见', return: '退回' } as const;

/** What one enterprise may hold: a list that nobody can read controls nothing. */
export const MOST_UNITS = 500;
export const MOST_EVENTS = 3_000;
export const MOST_MEASURES = 30;
export const MOST_PLANS = 20;

type None = Record<string, never>;

export const riskError = defineErrors('risk', {
  'not-own': {
    status: 403,
    when: 'somebody writes the risk list of an enterprise that is not their own',
    say: (_: None) => '风险清单由企业自己辨识、评价和更新，监管人员可以提出意见或退回。',
  },
  'too-many': {
    status: 422,
    when: 'an enterprise would hold more than the limit',
    say: (d: { what: string; most: number }) => `${d.what}最多 ${d.most} 个，请合并后再添加。`,
  },
  'after-above-before': {
    status: 422,
    when: 'the score after control is above the one before',
    say: (_: None) => '管控后的风险值高于管控前，请核对评分。',
  },
  'control-too-low': {
    status: 422,
    when: 'the control level lies below what the grade demands',
    say: (d: { level: string; least: string }) => `${d.level}至少由${d.least}管控，请提高管控层级。`,
  },
  'unit-not-empty': {
    status: 409,
    when: 'a unit is removed while it has events',
    say: (d: { count: number }) => `该单元下还有 ${d.count} 个风险事件，请先移走或删除。`,
  },
  'unknown-template': { status: 422, when: 'a template that does not exist', say: (_: None) => '没有这个行业模板。' },
  'review-confirmed': {
    status: 409,
    when: 'a quarter is confirmed twice',
    say: (d: { quarter: string }) => `${d.quarter}的评审已经确认，不能再改。`,
  },
  'review-early': {
    status: 422,
    when: 'a quarter is confirmed before it began',
    say: (_: None) => '这个季度还没有开始。',
  },
  'not-returned': {
    status: 409,
    when: 'an answer to what was answered, or was no return',
    say: (_: None) => '该意见不需要答复，或者已经答复。',
  },
  'unknown-on-plan': {
    status: 422,
    when: 'a drawing names units or events that the enterprise does not have',
    say: (_: None) => '图上有单元或风险事件已不在清单中，请刷新后重画。',
  },
  'drawing-not-image': {
    status: 422,
    when: 'the file of a drawing is not a picture',
    say: (_: None) => '底图应为图片（PDF 请先选择页码，系统会转成图片）。',
  },
  'sheet-problems': {
    status: 422,
    when: 'an imported sheet has faulty rows; none was entered',
    say: (d: { bad: number; good: number }) =>
      `表格有 ${d.bad} 行需要改正，其余 ${d.good} 行无误。请改正后重新导入，或选择只导入无误的行。`,
  },
  'sheet-empty': { status: 422, when: 'a sheet without rows', say: (_: None) => '表格里没有可导入的行。' },
  'due-earlier': {
    status: 422,
    when: 'a reassessment is asked for by a day after which all are due already',
    say: (_: None) => '所选单元的风险都在这一天或更早到期重评，期限不能推后。请选更早的日期，或直接重新评价。',
  },
  'outside-plan': {
    status: 422,
    when: 'an area or a point lies beyond the edge of the drawing',
    say: (_: None) => '有区域或风险点画到了图外，请移回图内再保存。',
  },
  'nothing-due': {
    status: 422,
    when: 'a reassessment is asked for where nothing has a grade',
    say: (_: None) => '所选单元还没有已评价的风险，不需要重评。',
  },
});

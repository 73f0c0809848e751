import type { Body } from '@zhiben/slices/division/domain';
import type { DutyLine } from './duty-list.contract.ts';

/**
 * Duties to begin a list with, each with the text it comes from. `law`: a law, rule or national document asks for it;
 * `example`: one county's document does, to be held against one's own. What could not be held against its text is left
 * out.
 */
export interface DutyStarter extends Pick<DutyLine, 'text' | 'kind' | 'frequency' | 'evidence' | 'source'> {
  readonly code: string;
  readonly ground: 'law' | 'example';
  /** Whom it binds, as lists call it, and which kind of body files for it. */
  readonly party: string;
  readonly bodyKind: Body['kind'];
}

const RESPONSIBILITY = '《地方党政领导干部安全生产责任制规定》';
const LINFEN = '临汾市方案（临政发〔2020〕1号）';
const HAIFENG = '海丰县安全生产治本攻坚三年行动方案';
const FENGTAI = '凤台经济开发区安全生产治本攻坚三年行动实施方案';

const every = (per: 'month' | 'quarter' | 'year', more: { every?: number; dueDay?: string } = {}) =>
  ({ kind: 'recurring', frequency: { per, atLeast: 1, ...more } }) as const;
const standing = { kind: 'standing', frequency: null } as const;

export const DUTY_STARTERS: readonly DutyStarter[] = [
  {
    code: 'party-agenda',
    ground: 'law',
    party: '县委主要负责人',
    bodyKind: 'leadership',
    text: '把安全生产纳入党委议事日程。',
    ...standing,
    evidence: '会议纪要',
    source: RESPONSIBILITY,
  },
  {
    code: 'party-duties',
    ground: 'law',
    party: '县委主要负责人',
    bodyKind: 'leadership',
    text: '把安全生产纳入党委常委会职责清单。',
    ...standing,
    evidence: '职责清单',
    source: RESPONSIBILITY,
  },
  {
    code: 'government-tasks',
    ground: 'law',
    party: '县政府主要负责人',
    bodyKind: 'leadership',
    text: '制定安全生产年度重点工作责任清单。',
    ...every('year'),
    evidence: '年度重点工作责任清单',
    source: RESPONSIBILITY,
  },
  {
    code: 'government-committee',
    ground: 'law',
    party: '县政府主要负责人',
    bodyKind: 'leadership',
    text: '领导安全生产委员会工作，明确班子成员的安全生产分工。',
    ...standing,
    evidence: '分工文件、会议纪要',
    source: RESPONSIBILITY,
  },
  {
    code: 'others-analysis',
    ground: 'law',
    party: '其他党政领导干部',
    bodyKind: 'leadership',
    text: '定期分析分管行业领域的安全生产形势，安全生产与业务工作同安排、同部署、同检查。',
    ...every('year'),
    evidence: '会议纪要',
    source: RESPONSIBILITY,
  },
  {
    code: 'party-meeting',
    ground: 'example',
    party: '县委常委会',
    bodyKind: 'leadership',
    text: '召开会议研究应急管理、安全生产和防灾减灾救灾工作。',
    ...every('quarter'),
    evidence: '会议纪要',
    source: LINFEN,
  },
  {
    code: 'government-meeting',
    ground: 'example',
    party: '县政府常务会议',
    bodyKind: 'leadership',
    text: '召开会议研究应急管理、安全生产和防灾减灾救灾工作。',
    ...every('month'),
    evidence: '会议纪要',
    source: LINFEN,
  },
  {
    code: 'department-meeting',
    ground: 'example',
    party: '各行业主管部门',
    bodyKind: 'department',
    text: '召开安全生产专题会议，研究解决本行业领域安全生产突出问题。',
    ...every('month'),
    evidence: '会议纪要',
    source: LINFEN,
  },
  {
    code: 'risk-analysis',
    ground: 'example',
    party: '县安委会',
    bodyKind: 'committeeOffice',
    text: '开展全县安全风险形势分析会商研判。',
    ...every('quarter'),
    evidence: '研判报告',
    source: HAIFENG,
  },
  {
    code: 'committee-supervision',
    ground: 'example',
    party: '县安委会',
    bodyKind: 'committeeOffice',
    text: '开展一次安全生产督导。',
    ...every('quarter'),
    evidence: '督导通报',
    source: FENGTAI,
  },
  {
    code: 'hazard-circular',
    ground: 'example',
    party: '县安委办',
    bodyKind: 'committeeOffice',
    text: '排查并通报一批突出安全隐患。',
    ...every('month'),
    evidence: '通报',
    source: FENGTAI,
  },
  {
    code: 'hazard-plates',
    ground: 'example',
    party: '县安委会',
    bodyKind: 'committeeOffice',
    text: '挂牌督办一批重大安全隐患。',
    ...every('year'),
    evidence: '挂牌通知、摘牌公告',
    source: FENGTAI,
  },
  {
    code: 'dispatch-form',
    ground: 'example',
    party: '各乡镇',
    bodyKind: 'township',
    text: '报送调度表（累计数）。',
    ...every('month', { dueDay: '22' }),
    evidence: '盖章的调度表',
    source: '溆浦县重大事故隐患专项排查整治2023行动方案',
  },
  {
    code: 'drill-government',
    ground: 'law',
    party: '县政府',
    bodyKind: 'leadership',
    text: '组织生产安全事故应急救援预案演练。',
    ...every('year', { every: 2 }),
    evidence: '演练方案、评估报告',
    source: '《生产安全事故应急条例》第八条',
  },
  {
    code: 'drill-department',
    ground: 'law',
    party: '负有安全生产监督管理职责的部门',
    bodyKind: 'department',
    text: '组织生产安全事故应急救援预案演练。',
    ...every('year', { every: 2 }),
    evidence: '演练方案、评估报告',
    source: '《生产安全事故应急条例》第八条',
  },
  {
    code: 'drill-township',
    ground: 'law',
    party: '各乡镇',
    bodyKind: 'township',
    text: '组织生产安全事故应急救援预案演练。',
    ...every('year', { every: 2 }),
    evidence: '演练方案、评估报告',
    source: '《生产安全事故应急条例》第八条',
  },
  {
    code: 'plan-review',
    ground: 'law',
    party: '县政府',
    bodyKind: 'leadership',
    text: '评估应急预案。',
    ...every('year', { every: 3 }),
    evidence: '评估报告',
    source: '《突发事件应急预案管理办法》（国办发〔2024〕5号）',
  },
  {
    code: 'inspection-plan',
    ground: 'law',
    party: '负有安全生产监督管理职责的部门',
    bodyKind: 'department',
    text: '编制安全生产年度监督检查计划。',
    ...every('year'),
    evidence: '经批准的计划',
    source: '安监总政法〔2017〕150号',
  },
];

import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { SupervisionGrade } from './enterprise.contract.ts';
import type { GradePoint, GradePolicy } from './grading.contract.ts';

/**
 * What a county starts with, until it sets its own. The model (points for inherent risk and for management, a person
 * decides) follows `grading-credit-insurance.md` §2; the numbers are suggestions of this product and rest on no
 * national rule: screens say so until the county has confirmed them by a paper of its own.
 */
export const DEFAULT_POLICY: GradePolicy = {
  base: 100,
  limits: { A: 90, B: 75, C: 60 },
  inspections: { A: 1, B: 2, C: 3, D: 4 },
  appealDays: 15,
  points: {
    highRisk: -5,
    openMajor: -10,
    overdue: -4,
    mostHazards: -40,
    level1: 10,
    level2: 6,
    level3: 3,
    uninsured: -8,
    licenceLapsed: -10,
    noSafetyManager: -5,
    injuryAccident: -10,
  },
};
export const DEFAULT_POLICY_SOURCE = '系统默认值，尚未经本县文件确认';

/** What is known of an enterprise on a day. Hazards as they stand, accidents of the last twelve months. */
export interface GradeFacts {
  readonly highRisk: boolean;
  readonly openMajor: number;
  readonly overdue: number;
  readonly standardLevel: number | null;
  readonly standardUntil: LocalDate | null;
  readonly insuredUntil: LocalDate | null;
  readonly licenceUntil: LocalDate | null;
  readonly listedUntil: LocalDate | null;
  readonly safetyManagerName: string;
  readonly fatalAccidents: number;
  readonly injuryAccidents: number;
}

const LEVELS = ['', '一级', '二级', '三级'];

/**
 * The grade as a sum of points, each with its reason and source. A listing 严重失信 and a fatal accident within twelve
 * months are grade D whatever the sum (某地四级制: 一年内发生死亡事故直接四级, `grading-credit-insurance.md` §2 [地方]).
 */
export function computeGrade(facts: GradeFacts, policy: GradePolicy, on: LocalDate) {
  const { points: worth } = policy;
  const points: GradePoint[] = [];
  const add = (code: string, value: number, reason: string, source: string) => {
    points.push({ code, points: value, reason, source, veto: false });
  };
  const veto = (code: string, reason: string, source: string) => {
    points.push({ code, points: 0, reason, source, veto: true });
  };
  if (facts.highRisk) add('highRisk', worth.highRisk, '属于高危行业', '国家三年行动方案：高危行业领域');
  const majors = Math.max(facts.openMajor * worth.openMajor, worth.mostHazards);
  if (facts.openMajor > 0)
    add('openMajor', majors, `${facts.openMajor} 条重大事故隐患未销号`, '隐患台账；安全生产法第 41 条');
  const late = Math.max(facts.overdue * worth.overdue, worth.mostHazards);
  if (facts.overdue > 0) add('overdue', late, `${facts.overdue} 条隐患逾期`, '隐患台账；安全生产法第 41 条');
  const { standardLevel, standardUntil } = facts;
  const holds = standardLevel !== null && (standardUntil === null || standardUntil >= on);
  if (holds) {
    const value = { 1: worth.level1, 2: worth.level2, 3: worth.level3 }[standardLevel] ?? 0;
    add('standard', value, `安全生产标准化${LEVELS[standardLevel]}（有效期内）`, '应急〔2021〕83 号');
  }
  const insured = facts.insuredUntil !== null && facts.insuredUntil >= on;
  if (facts.highRisk && !insured) {
    add(
      'uninsured',
      worth.uninsured,
      '高危行业没有有效的安全生产责任保险',
      '安全生产法第 51 条；应急〔2025〕27 号第 2 条',
    );
  }
  if (facts.licenceUntil !== null && facts.licenceUntil < on) {
    add('licenceLapsed', worth.licenceLapsed, `许可证照 ${facts.licenceUntil} 已到期`, '企业档案：许可证照');
  }
  if (facts.safetyManagerName === '') {
    add('noSafetyManager', worth.noSafetyManager, '档案中没有安全管理人员', '企业档案；安全生产法第 24 条');
  }
  if (facts.injuryAccidents > 0) {
    add(
      'injuryAccident',
      worth.injuryAccident * facts.injuryAccidents,
      `12 个月内 ${facts.injuryAccidents} 起伤人事故`,
      '企业档案：事故',
    );
  }
  if (facts.fatalAccidents > 0) veto('fatalAccident', `12 个月内 ${facts.fatalAccidents} 起死亡事故`, '企业档案：事故');
  if (facts.listedUntil !== null && facts.listedUntil >= on) {
    veto('listed', `列入严重失信主体名单至 ${facts.listedUntil}`, '应急管理部令第 11 号');
  }
  const sum = points.reduce((total, { points: value }) => total + value, policy.base);
  const score = Math.max(0, Math.min(policy.base, sum));
  return { score, grade: points.some((point) => point.veto) ? ('D' as const) : gradeOf(score, policy), points };
}

/** What a grade means for how often the enterprise may be inspected: 年度检查上限由 3 次改为 4 次. */
export function sayInspections(
  { inspections }: Pick<GradePolicy, 'inspections'>,
  before: SupervisionGrade | null,
  after: SupervisionGrade,
): string {
  const now = inspections[after];
  const was = before && inspections[before];
  if (was === null) return `年度检查上限定为 ${now} 次`;
  return was === now ? `年度检查上限仍为 ${now} 次` : `年度检查上限由 ${was} 次改为 ${now} 次`;
}

function gradeOf(score: number, { limits }: Pick<GradePolicy, 'limits'>): SupervisionGrade {
  if (score >= limits.A) return 'A';
  if (score >= limits.B) return 'B';
  return score >= limits.C ? 'C' : 'D';
}

/** Whether limits descend and inspections do not fall from A to D. */
export function isOrderly({ limits, inspections }: GradePolicy): boolean {
  const { A, B, C, D } = inspections;
  return limits.A > limits.B && limits.B > limits.C && A <= B && B <= C && C <= D;
}

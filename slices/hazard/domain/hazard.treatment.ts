import { z } from 'zod';
import type { Hazard } from './hazard.state.ts';
import { CHANNEL_NAMES, type Channel, type Citation, sayCitation } from './hazard.terms.ts';
import { sayInstant } from './say-instant.ts';

/*
 * 五类差别处置: who found a hazard first decides what is proposed. The origin is immutable, its time is that of the
 * audit entry of the registration; a person decides.
 */

const TREATMENTS = ['noPenalty', 'notListed', 'heavier', 'listedAndExposed', 'accountability', 'ordinary'] as const;
type Treatment = (typeof TREATMENTS)[number];
const TREATMENT_NAMES: Record<Treatment, string> = {
  noPenalty: '企业自查并有效整治，建议不予行政处罚',
  notListed: '地方主动上报并整治到位，建议上级不予挂牌督办',
  heavier: '监管部门执法检查发现，建议依法从重处罚',
  listedAndExposed: '上级督导或者举报、媒体反映查实，建议挂牌督办、公开曝光',
  accountability: '排查不力导致事故，建议从严追责',
  ordinary: '按一般程序处置',
};

/** 溆浦县重大事故隐患专项排查整治2023行动方案 三（五）, the five kinds; other counties' plans follow it or set their own. */
const FIVE: Citation = {
  text: '《重大事故隐患专项排查整治2023行动方案》三、（五）分类处置（溆浦县）',
  confidence: 'local',
};
const FIRST_SLIGHT: Citation = { text: '《行政处罚法》第三十三条', confidence: 'text' };
const AS_ACCIDENT: Citation = {
  text: '安委〔2024〕2号附件方案4：未排查、查不出、拒不整改致隐患长期存在的参照事故调查处理',
  confidence: 'secondary',
};

const OF_CHANNEL: Record<Channel, Treatment> = {
  selfInspection: 'noPenalty',
  lowerLevelReport: 'notListed',
  departmentInspection: 'heavier',
  monitoringAlarm: 'heavier',
  transfer: 'heavier',
  higherLevelSupervision: 'listedAndExposed',
  tipOff: 'listedAndExposed',
  media: 'listedAndExposed',
  accidentInvestigation: 'accountability',
  import: 'ordinary',
};

export const treatmentSchema = z.object({
  treatment: z.enum(TREATMENTS),
  proposal: z.string(),
  /** Clauses it rests on. */
  clauses: z.array(z.string()),
  /** What proves it, in words. */
  proof: z.array(z.string()),
  /** What still stands against it or makes it graver. */
  reservations: z.array(z.string()),
});
export type TreatmentProposal = z.infer<typeof treatmentSchema>;

type Facts = Pick<
  Hazard,
  | 'channel'
  | 'grade'
  | 'status'
  | 'discoveredOn'
  | 'registeredAt'
  | 'returnedCount'
  | 'rectificationDueOn'
  | 'appliedAt'
  | 'closedAt'
>;

/**
 * The treatment that the origin of a hazard suggests; null until it was judged major.
 * @param overdue whether its rectification outlived its day
 * @param recurs how often the same criterion was met before at the enterprise
 */
export function proposeTreatment(
  hazard: Facts,
  { seq, overdue, recurs }: { readonly seq: number; readonly overdue: boolean; readonly recurs: number },
): TreatmentProposal | null {
  if (hazard.grade !== 'major') return null;
  const treatment = OF_CHANNEL[hazard.channel];
  const isCured = hazard.closedAt !== null || hazard.status === 'accepted';
  const lenient = treatment === 'noPenalty' || treatment === 'notListed';
  const reservations = [
    ...(lenient && !isCured ? ['尚未整治到位，整治到位后才适用'] : []),
    ...(overdue ? ['整改已超过期限，不适用从宽处置'] : []),
    ...(hazard.returnedCount >= 2 ? [`验收退回 ${hazard.returnedCount} 次`] : []),
    ...(recurs > 0 ? [`同一企业同一判定条款此前已有 ${recurs} 项，屡改屡犯`] : []),
  ];
  const clauses = [FIVE, ...(treatment === 'noPenalty' ? [FIRST_SLIGHT] : []), ...(overdue ? [AS_ACCIDENT] : [])];
  return {
    treatment,
    proposal: TREATMENT_NAMES[treatment],
    clauses: clauses.map(sayCitation),
    proof: [
      `首发渠道：${CHANNEL_NAMES[hazard.channel]}，登记后不可更改`,
      `发现日期 ${hazard.discoveredOn}，登记时间 ${sayInstant(hazard.registeredAt)}，审计链第 ${seq} 条`,
    ],
    reservations,
  };
}

import type { HazardRecord } from './hazard.contract.ts';
import { COMMITMENT_NAMES, GRADE_NAMES, STATUS_NAMES } from './hazard.terms.ts';

/**
 * What the enterprise puts up of a hazard where its people see it (《安全生产法》第四十一条: 向从业人员通报). Who found it is
 * nobody's to read there.
 */
export function wallNotice(hazard: HazardRecord): {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
} {
  const owner = hazard.commitments.find(({ kind }) => kind === 'responsibility')?.owner;
  return {
    title: hazard.grade === 'major' ? '重大事故隐患公示' : '事故隐患公示',
    facts: [
      ['隐患编号', hazard.number],
      ['所在单位', hazard.enterpriseName],
      ['隐患部位', hazard.place],
      ['隐患内容', hazard.description],
      ['隐患等级', hazard.grade ? GRADE_NAMES[hazard.grade] : '待认定'],
      ['认定依据', hazard.basis || '待认定'],
      ['整改责任人', owner ? `${owner.name}（${owner.position}）` : '待落实'],
      ...hazard.commitments
        .filter(({ kind }) => kind === 'measures' || kind === 'plan')
        .map(({ kind, value }) => [`整改${COMMITMENT_NAMES[kind]}`, String(value)] as const),
      ['整改期限', hazard.rectificationDueOn ?? '待落实'],
      ['当前状态', STATUS_NAMES[hazard.status]],
    ],
  };
}

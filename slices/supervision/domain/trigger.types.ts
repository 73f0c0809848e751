import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Channel, Grade } from '@zhiben/slices/hazard/domain';
import type { PaperKind } from './supervision.terms.ts';

/** What lapsed: of a hazard by its status, or the limit of a plan's task. */
const PHASES = ['judgement', 'commitments', 'rectification', 'acceptance'] as const;
export type Phase = (typeof PHASES)[number];
export const PHASE_NAMES: Record<Phase, string> = {
  judgement: '认定期限',
  commitments: '报送五落实期限',
  rectification: '整改期限',
  acceptance: '验收期限',
};

/** Steps that follow one another: only the strongest that is reached is proposed. */
type Ladder = 'enterprise' | 'regulator' | 'task';

/** All conditions of a rule must hold; what is absent is not looked at. */
interface Conditions {
  readonly grades: readonly Grade[];
  /** Days past the limit; null where the rule does not rest on time. */
  readonly overdueDays: number | null;
  /** Of hazards: whose time it is that ran out. */
  readonly phases?: readonly Phase[];
  /** Sent back so many times after an application for acceptance. */
  readonly returnedTimes?: number;
  readonly channels?: readonly Channel[];
}

/**
 * What a rule rests on. `law`: a document above the county says so and the number stands in it; `document`: the
 * document demands the measure but leaves the number open, or is a local one; `practice`: a default of this product.
 */
export type Standing = 'law' | 'document' | 'practice';
export const STANDING_NAMES: Record<Standing, string> = {
  law: '文件规定',
  document: '文件要求采取措施，天数可配置',
  practice: '系统默认，可配置，不是法定要求',
};

export const PRESETS = ['rising', 'xupu2023', 'hunanList'] as const;
export type Preset = (typeof PRESETS)[number];
export const PRESET_NAMES: Record<Preset, string> = {
  rising: '进展缓慢逐级升级（函告、督办、通报、约谈、挂牌、曝光）',
  xupu2023: '“五个一律”（溆浦县2023年方案）',
  hunanList: '“一单四制”交办（湖南）',
};

export interface TriggerRule {
  readonly code: string;
  readonly name: string;
  readonly subject: 'hazard' | 'task';
  readonly ladder: Ladder | null;
  /** What is proposed; null where the rule only says how to treat the case (`advice`). */
  readonly paper: PaperKind | null;
  readonly advice?: string;
  /** Who is addressed: the enterprise, the body that handles the hazard, the body that leads the task. */
  readonly to: 'enterprise' | 'handlingBody' | 'leadBody' | 'open';
  readonly when: Conditions;
  readonly preset: Preset;
  readonly enabled: boolean;
  /** Document and clause, never its words: the citation stands in papers that enterprises read. */
  readonly source: string;
  readonly standing: Standing;
}

/** What a county may set itself of a rule. */
export interface RuleSetting {
  readonly enabled: boolean;
  readonly overdueDays: number | null;
  readonly source: string;
}

/** A hazard as the rules look at it. */
export interface PressedHazard {
  readonly grade: Grade | null;
  readonly channel: Channel;
  readonly phase: Phase | null;
  /** What lapses next; null when nothing runs. */
  readonly dueOn: LocalDate | null;
  readonly returnedCount: number;
  /** The day on which it was judged. */
  readonly confirmedOn: LocalDate | null;
  readonly isOpen: boolean;
}

/** Why a rule is met: the same ground is never proposed twice. */
export interface Ground {
  readonly ground: string;
  /** Since when it holds. */
  readonly sinceOn: LocalDate;
}

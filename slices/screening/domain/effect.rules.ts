import type { EffectFacts, EffectResult, EffectSettings, LostPoint } from './effect.contract.ts';

/**
 * What a county starts with. The formula E = (A + B) × α is public; how many points 包保履职 and 隐患过少 cost and what
 * vetoes is not. So nothing is deducted and nothing vetoes by itself until the county sets its own parameters with
 * the paper they rest on (official-data-contract.md, Scoring).
 */
export const DEFAULT_EFFECT_SETTINGS: EffectSettings = {
  countMadeUp: true,
  guarantor: { principal: 0, technical: 0, operator: 0 },
  tooFew: { perHundred: 0, points: 0 },
  vetoOverdueMajor: false,
};
export const DEFAULT_EFFECT_BASIS = '系统初始值：扣分为 0、不自动否决，尚未经本县文件设定';

const HALF = 50;
const hundredths = (points: number) => Math.round(points * 100) / 100;

/**
 * 双重预防运行效果 E = (A + B) × α.
 * A = 完成任务数 / 计划任务数 × 50 − 包保履职扣分; B = 已验收隐患 / 应整改隐患 × 50 − 隐患过少扣分; neither falls below 0.
 * α = 0 on any veto, else 1. Where nothing was planned, or nothing had to be cured, the half and E are null: not
 * comparable, which is neither 0 nor 50. A veto alone decides: E is then 0 also where a half is not comparable.
 * @returns points of two decimals; `lost` adds up to 100 − E where E is a number
 */
export function computeEffect(facts: EffectFacts, settings: EffectSettings): EffectResult {
  const lost: LostPoint[] = [];
  const a = computeA(facts, settings, lost);
  const b = computeB(facts, settings, lost);
  const vetoes = vetoesOf(facts, settings);
  if (vetoes.length > 0) {
    const reached = hundredths((a.points ?? 0) + (b.points ?? 0));
    const missing = hundredths((a.points === null ? HALF : 0) + (b.points === null ? HALF : 0));
    vetoes.forEach((veto, n) => {
      lost.push({ half: 'veto', ...veto, points: n === 0 ? hundredths(reached + missing) : 0 });
    });
    return { a: a.points, b: b.points, alpha: 0, e: 0, whyNot: whyNot(a, b), lost };
  }
  const e = a.points === null || b.points === null ? null : hundredths(a.points + b.points);
  return { a: a.points, b: b.points, alpha: 1, e, whyNot: whyNot(a, b), lost };
}

/** What the sums of a place need of an enterprise beside its counts. */
export interface CountedEffect {
  /** 完成任务数. */
  readonly completed: number;
  /** 包保履职扣分 and 隐患过少扣分, as taken. */
  readonly deductedA: number;
  readonly deductedB: number;
}

export function countedOf(
  { done, madeUp }: Pick<EffectFacts, 'done' | 'madeUp'>,
  { countMadeUp }: Pick<EffectSettings, 'countMadeUp'>,
  { lost }: Pick<EffectResult, 'lost'>,
): CountedEffect {
  const taken = (code: LostPoint['code']) => lost.find((one) => one.code === code)?.points ?? 0;
  return {
    completed: done + (countMadeUp ? madeUp : 0),
    deductedA: taken('guarantor'),
    deductedB: taken('tooFew'),
  };
}

/** Sums over the enterprises of a place or trade; `completed`, `accepted` and what was deducted of those with α = 1. */
export interface PlaceSums {
  readonly planned: number;
  readonly completed: number;
  readonly due: number;
  readonly accepted: number;
  /** Points deducted, each times the planned tasks of its enterprise. */
  readonly deductedA: number;
  /** Points deducted, each times the hazards to be rectified of its enterprise. */
  readonly deductedB: number;
}

/**
 * E of a township, a trade or the county: the official formula over all its tasks and hazards, so that E = A + B on
 * every line and an enterprise weighs as much as it planned and had to cure. A vetoed enterprise (α = 0) has planned
 * and completed nothing that counts; deductions weigh as their enterprises do. Null as in `computeEffect`.
 */
export function effectOfPlace(sums: PlaceSums): Pick<EffectResult, 'a' | 'b' | 'e'> {
  const { planned, completed, due, accepted, deductedA, deductedB } = sums;
  const a = planned === 0 ? null : hundredths((completed * HALF - deductedA) / planned);
  const b = due === 0 ? null : hundredths((accepted * HALF - deductedB) / due);
  return { a, b, e: a === null || b === null ? null : hundredths(a + b) };
}

interface Part {
  readonly points: number | null;
  readonly why?: string;
}
const whyNot = (a: Part, b: Part) => [a.why, b.why].filter((why) => why !== undefined);

/** Tasks whose slot has ended, without those in a suspension. */
function plannedOf({ done, madeUp, missed }: Pick<EffectFacts, 'done' | 'madeUp' | 'missed'>): number {
  return done + madeUp + missed;
}

function computeA(facts: EffectFacts, settings: EffectSettings, lost: LostPoint[]): Part {
  const { done, madeUp, missed, excluded } = facts;
  const planned = plannedOf(facts);
  if (planned === 0) {
    const why = excluded > 0 ? `应查时段 ${excluded} 个全部在停用、检修期内，不计入计划任务` : '本月没有到期的排查任务';
    return { points: null, why };
  }
  const completed = done + (settings.countMadeUp ? madeUp : 0);
  const base = hundredths((completed / planned) * HALF);
  if (base < HALF) {
    const late = settings.countMadeUp ? 0 : madeUp;
    const parts = [missed > 0 && `漏查 ${missed} 次`, late > 0 && `补查 ${late} 次（本县参数：补查不计为完成）`];
    lost.push({
      half: 'a',
      code: 'missed',
      points: hundredths(HALF - base),
      sentence: `计划任务 ${planned} 次，完成 ${completed} 次：${parts.filter(Boolean).join('，')}。`,
      source: '官方口径：完成任务数 / 计划任务数 × 50',
    });
  }
  const { guarantorMissed: missedBy } = facts;
  const { guarantor: worth } = settings;
  const people = [
    ['主要负责人', missedBy.principal, worth.principal],
    ['技术负责人', missedBy.technical, worth.technical],
    ['操作负责人', missedBy.operator, worth.operator],
  ] as const;
  const asked = people.reduce((sum, [, count, each]) => sum + count * each, 0);
  const taken = hundredths(Math.min(base, asked));
  if (taken > 0) {
    const said = people.filter(([, count, each]) => count * each > 0);
    lost.push({
      half: 'a',
      code: 'guarantor',
      points: taken,
      sentence: `包保责任人任务漏查：${said.map(([who, count, each]) => `${who} ${count} 次，每次扣 ${each} 分`).join('；')}。`,
      source: '官方口径：包保履职扣分；每次分值为本县参数',
    });
  }
  return { points: hundredths(base - taken) };
}

function computeB(facts: EffectFacts, { tooFew }: EffectSettings, lost: LostPoint[]): Part {
  const { due, accepted, found } = facts;
  if (due === 0) return { points: null, why: '本月没有应整改的隐患' };
  const base = hundredths((accepted / due) * HALF);
  if (base < HALF) {
    lost.push({
      half: 'b',
      code: 'unaccepted',
      points: hundredths(HALF - base),
      sentence: `应整改隐患 ${due} 条，已验收 ${accepted} 条，还有 ${due - accepted} 条到期未验收。`,
      source: '官方口径：已验收隐患 / 应整改隐患 × 50',
    });
  }
  const planned = plannedOf(facts);
  const isTooFew = tooFew.points > 0 && planned > 0 && found * 100 < tooFew.perHundred * planned;
  const taken = isTooFew ? hundredths(Math.min(base, tooFew.points)) : 0;
  if (taken > 0) {
    lost.push({
      half: 'b',
      code: 'tooFew',
      points: taken,
      sentence: `计划任务 ${planned} 次，自查登记隐患 ${found} 条，少于每百次 ${tooFew.perHundred} 条。`,
      source: '官方口径：隐患过少扣分；界限和分值为本县参数',
    });
  }
  return { points: hundredths(base - taken) };
}

function vetoesOf({ overdueMajor, vetoes }: EffectFacts, settings: EffectSettings) {
  const all = vetoes.map(({ reason, basis }) => ({
    code: 'veto' as const,
    sentence: `否决：${reason}`,
    source: basis,
  }));
  if (settings.vetoOverdueMajor && overdueMajor > 0) {
    const sentence = `否决：${overdueMajor} 条重大事故隐患逾期未整改。`;
    all.push({ code: 'veto', sentence, source: '本县参数：重大事故隐患逾期未整改的，α 取 0' });
  }
  return all;
}

/** What the enterprise can do about each lost point, in the order of the points. */
export function nextSteps({ lost, whyNot: reasons }: Pick<EffectResult, 'lost' | 'whyNot'>): EffectStep[] {
  const steps = [...lost]
    .sort((x, y) => y.points - x.points)
    .map(({ code, points }) => ({ code, points, ...ADVICE[code] }));
  if (reasons.some((why) => why.includes('排查任务'))) steps.push({ code: 'missed', points: 0, ...NO_TASKS });
  return steps;
}
export interface EffectStep {
  readonly code: LostPoint['code'];
  readonly points: number;
  readonly label: string;
  readonly advice: string;
}

const ADVICE: Record<LostPoint['code'], { label: string; advice: string }> = {
  missed: { label: '看漏查的任务', advice: '还在补查期内的尽快补查；设备停用、检修的，登记停用时段，不再计入计划。' },
  guarantor: { label: '看包保责任人的任务', advice: '请包保责任人本人按期完成；本人不在岗的，提前调整任务安排。' },
  unaccepted: { label: '看到期未验收的隐患', advice: '已经改好的申请验收；确实改不完的，在期限前申请延期。' },
  tooFew: {
    label: '看自查查出的问题',
    advice: '对照判定标准把查出的问题如实登记。不要为凑数登记琐碎问题，也不要漏记。',
  },
  veto: { label: '看否决的依据', advice: '对否决有异议的，向作出决定的部门说明情况、提交材料。' },
};
const NO_TASKS = { label: '建立排查任务', advice: '按本企业适用的排查要求建立任务，到期后才能计算 A。' };

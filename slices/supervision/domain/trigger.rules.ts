import { addDays, daysBetween, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { CHANNEL_NAMES, GRADE_NAMES, type Grade } from '@zhiben/slices/hazard/domain';
import { TRIGGER_RULES } from './trigger.defaults.ts';
import { type Ground, PHASE_NAMES, type PressedHazard, type RuleSetting, type TriggerRule } from './trigger.types.ts';

/** The rules as they hold in a county: the defaults, and over them what it set itself. */
export function rulesWith(settings: ReadonlyMap<string, RuleSetting>): TriggerRule[] {
  return TRIGGER_RULES.map((rule) => {
    const set = settings.get(rule.code);
    if (!set) return rule;
    const { enabled, overdueDays, source } = set;
    const days = rule.when.overdueDays === null ? null : (overdueDays ?? rule.when.overdueDays);
    return { ...rule, enabled, source, when: { ...rule.when, overdueDays: days } };
  });
}

/** Days past its limit in which a rule of a ladder speaks: from `from`, before `before` (null: for ever). */
export interface Rung {
  readonly rule: TriggerRule;
  /** Null for tasks, which have no grade. */
  readonly grade: Grade | null;
  readonly from: number;
  readonly before: number | null;
}

/**
 * The ladders cut into spans of days, so that at any time one rung speaks for a hazard: the strongest that is reached.
 * Rules of equal days: the later in the list speaks.
 */
export function rungsOf(rules: readonly TriggerRule[]): Rung[] {
  const timed = rules.filter((rule) => rule.enabled && rule.paper !== null && rule.when.overdueDays !== null);
  return timed.flatMap((rule): Rung[] => {
    const grades: readonly (Grade | null)[] = rule.subject === 'task' ? [null] : rule.when.grades;
    return grades.flatMap((grade) => {
      const from = rule.when.overdueDays as number;
      const above = rule.ladder === null ? [] : timed.filter((other) => isAbove(other, rule, grade, timed));
      const before = above.reduce<number | null>((least, { when }) => {
        const days = when.overdueDays as number;
        return least === null || days < least ? days : least;
      }, null);
      return before !== null && before <= from ? [] : [{ rule, grade, from, before }];
    });
  });
}

function isAbove(other: TriggerRule, rule: TriggerRule, grade: Grade | null, order: readonly TriggerRule[]): boolean {
  if (other === rule || other.ladder !== rule.ladder) return false;
  if (grade !== null && !other.when.grades.includes(grade)) return false;
  const [theirs, ours] = [other.when.overdueDays as number, rule.when.overdueDays as number];
  return theirs > ours || (theirs === ours && order.indexOf(other) > order.indexOf(rule));
}

/**
 * Whether a hazard meets a rule today, and on what ground.
 * @param before the days from which the next rung speaks instead; null when there is none
 */
export function groundFor(
  rule: TriggerRule,
  hazard: PressedHazard,
  today: LocalDate,
  before: number | null = null,
): Ground | null {
  const { grades, phases, overdueDays, returnedTimes, channels } = rule.when;
  const { grade, phase, dueOn, confirmedOn } = hazard;
  if (!hazard.isOpen || grade === null || confirmedOn === null || !grades.includes(grade)) return null;
  if (channels && !channels.includes(hazard.channel)) return null;
  if (returnedTimes !== undefined) {
    if (hazard.returnedCount < returnedTimes) return null;
    return { ground: `returned:${hazard.returnedCount}`, sinceOn: confirmedOn };
  }
  if (overdueDays === null) return { ground: 'confirmed', sinceOn: confirmedOn };
  if (dueOn === null || phase === null || !phases?.includes(phase)) return null;
  const days = daysBetween(dueOn, today);
  if (days < overdueDays || (before !== null && days >= before)) return null;
  return { ground: `due:${dueOn}`, sinceOn: dueOn };
}

/** The day on which a rung begins to speak for something that was due on a day. */
export function speaksFrom(rung: Pick<Rung, 'from'>, dueOn: LocalDate): LocalDate {
  return addDays(dueOn, rung.from);
}

/** Why a paper is proposed, in a sentence. */
export function sayReason(
  proposal: { readonly ground: string; readonly sinceOn: LocalDate; readonly dueName: string | null },
  rule: Pick<TriggerRule, 'name' | 'when'> | undefined,
  today: LocalDate,
): string {
  const { ground, sinceOn, dueName } = proposal;
  if (ground.startsWith('due:')) {
    return `${dueName ?? '期限'} ${sinceOn}，已逾期 ${daysBetween(sinceOn, today)} 天`;
  }
  if (ground.startsWith('returned:')) return `验收不合格退回 ${ground.slice('returned:'.length)} 次`;
  return rule?.name ?? '符合触发规则';
}

/** The conditions of a rule in words: 重大事故隐患，整改期限逾期满 7 天. */
export function sayConditions({ subject, when }: Pick<TriggerRule, 'subject' | 'when'>): string {
  const { grades, phases, overdueDays, returnedTimes, channels } = when;
  const whose = phases?.map((phase) => PHASE_NAMES[phase]).join('或') ?? '完成期限';
  return [
    subject === 'task' ? '方案任务' : grades.map((grade) => GRADE_NAMES[grade]).join('、'),
    channels ? `发现渠道为${channels.map((channel) => CHANNEL_NAMES[channel]).join('、')}` : '',
    overdueDays === null ? '' : `${whose}逾期满 ${overdueDays} 天`,
    returnedTimes === undefined ? '' : `验收不合格退回满 ${returnedTimes} 次`,
  ]
    .filter((part) => part !== '')
    .join('，');
}

import { addDays, daysBetween, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { Hazard } from './hazard.state.ts';
import { type Citation, ENDS, sayCitation } from './hazard.terms.ts';
import type { DossierPattern, DossierRequest } from './hazard-dossier.contract.ts';

const AS_ACCIDENT: Citation = {
  text: '安委〔2024〕2号附件方案4：未排查、查不出、拒不整改致重大事故隐患长期存在的，参照事故调查处理',
  confidence: 'secondary',
};
const SHUT_DOWN: Citation = {
  text: '《安全生产法》第一百一十三条第一项：存在重大事故隐患，一百八十日内三次或者一年内四次受到行政处罚',
  confidence: 'text',
};
export const REQUEST_NAMES: Record<DossierRequest, string> = {
  accident: '参照事故调查处理',
  shutdown: '提请人民政府关闭',
};

/** Open longer than this after its rectification day, or since it was found, a hazard counts as 长期存在. */
const LONG_DAYS = 180;

export interface Penalty {
  readonly on: LocalDate;
  readonly document: string;
  readonly text: string;
  readonly number: string;
  readonly hazardId: string;
}

/** The penalties that stand on some hazards, oldest first. */
export function penaltiesOf(hazards: readonly Hazard[]): Penalty[] {
  return hazards
    .flatMap(({ id, number, course }) =>
      (course.measures ?? [])
        .filter(({ measure }) => measure === 'penalty')
        .map(({ on, document, text }) => ({ on, document, text, number, hazardId: id })),
    )
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/**
 * What the records of an enterprise say against handling a hazard as an ordinary one. Facts alone: a person decides.
 * @param others of the same enterprise, `hazard` among them
 */
export function findPatterns(hazard: Hazard, others: readonly Hazard[], today: LocalDate): DossierPattern[] {
  const accident = { ground: sayCitation(AS_ACCIDENT), ...suggesting('accident') };
  const found: DossierPattern[] = [];
  const since = localDate(new Date(hazard.registeredAt));
  const open = !ENDS.has(hazard.status);
  const days = daysBetween(since, today);
  const late = hazard.rectificationDueOn ? daysBetween(hazard.rectificationDueOn, today) : 0;
  if (open && days > LONG_DAYS) {
    const beyond = late > 0 ? `，已超过整改期限 ${late} 天` : '';
    found.push({
      code: 'longUnresolved',
      finding: `登记至今 ${days} 天未消除${beyond}`,
      ...accident,
      hazardIds: [hazard.id],
    });
  }
  if (hazard.returnedCount >= 2) {
    found.push({
      code: 'returned',
      finding: `验收退回 ${hazard.returnedCount} 次`,
      ...accident,
      hazardIds: [hazard.id],
    });
  }
  if (hazard.extendedCount >= 2) {
    found.push({ code: 'extended', finding: `延期 ${hazard.extendedCount} 次`, ...accident, hazardIds: [hazard.id] });
  }
  const same = others.filter(
    (one) => one.criterionCode !== null && one.criterionCode === hazard.criterionCode && one.status !== 'dismissed',
  );
  if (same.length >= 2) {
    const finding = `同一判定条款的重大事故隐患出现 ${same.length} 次`;
    found.push({ code: 'recurrent', finding, ...accident, hazardIds: same.map(({ id }) => id) });
  }
  const failed = others.filter(({ course }) => course.lookBack?.passed === false);
  if (failed.length > 0) {
    found.push({
      code: 'lookBackFailed',
      finding: `回头看不合格 ${failed.length} 次`,
      ...accident,
      hazardIds: failed.map(({ id }) => id),
    });
  }
  const penalties = penaltiesOf(others);
  const recent = penalties.filter(({ on }) => on >= addDays(today, -365));
  const most = mostWithin(penalties, LONG_DAYS);
  if (most >= 3 || recent.length >= 4) {
    const finding = most >= 3 ? `一百八十日内受到行政处罚 ${most} 次` : `一年内受到行政处罚 ${recent.length} 次`;
    const hazardIds = [...new Set(penalties.map(({ hazardId }) => hazardId))];
    found.push({
      code: 'punishedOften',
      finding,
      ground: sayCitation(SHUT_DOWN),
      ...suggesting('shutdown'),
      hazardIds,
    });
  } else if (penalties.length > 0 && open) {
    const finding = `受到行政处罚 ${penalties.length} 次，隐患仍未消除`;
    found.push({
      code: 'punished',
      finding,
      ...accident,
      hazardIds: [...new Set(penalties.map((one) => one.hazardId))],
    });
  }
  return found;
}

const suggesting = (as: DossierRequest) => ({ as, suggests: `建议${REQUEST_NAMES[as]}` });

/** The grounds of a request in words, for its form; empty where nothing suggests it. */
export function sayGrounds(patterns: readonly DossierPattern[], as: DossierRequest): string {
  return patterns
    .filter((pattern) => pattern.as === as)
    .map(({ finding, ground }) => `${finding}。依据：${ground}。`)
    .join('\n');
}

/** The most penalties that fall into any span of so many days. */
function mostWithin(penalties: readonly Penalty[], days: number): number {
  return penalties.reduce((most, first) => {
    const end = addDays(first.on, days);
    return Math.max(most, penalties.filter(({ on }) => on >= first.on && on < end).length);
  }, 0);
}

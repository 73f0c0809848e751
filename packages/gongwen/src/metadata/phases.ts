import { findDates } from '../language/dates.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { PlanPhase } from '../plan.types.ts';
import { type FoldedText, sourceSpan, sourceWords } from '../text/folded-text.ts';
import type { Metadata } from './metadata.ts';

/** Steps and stages with a time span: headings such as 动员部署阶段（2024年2月至4月）, and years with a name. */
export function readPhases(folded: FoldedText, units: ReadUnit[], metadata: Metadata): PlanPhase[] {
  const phases: PlanPhase[] = [];
  for (const { unit, heading } of units) {
    const end = heading.title?.end ?? Math.min(unit.ownEnd, unit.textStart + 60);
    const words = folded.text.slice(unit.textStart, end);
    const bracket = /^([^（）]{2,40})（([^（）]{2,40})）/.exec(words);
    if (!bracket?.[1] || !bracket[2]) continue;
    const [date] = findDates(bracket[2], {
      year: metadata.year,
      planDate: metadata.date,
      periodFrom: metadata.period.from,
      periodTo: metadata.period.to,
    });
    const value = date?.values[0];
    if (!date || !value || date.use === 'false' || date.end < bracket[2].length - 4) continue;
    phases.push({
      name: sourceWords(folded, unit.textStart, unit.textStart + bracket[1].length),
      from: date.use === 'by' ? null : value.from,
      to: value.to,
      span: sourceSpan(folded, unit.start, unit.textStart + bracket[0].length),
    });
  }
  for (const found of folded.text.matchAll(/((?:19|20)\d\d)年(?:为|是)?[“"]([^“”"]{2,12}年)[”"]/g)) {
    const start = found.index + found[0].indexOf(found[2] ?? '');
    phases.push({
      name: sourceWords(folded, start, start + (found[2]?.length ?? 0)),
      from: `${found[1]}-01-01`,
      to: `${found[1]}-12-31`,
      span: sourceSpan(folded, found.index, found.index + found[0].length),
    });
  }
  return phases;
}

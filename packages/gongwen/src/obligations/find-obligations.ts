import { findDates } from '../language/dates.ts';
import { findFrequencies } from '../language/frequencies.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Outline } from '../outline/outline.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { PlanObligation } from '../plan.types.ts';
import { type FoldedText, sourceSpan, sourceWords } from '../text/folded-text.ts';

export function findObligations(
  folded: FoldedText,
  _outline: Outline,
  units: ReadUnit[],
  metadata: Metadata,
): PlanObligation[] {
  const context = {
    year: metadata.year,
    planDate: metadata.date,
    periodFrom: metadata.period.from,
    periodTo: metadata.period.to,
  };
  const found: PlanObligation[] = [];
  for (const { unit, section, heading } of units) {
    const text = folded.text
      .slice(heading.textStart, unit.ownEnd)
      .replace(/《[^《》]*》/g, (name) => '■'.repeat(name.length));
    const add = (from: number, to: number, rest: Pick<PlanObligation, 'kind' | 'deadline' | 'frequency'>): void => {
      const start = heading.textStart + from;
      const end = heading.textStart + to;
      found.push({
        taskPath: section.path,
        sectionId: section.id,
        quote: sourceWords(folded, start, end),
        span: sourceSpan(folded, start, end),
        ...rest,
        actor: null,
        confidence: 0.5,
      });
    };
    const clause = (from: number): [number, number] => {
      const start = Math.max(...['，', '。', '；'].map((mark) => text.lastIndexOf(mark, from))) + 1;
      const stop = text.slice(from).search(/[，。；]/);
      return [start, stop < 0 ? text.length : from + stop];
    };
    for (const date of findDates(text, context)) {
      if (date.use !== 'by') continue;
      const [start, end] = clause(date.end);
      for (const value of date.values)
        add(Math.min(start, date.start), end > date.end ? end : clause(date.end + 1)[1], {
          kind: 'deadline',
          deadline: value.to,
        });
    }
    for (const rate of findFrequencies(text)) {
      const [start, end] = clause(rate.end);
      add(Math.min(start, rate.start), Math.max(end, rate.end), { kind: 'recurring', frequency: rate.frequency });
    }
  }
  return found;
}

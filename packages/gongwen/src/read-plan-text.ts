import { readMetadata } from './metadata/metadata.ts';
import { readPhases } from './metadata/phases.ts';
import { findObligations } from './obligations/find-obligations.ts';
import { readHeading } from './outline/headings.ts';
import { readOutline, type Unit } from './outline/outline.ts';
import type { ReadUnit } from './outline/read-unit.ts';
import { restoreLines } from './outline/run-in-heads.ts';
import { classifySection, kindOf } from './outline/section-kind.ts';
import type { Plan, PlanSection } from './plan.types.ts';
import { type FoldedText, foldText, sourceSpan, sourceWords } from './text/folded-text.ts';

/**
 * Reads the text of a published plan: units, duties, dates, actors, each with its place in `text`.
 * Pure and synchronous; never throws on any text. Time grows linearly with the length of the text.
 */
export function readPlanText(text: string): Plan {
  const folded = restoreLines(foldText(text));
  const outline = readOutline(folded);
  const units = readUnits(folded, outline.units, outline.shape);
  const metadata = readMetadata(folded, outline);
  const phases = readPhases(folded, units, metadata);
  const { title, docNumber, issuer, date, period } = metadata;
  const lastPhase =
    phases
      .map((phase) => phase.to)
      .filter((to) => to !== null)
      .sort()
      .at(-1) ?? null;
  const fullPeriod = period.from || period.to ? period : { from: null, to: lastPhase };
  return {
    title,
    docNumber,
    issuer,
    date,
    period: fullPeriod,
    phases,
    sections: units.map((unit) => unit.section),
    obligations: findObligations(folded, outline, units, { ...metadata, period: fullPeriod }),
  };
}

function readUnits(folded: FoldedText, units: Unit[], shape: Parameters<typeof readHeading>[2]): ReadUnit[] {
  const seen = new Map<string, number>();
  const classes = new Map<Unit, ReturnType<typeof classifySection>>();
  return units.map((unit, index) => {
    const heading = readHeading(folded, unit, shape);
    const title = heading.title ? sourceWords(folded, heading.title.start, heading.title.end) : null;
    const inherited = unit.parent ? classes.get(unit.parent) : undefined;
    const sectionClass = inherited ?? classifySection(headingWords(folded, unit, heading), index === 0);
    classes.set(unit, sectionClass);
    const key = unit.path.join('/');
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const section: PlanSection = {
      id: times > 1 ? `${key}#${times}` : key,
      path: unit.path,
      parentPath: unit.path.slice(0, -1),
      kind: kindOf(unit, sectionClass),
      title,
      startsWith: sourceWords(folded, unit.textStart, Math.min(unit.textStart + 15, unit.end)),
      span: sourceSpan(folded, unit.start, unit.end),
      headSpan: sourceSpan(folded, unit.start, heading.title?.end ?? unit.textStart),
    };
    return { unit, heading, section, sectionClass };
  });
}

/** What a section is called: its heading, else its first words. */
function headingWords(folded: FoldedText, unit: Unit, { title }: ReturnType<typeof readHeading>): string {
  return title
    ? folded.text.slice(title.start, title.end)
    : folded.text.slice(unit.textStart, Math.min(unit.textStart + 8, unit.ownEnd));
}

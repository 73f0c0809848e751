import type { PlanSection } from '../plan.types.ts';
import { type FoldedText, sourceSpan, sourceWords } from '../text/folded-text.ts';
import { type Heading, readHeading } from './headings.ts';
import type { Outline, Unit } from './outline.ts';
import { announcesTasks, classifySection, kindOf, type SectionClass } from './section-kind.ts';

/** A unit with all that later steps need to know about it. */
export interface ReadUnit {
  unit: Unit;
  heading: Heading;
  section: PlanSection;
  sectionClass: SectionClass;
}

/** Gives every unit its heading, its kind and its place in the source. */
export function readUnits(folded: FoldedText, { units, shape }: Outline): ReadUnit[] {
  const headings = units.map((unit) => readHeading(folded, unit, shape));
  const names = units.map((unit, index) => nameOf(folded, unit, headings[index]));
  const tasksElsewhere = units.some((unit, index) => !unit.parent && announcesTasks(names[index] ?? ''));
  const classes = new Map<Unit, SectionClass>();
  const seen = new Map<string, number>();
  return units.map((unit, index) => {
    const heading = headings[index] ?? { title: null, textStart: unit.textStart };
    const inherited = unit.parent ? classes.get(unit.parent) : undefined;
    const sectionClass = inherited ?? classifySection(names[index] ?? '', tasksElsewhere);
    classes.set(unit, sectionClass);
    const key = unit.path.join('/');
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const section: PlanSection = {
      id: times > 1 ? `${key}#${times}` : key,
      path: unit.path,
      parentPath: unit.path.slice(0, -1),
      kind: kindOf(unit, sectionClass),
      title: heading.title ? sourceWords(folded, heading.title.start, heading.title.end) : null,
      startsWith: beginning(folded, unit),
      span: sourceSpan(folded, unit.start, unit.end),
      headSpan: sourceSpan(folded, unit.start, heading.title?.end ?? unit.textStart),
    };
    return { unit, heading, section, sectionClass };
  });
}

/** What a section is called: its heading, else its first words. */
function nameOf(folded: FoldedText, { textStart, ownEnd }: Unit, heading: Heading | undefined): string {
  const { start, end } = heading?.title ?? { start: textStart, end: Math.min(textStart + 8, ownEnd) };
  return folded.text.slice(start, end);
}

/** The first words of the unit itself; of its first sub-unit where it has none. */
function beginning(folded: FoldedText, { textStart, ownEnd, end }: Unit): string {
  return sourceWords(folded, textStart, Math.min(textStart + 15, ownEnd > textStart ? ownEnd : end));
}

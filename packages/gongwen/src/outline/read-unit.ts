import type { PlanSection } from '../plan.types.ts';
import type { Heading } from './headings.ts';
import type { Unit } from './outline.ts';
import type { SectionClass } from './section-kind.ts';

/** A unit with all that later steps need to know about it. */
export interface ReadUnit {
  unit: Unit;
  heading: Heading;
  section: PlanSection;
  sectionClass: SectionClass;
}

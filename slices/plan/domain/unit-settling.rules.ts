import type { CorrectedDuty, CorrectedUnit } from './correction.rules.ts';

/** A unit while corrections are laid over a reading. */
export interface WorkUnit {
  readonly unit: CorrectedUnit;
  /** Place in the reading; created units carry that of the unit before them. */
  readonly rank: number;
  readonly parent: string | null;
  /** The unit whose second part it is. */
  readonly splitFrom: string | null;
  readonly isNew: boolean;
  readonly gone: 'deleted' | { readonly into: string } | null;
}

export interface WorkDuty {
  readonly duty: CorrectedDuty;
  readonly rank: number;
  /** The unit that states it; `undefined`: whichever it lies in. */
  readonly home: string | null | undefined;
  readonly isGone: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const covers = (span: Span, at: number): boolean => span.start <= at && at < span.end;
const lengthOf = ({ start, end }: Span): number => end - start;

/**
 * Finds for each unit and duty the unit that holds it, after all corrections: what lies in a created unit moves into it,
 * what belonged to a merged unit to the one it was merged into, units under a deleted one to the one above. Duties of a
 * deleted unit go with it. Done once at the end, so that the order of corrections does not matter.
 */
export function settleUnits(
  allUnits: readonly WorkUnit[],
  allDuties: readonly WorkDuty[],
): { sections: CorrectedUnit[]; obligations: CorrectedDuty[] } {
  const duties = allDuties.filter((work) => !work.isGone);
  if (allUnits.every((work) => !work.isNew && work.gone === null) && duties.every((work) => work.home !== undefined)) {
    return { sections: allUnits.map(({ unit }) => unit), obligations: inOrder(duties).map(({ duty }) => duty) };
  }
  const settling = new Settling(allUnits);
  const units = inOrder(allUnits.filter((work) => work.gone === null)).map((work) => settling.placed(work));
  const housed = inOrder(duties).flatMap((work) => {
    const home = settling.homeOf(work);
    if (home === 'deleted') return [];
    return [home === work.duty.sectionId ? work.duty : { ...work.duty, sectionId: home }];
  });
  return { sections: units, obligations: housed };
}

type Ranked = Pick<WorkUnit, 'unit' | 'rank'> | Pick<WorkDuty, 'duty' | 'rank'>;

const itemOf = (work: Ranked) => ('unit' in work ? work.unit : work.duty);

/** By the reading; behind the same item by the text, what is wider first. */
function inOrder<T extends Ranked>(works: readonly T[]): T[] {
  return works.toSorted((a, b) => {
    const [x, y] = [itemOf(a), itemOf(b)];
    const isCreated = Number('correctionId' in x.anchor) - Number('correctionId' in y.anchor);
    return (
      a.rank - b.rank ||
      isCreated ||
      x.span.start - y.span.start ||
      lengthOf(y.span) - lengthOf(x.span) ||
      x.id.localeCompare(y.id)
    );
  });
}

class Settling {
  private readonly units: ReadonlyMap<string, WorkUnit>;
  private readonly live: readonly WorkUnit[];
  private readonly created: readonly WorkUnit[];
  private readonly parents = new Map<string, string | null>();
  private readonly paths = new Map<string, string[]>();

  constructor(all: readonly WorkUnit[]) {
    this.units = new Map(all.map((work) => [work.unit.id, work]));
    this.live = inOrder(all.filter((work) => work.gone === null));
    this.created = this.live.filter((work) => work.isNew);
    for (const work of this.created) {
      if (work.splitFrom === null) this.parents.set(work.unit.id, this.around(work));
    }
    for (const { unit, parent, isNew } of all) {
      if (!isNew) this.parents.set(unit.id, this.inmost(this.standing(parent), unit.span.start, unit.id));
    }
    for (const work of this.created) {
      if (work.splitFrom !== null) this.parents.set(work.unit.id, this.parents.get(this.rootOf(work)) ?? null);
    }
  }

  /** The unit with its path and that of its parent. */
  placed(work: WorkUnit): CorrectedUnit {
    const { unit } = work;
    const parent = this.parents.get(unit.id) ?? null;
    if (!work.isNew && parent === work.parent) return unit;
    return { ...unit, path: this.pathOf(unit.id), parentPath: parent === null ? [] : this.pathOf(parent) };
  }

  homeOf({ duty, home }: WorkDuty): string | null | 'deleted' {
    const { start } = duty.span;
    const own = home === undefined ? this.innermost(start) : home;
    const settled = this.inmost(own, start, null);
    if (settled === null) return null;
    const gone = this.units.get(settled)?.gone ?? null;
    if (gone === 'deleted') return 'deleted';
    return gone === null ? settled : this.standing(settled);
  }

  /** The unit itself, or where it went. */
  private standing(id: string | null): string | null {
    let at = id;
    for (let steps = 0; at !== null && steps <= this.units.size; steps++) {
      const work = this.units.get(at);
      if (!work) return null;
      if (work.gone === null) return at;
      at = work.gone === 'deleted' ? work.parent : work.gone.into;
    }
    return null;
  }

  /** From a unit into the created ones that were cut from it or put into it and hold the place. */
  private inmost(from: string | null, at: number, self: string | null): string | null {
    let home = from;
    const entered = new Set<string>();
    for (;;) {
      const next = this.created.find(
        ({ unit, splitFrom }) =>
          unit.id !== self &&
          !entered.has(unit.id) &&
          covers(unit.span, at) &&
          (splitFrom === null ? (this.parents.get(unit.id) ?? null) === home : splitFrom === home),
      );
      if (!next) return home;
      entered.add(next.unit.id);
      home = next.unit.id;
    }
  }

  /** The narrowest unit that holds a place. */
  private innermost(at: number): string | null {
    const holding = this.live.filter(({ unit }) => covers(unit.span, at));
    return holding.toSorted((a, b) => lengthOf(a.unit.span) - lengthOf(b.unit.span))[0]?.unit.id ?? null;
  }

  /** The narrowest unit that holds a created one and is wider. */
  private around({ unit }: WorkUnit): string | null {
    const wider = this.live.filter(
      (other) =>
        other.unit.id !== unit.id &&
        covers(other.unit.span, unit.span.start) &&
        (lengthOf(other.unit.span) > lengthOf(unit.span) ||
          (lengthOf(other.unit.span) === lengthOf(unit.span) && (!other.isNew || other.unit.id < unit.id))),
    );
    return wider.toSorted((a, b) => lengthOf(a.unit.span) - lengthOf(b.unit.span))[0]?.unit.id ?? null;
  }

  /** Created units are counted in the order of the text: 4之2 behind 4, 增1 under the unit around. */
  private pathOf(id: string): string[] {
    const known = this.paths.get(id);
    if (known) return known;
    const work = this.units.get(id);
    const path = work?.isNew ? this.createdPath(work) : (work?.unit.path ?? []);
    this.paths.set(id, path);
    return path;
  }

  private createdPath(work: WorkUnit): string[] {
    if (work.splitFrom !== null) {
      const root = this.rootOf(work);
      const parts = this.created.filter((other) => other.splitFrom !== null && this.rootOf(other) === root);
      const path = this.pathOf(root);
      return [...path.slice(0, -1), `${path.at(-1) ?? ''}之${numberIn(parts, work) + 1}`];
    }
    const parent = this.parents.get(work.unit.id) ?? null;
    const siblings = this.created.filter(
      (other) => other.splitFrom === null && (this.parents.get(other.unit.id) ?? null) === parent,
    );
    return [...(parent === null ? [] : this.pathOf(parent)), `增${numberIn(siblings, work)}`];
  }

  /** The unit of which all parts were cut. */
  private rootOf(work: WorkUnit): string {
    let at = work;
    while (at.splitFrom !== null) {
      const from = this.units.get(at.splitFrom);
      if (!from) break;
      at = from;
    }
    return at.unit.id;
  }
}

/** Position by the text, from 1. */
function numberIn(units: readonly WorkUnit[], wanted: WorkUnit): number {
  const byText = units.toSorted((a, b) => a.unit.span.start - b.unit.span.start || (a.unit.id < b.unit.id ? -1 : 1));
  return byText.indexOf(wanted) + 1;
}

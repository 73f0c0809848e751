import type { ReadingDifference } from './correction.contract.ts';
import { dutyPlaces, type Place, placeFinder, placeKey, unitPlaces } from './correction-anchors.rules.ts';
import type { ReadDuty, Reading, ReadSection } from './reading.contract.ts';

const DUTY_FIELDS = [
  'kind',
  'actor',
  'deadline',
  'inPeriod',
  'frequency',
  'count',
  'target',
  'appliesTo',
  'condition',
  'quote',
] as const satisfies readonly (keyof ReadDuty)[];
const UNIT_FIELDS = ['kind', 'title', 'path'] as const satisfies readonly (keyof ReadSection)[];

/** What another reading of the same text finds, no longer finds, or understands differently; in the order of the text. */
export function readingDifferences(before: Reading, after: Reading): ReadingDifference[] {
  const units = compare(placedUnits(before), placedUnits(after), UNIT_FIELDS).map(({ item, ...rest }) => ({
    ...rest,
    item: 'unit' as const,
    path: item.path,
    words: item.title ?? item.startsWith,
    start: item.span.start,
  }));
  const duties = compare(placedDuties(before), placedDuties(after), DUTY_FIELDS).map(({ item, path, ...rest }) => ({
    ...rest,
    item: 'duty' as const,
    path,
    words: item.quote,
    start: item.span.start,
  }));
  return [...units, ...duties].sort((a, b) => a.start - b.start).map(({ start: _, ...difference }) => difference);
}

interface Placed<T> {
  readonly item: T;
  readonly place: Place;
}

function placedUnits({ sections }: Reading): Placed<ReadSection>[] {
  const places = unitPlaces(sections);
  return sections.map((item, n) => ({ item, place: places[n] as Place }));
}

function placedDuties({ sections, obligations }: Reading): Placed<ReadDuty>[] {
  const paths = new Map(sections.map(({ id, path }) => [id, path]));
  const places = dutyPlaces(obligations, (id) => (id === null ? [] : (paths.get(id) ?? [])));
  return obligations.map((item, n) => ({ item, place: places[n] as Place }));
}

interface Change<T> {
  readonly change: ReadingDifference['change'];
  readonly item: T;
  readonly path: string[];
  readonly fields: string[];
}

function compare<T>(
  before: readonly Placed<T>[],
  after: readonly Placed<T>[],
  fields: readonly (keyof T & string)[],
): Change<T>[] {
  const found = placeFinder(after.map(({ place }) => place));
  const byKey = new Map(after.map((placed) => [placeKey(placed.place), placed]));
  const met = new Set<Placed<T>>();
  const changes = before.flatMap((old): Change<T>[] => {
    const place = found(old.place);
    const now = place && byKey.get(placeKey(place));
    const { path } = old.place;
    if (!now || met.has(now)) return [{ change: 'removed', item: old.item, path, fields: [] }];
    met.add(now);
    const differing = fields.filter((field) => canonical(old.item[field]) !== canonical(now.item[field]));
    if (differing.length === 0) return [];
    return [{ change: 'changed', item: now.item, path: now.place.path, fields: differing }];
  });
  const added = after
    .filter((placed) => !met.has(placed))
    .map(({ item, place }): Change<T> => ({ change: 'added', item, path: place.path, fields: [] }));
  return [...changes, ...added];
}

/** JSON whose keys stand in one order: a stored reading comes back with another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort() : part,
  );
}

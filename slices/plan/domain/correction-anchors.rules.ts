import type { Anchor } from './correction.contract.ts';
import type { ReadDuty, ReadSection } from './reading.contract.ts';

/** Where an item of a reading stands. */
export type Place = Exclude<Anchor, { correctionId: string }>;

/** The places of all items of a sort, in the order of the reading. */
export function dutyPlaces(duties: readonly ReadDuty[], pathOf: (id: string | null) => string[]): Place[] {
  return numbered(
    duties.map(({ kind, span, quote, sectionId }) => ({ kind, ...span, quote, path: pathOf(sectionId), nth: 0 })),
  );
}

/** Units are placed by their heads: their ends move when a unit behind them is found or lost. */
export function unitPlaces(units: readonly ReadSection[]): Place[] {
  return numbered(
    units.map(({ headSpan, startsWith, path }) => ({ kind: 'unit', ...headSpan, quote: startsWith, path, nth: 0 })),
  );
}

function numbered(places: Place[]): Place[] {
  const seen = new Map<string, number>();
  return places.map((place) => {
    const nth = seen.get(spotOf(place)) ?? 0;
    seen.set(spotOf(place), nth + 1);
    return nth === 0 ? place : { ...place, nth };
  });
}

const spotOf = ({ kind, start, end }: Place): string => `${kind}@${start}-${end}`;

/** Names a place within its document; without spaces. */
export function placeKey(place: Place): string {
  return place.nth === 0 ? spotOf(place) : `${spotOf(place)}#${place.nth}`;
}

/** Least share of what two places cover together that both cover, to be taken for the same item. */
const LIKENESS = 0.5;

/**
 * Finds the item of a reading that an anchor means: at the same place; else the one that covers most of the same words
 * (a later reader may cut a sentence elsewhere); else the only one with the same words in the unit of the same path.
 * @returns null where nothing fits, or two fit alike: a person has to look
 */
export function placeFinder(places: readonly Place[]): (wanted: Place) => Place | null {
  const byKey = new Map(places.map((place) => [placeKey(place), place]));
  const found = new Map<string, Place | null>();
  return (wanted) => {
    const key = placeKey(wanted);
    const exact = byKey.get(key);
    if (exact) return exact;
    let answer = found.get(key);
    if (answer === undefined) {
      answer = likest(places, wanted) ?? onlyWithWords(places, wanted);
      found.set(key, answer);
    }
    return answer;
  };
}

const isUnit = ({ kind }: Place): boolean => kind === 'unit';

function likest(places: readonly Place[], wanted: Place): Place | null {
  const ranked = places
    .filter((place) => isUnit(place) === isUnit(wanted))
    // The same kind decides between two duties of one sentence.
    .map((place) => ({ place, share: sharedPart(place, wanted), isKind: place.kind === wanted.kind }))
    .filter(({ share }) => share >= LIKENESS)
    .sort((a, b) => b.share - a.share || Number(b.isKind) - Number(a.isKind));
  const [first, second] = ranked;
  if (!first) return null;
  return second && second.share === first.share && second.isKind === first.isKind ? null : first.place;
}

function onlyWithWords(places: readonly Place[], wanted: Place): Place | null {
  const same = places.filter(
    ({ kind, quote, path }) =>
      kind === wanted.kind && quote === wanted.quote && path.join('/') === wanted.path.join('/'),
  );
  return same.length === 1 ? (same[0] ?? null) : null;
}

function sharedPart(a: Place, b: Place): number {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return both <= 0 ? 0 : both / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

import type { CheckItem } from './checklist.contract.ts';
import type { DraftUnit } from './draft.rules.ts';

/** A measure of a risk template as it is copied into the list of an enterprise: against which event, in which words. */
export interface Control {
  readonly event: string;
  readonly content: string;
}

/**
 * Items of the library tied to what the enterprise does against its risks, where the rule is plain: the item looks at a
 * measure of a risk template, and exactly one measure of the enterprise stands as that template wrote it, against the
 * same event in the same words. What was reworded since, or stands twice, is tied by a person; so is what a person
 * untied, as nothing here changes a list that was saved.
 * @param controls by item, what fits best first
 */
export function linkMeasures(
  items: readonly CheckItem[],
  controls: ReadonlyMap<string, readonly Control[]>,
  units: readonly DraftUnit[],
): CheckItem[] {
  const standing = new Map<string, string | null>();
  for (const { events } of units)
    for (const event of events)
      for (const { id, content } of event.measures) {
        const key = keyOf({ event: event.name, content });
        standing.set(key, standing.has(key) ? null : id);
      }
  return items.map((item) => {
    if (item.measureId !== null) return item;
    for (const control of controls.get(item.id) ?? []) {
      const measureId = standing.get(keyOf(control));
      if (measureId) return { ...item, measureId };
    }
    return item;
  });
}

const keyOf = ({ event, content }: Control) => `${event}\n${content.trim()}`;

const MOST_LIKELY = 3;

/**
 * Measures whose words, with those of their events, share the most pairs of characters with a question: shown first to
 * whoever ties by hand, never tied by themselves.
 */
export function likeliest<M extends Control>(question: string, measures: readonly M[]): M[] {
  const asked = pairsOf(question);
  return measures
    .map((measure) => {
      const own = pairsOf(`${measure.content} ${measure.event}`);
      return { measure, shared: [...asked].filter((pair) => own.has(pair)).length };
    })
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST_LIKELY)
    .map(({ measure }) => measure);
}

/** Pairs of characters that stand side by side; punctuation and blanks part them. */
function pairsOf(words: string): Set<string> {
  return new Set(
    words.split(/[^\p{L}\p{N}]+/u).flatMap((part) => [...part].slice(1).map((char, n) => `${[...part][n]}${char}`)),
  );
}

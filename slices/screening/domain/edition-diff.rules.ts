import type { CheckItem } from './checklist.contract.ts';

/** What a person sees of an item; its id ties it over the editions. */
const SEEN = {
  question: '检查内容',
  method: '检查方法',
  basis: '依据',
  kind: '回答方式',
  bounds: '限值',
  choices: '选择项',
  photo: '照片',
  criterion: '判定标准',
  measure: '管控措施',
} as const;
type Part = keyof typeof SEEN;

export type EditionChange =
  | { readonly kind: 'added' | 'removed'; readonly item: CheckItem }
  | { readonly kind: 'moved'; readonly item: CheckItem; readonly from: number; readonly to: number }
  | {
      readonly kind: 'changed';
      readonly item: CheckItem;
      readonly parts: readonly { readonly label: string; readonly before: string; readonly after: string }[];
    };

/**
 * What a later edition says differently, in the order of the later one, what was taken out at the end. An item counts
 * as moved when it stands elsewhere among those that both editions have; then its places, from 1, are given.
 * @param sayMeasure the words of a control measure, where they are known
 */
export function compareEditions(
  before: readonly CheckItem[],
  after: readonly CheckItem[],
  sayMeasure: (id: string) => string = (id) => `措施 ${id}`,
): EditionChange[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.filter(({ id }) => old.has(id)).map(({ id }) => id));
  const stays = unmoved(
    before.filter(({ id }) => kept.has(id)).map(({ id }) => id),
    after.filter(({ id }) => kept.has(id)).map(({ id }) => id),
  );
  const changes: EditionChange[] = [];
  for (const [position, item] of after.entries()) {
    const was = old.get(item.id);
    if (!was) {
      changes.push({ kind: 'added', item });
      continue;
    }
    const parts = (Object.keys(SEEN) as Part[])
      .map((part) => ({
        label: SEEN[part],
        before: sayPart(was, part, sayMeasure),
        after: sayPart(item, part, sayMeasure),
      }))
      .filter((part) => part.before !== part.after);
    if (parts.length > 0) changes.push({ kind: 'changed', item, parts });
    if (!stays.has(item.id)) changes.push({ kind: 'moved', item, from: before.indexOf(was) + 1, to: position + 1 });
  }
  const now = new Set(after.map(({ id }) => id));
  for (const item of before) if (!now.has(item.id)) changes.push({ kind: 'removed', item });
  return changes;
}

/** The bounds of a reading in words: `0～3 mm`, `不大于 3 mm`; empty where there are none. */
export function sayBounds({ low, high, unit }: Pick<CheckItem, 'low' | 'high' | 'unit'>): string {
  const tail = unit === '' ? '' : ` ${unit}`;
  if (low !== null && high !== null) return `${low}～${high}${tail}`;
  if (high !== null) return `不大于 ${high}${tail}`;
  return low === null ? '' : `不小于 ${low}${tail}`;
}

function sayPart(item: CheckItem, part: Part, sayMeasure: (id: string) => string): string {
  if (part === 'measure') return item.measureId === null ? '' : sayMeasure(item.measureId);
  if (part === 'bounds') return item.kind === 'number' ? sayBounds(item) || item.unit : '';
  if (part === 'choices') return item.choices.map(({ words, bad }) => (bad ? `${words}（不合格）` : words)).join('、');
  return item[part] ?? '';
}

/** A longest run of ids in the same order in both: the fewest items are then said to have moved. */
function unmoved(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const place = new Map(before.map((id, n) => [id, n]));
  /** Last id of the best run of each length, with the run before it. */
  const runs: { readonly id: string; readonly place: number; readonly previous: number }[] = [];
  const tails: number[] = [];
  for (const id of after) {
    const at = place.get(id) ?? 0;
    let length = tails.findIndex((run) => (runs[run]?.place ?? 0) >= at);
    if (length < 0) length = tails.length;
    runs.push({ id, place: at, previous: length === 0 ? -1 : (tails[length - 1] ?? -1) });
    tails[length] = runs.length - 1;
  }
  const stays = new Set<string>();
  for (let run = tails.at(-1) ?? -1; run >= 0; run = runs[run]?.previous ?? -1) stays.add(runs[run]?.id ?? '');
  return stays;
}

import type { Filter, TreeChoice } from './list-types.ts';

/** Whether a filter narrows the list at the moment. */
export function isActive(filter: Filter, values: Readonly<Record<string, unknown>>): boolean {
  const set = (key: string) => values[key] !== undefined && values[key] !== '';
  return set(filter.key) || (filter.kind === 'dates' && set(filter.endKey));
}

/** An active filter in words, for its chip: `行业：机械、轻工`, `到期日：2024-06-01 起`. */
export function sayFilter(filter: Filter, values: Readonly<Record<string, unknown>>): string {
  const value = values[filter.key];
  const all = (Array.isArray(value) ? value : [value]).map(String);
  switch (filter.kind) {
    case 'flag':
      return filter.label;
    case 'text':
      return `${filter.label}：${all.join('、')}`;
    case 'choice': {
      const name = (v: string) => filter.choices.find((choice) => choice.value === v)?.label ?? v;
      return `${filter.label}：${all.map(name).join('、')}`;
    }
    case 'tree':
      return `${filter.label}：${all.map((v) => nodeLabel(filter.nodes, v) ?? v).join('、')}`;
    case 'dates':
      return `${filter.label}：${sayRange(value as string | undefined, values[filter.endKey] as string | undefined)}`;
  }
}

function sayRange(from: string | undefined, to: string | undefined): string {
  if (from && to) return from === to ? from : `${from} 至 ${to}`;
  return from ? `${from} 起` : `至 ${to} 止`;
}

function nodeLabel(nodes: readonly TreeChoice[], value: string): string | undefined {
  for (const node of nodes) {
    const label = node.value === value ? node.label : nodeLabel(node.children ?? [], value);
    if (label !== undefined) return label;
  }
  return undefined;
}

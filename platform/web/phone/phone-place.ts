import { createContext } from 'react';
import type { PhonePage } from '../page.ts';

type Place = Pick<PhonePage, 'path' | 'standsFor'>;

/** The pages of the phone app, for what leads from an address of the console to its own. */
export const PhonePages = createContext<readonly Place[]>([]);

/**
 * Where a link of a notice is read on the phone: the page of its address, the page that stands for that of the
 * console, or the page of the same address below `/m`. What was asked behind the `?` goes along.
 * @returns null where the phone has no such page: then the notice is a text
 */
export function phonePlace(link: string, pages: readonly Place[]): string | null {
  const [path = '', query] = link.split('?');
  const place = ownPlace(path, pages);
  return place !== null && query !== undefined ? `${place}?${query}` : place;
}

function ownPlace(path: string, pages: readonly Place[]): string | null {
  const isKnown = (own: string) => pages.some((page) => valuesOf(page.path, own) !== null);
  if (path.startsWith('/m/')) return isKnown(path) ? path : null;
  return standIn(path, pages) ?? (isKnown(`/m${path}`) ? `/m${path}` : null);
}

/** `/supervision/papers/7` by the page `/m/papers/$id` that stands for `/supervision/papers/$id`: `/m/papers/7`. */
function standIn(path: string, pages: readonly Place[]): string | null {
  for (const { path: own, standsFor } of pages) {
    const values = standsFor && valuesOf(standsFor, path);
    if (values) return own.replace(/\$\w+/g, (name) => values.get(name) ?? '');
  }
  return null;
}

/** What stands for each `$name` of a pattern in an address; null where it is another address. */
function valuesOf(pattern: string, path: string): ReadonlyMap<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const values = new Map<string, string>();
  for (const [n, part] of wanted.entries()) {
    const value = given[n] ?? '';
    if (part.startsWith('$') && value !== '') values.set(part, value);
    else if (part !== value) return null;
  }
  return values;
}

/*
 * Which column of a sheet is what: the headers of lists that people keep themselves, matched to the fields of an import.
 * Pure; what a field is belongs to the import.
 */

/** How the headers of a field read. */
export interface HeaderWords {
  readonly label: string;
  readonly isRequired: boolean;
  /** What becomes of it, where that is not plain. */
  readonly note?: string;
  /** Header words, the surest first. */
  readonly words: readonly string[];
  /** A header that holds one of these is another thing. */
  readonly not?: readonly string[];
  /** Only a header that is one of the words counts, not one that holds it. */
  readonly isExact?: boolean;
}

/** Field → column from 0. */
export type SheetMapping<F extends string = string> = Readonly<Partial<Record<F, number>>>;
export type SheetHeaders = readonly (string | null)[];

/** As people vary a header: width, spaces, line ends, `*`, and a hint in brackets behind. */
function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s*:]/g, '')
    .replace(/\([^)]*\)$/, '');
}

/** How surely a header names a field: 0 not at all. */
function likeness(header: string, { words, not = [], isExact = false }: HeaderWords): number {
  if (not.some((word) => header.includes(word)) && !words.includes(header)) return 0;
  const at = words.indexOf(header);
  if (at >= 0) return 200 - at;
  const within = isExact ? -1 : words.findIndex((word) => header.includes(word));
  return within < 0 ? 0 : 100 - within;
}

/** Field → column by the words of the headers; each column is at most one field, the surest pairs first. */
export function guessMapping<F extends string>(
  headers: SheetHeaders,
  fields: Readonly<Record<F, HeaderWords>>,
): SheetMapping<F> {
  const names = Object.keys(fields) as F[];
  const pairs = headers.flatMap((header, column) =>
    header === null
      ? []
      : names.map((field) => ({ field, column, score: likeness(plainHeader(header), fields[field]) })),
  );
  const mapping: Partial<Record<F, number>> = {};
  const taken = new Set<number>();
  for (const { field, column, score } of pairs.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (score === 0 || field in mapping || taken.has(column)) continue;
    mapping[field] = column;
    taken.add(column);
  }
  return mapping;
}

/** By which a mapping is remembered: the same headers in the same order. */
export function headerSignature(headers: SheetHeaders): string {
  return headers.map((header) => plainHeader(header ?? '')).join('|');
}

/** The row that holds the headers, among the first of a sheet: the one in which most fields are recognised. */
export function findHeaderRow<F extends string>(
  rows: readonly SheetHeaders[],
  fields: Readonly<Record<F, HeaderWords>>,
): number {
  const found = rows.map((row) => Object.keys(guessMapping(row, fields)).length);
  const most = Math.max(0, ...found);
  if (most >= 2) return found.indexOf(most);
  // Nothing known: the first row that looks like a row of headers and not like a title.
  return Math.max(
    0,
    rows.findIndex((row) => row.filter((cell) => cell !== null).length >= 3),
  );
}

/** What a mapping may not be: the same column for two fields, or a required field without one. */
export function mappingFaults<F extends string>(mapping: SheetMapping<F>, fields: Readonly<Record<F, HeaderWords>>) {
  const columns = Object.values(mapping);
  return {
    isColumnTwice: new Set(columns).size < columns.length,
    missing: (Object.keys(fields) as F[])
      .filter((field) => fields[field].isRequired && mapping[field] === undefined)
      .map((field) => fields[field].label),
  };
}

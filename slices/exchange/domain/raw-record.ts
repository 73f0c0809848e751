import { LosslessNumber, parse, stringify } from 'lossless-json';

/** An official record as it was received: every field, also those that nobody here knows. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** Numbers that a computer would write differently (1.0, 9007199254740993) keep the form in which they came. */
const exactNumber = (text: string) => (String(Number(text)) === text ? Number(text) : new LosslessNumber(text));

/** @throws SyntaxError with the place, in English */
export function parseJson(text: string): unknown {
  return parse(text, undefined, { parseNumber: exactNumber });
}

/** One line of JSON with sorted keys: two records are the same when they print the same. */
export function printRecord(record: RawRecord): string {
  return stringify(sorted(record)) as string;
}

export function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);
}

/** As contracts read it: a number that was kept in its form becomes its text. */
export function plain(record: RawRecord): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    fields[key] = value instanceof LosslessNumber ? value.toString() : value;
  }
  return fields;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).sort();
  // By entries: `__proto__` is a key like any other.
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/** For reading by people, with the numbers as they came; what is no JSON, or was cut short, stays as it is. */
export function indented(text: string): string {
  try {
    return stringify(parseJson(text), undefined, 2) ?? text;
  } catch {
    return text;
  }
}

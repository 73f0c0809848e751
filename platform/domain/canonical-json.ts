/**
 * The canonical form of a JSON value (RFC 8785): keys in the order of their UTF-16 units, no white space, numbers and
 * strings as ECMAScript writes them. Members that are undefined are left out.
 * @throws TypeError for what is not JSON
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object') throw new TypeError(`not JSON: ${String(value)}`);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${text}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of sortedKeys(members)) {
    const member = members[key];
    if (member !== undefined) text += (text === '' ? '' : ',') + quotedKey(key) + canonicalJson(member);
  }
  return `{${text}}`;
}

/** What JSON.stringify would escape: quotes, backslashes, control characters, halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** The names that the program knows come again and again; of those that people make up, only so many are kept. */
const MOST_KEYS = 1_000;
const keys = new Map<string, string>();

function quotedKey(key: string): string {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const text = `${quoted(key)}:`;
  if (keys.size < MOST_KEYS) keys.set(key, text);
  return text;
}

/** Most objects come sorted or nearly so; looking costs less than sorting. */
function sortedKeys(members: object): string[] {
  const own = Object.keys(members);
  for (let i = 1; i < own.length; i++) if ((own[i - 1] as string) > (own[i] as string)) return own.sort();
  return own;
}

/** What `\s` matches and NFKC does not make an ordinary blank of; the database takes the same out. */
export const NAME_BLANKS = ' \t\n\v\f\r\u1680\u2028\u2029\ufeff';

/** Names as they are compared: characters of one width, no blanks. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '');
}

import { type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * Full-text search for Chinese without a dictionary: text is cut into pairs of neighbouring characters, Latin words
 * and numbers stay whole. A query matches when all its pairs occur, which for two or more characters is nearly
 * always the phrase itself. One character is looked up as the beginning of a pair; for that the last of each run
 * stands alone as well, so that a text has about as many terms as characters.
 */
function searchTerms(text: string, ofRow: boolean): string[] {
  const terms = new Set<string>();
  for (const [run] of text
    .toLowerCase()
    .normalize('NFKC')
    .matchAll(/[a-z0-9]+|\p{Script=Han}+/gu)) {
    if (/^[a-z0-9]/.test(run)) {
      terms.add(run);
      continue;
    }
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i++) terms.add(`${characters[i]}${characters[i + 1]}`);
    if (ofRow || characters.length === 1) terms.add(characters.at(-1) as string);
  }
  return [...terms];
}

/** The value of a `tsvector` column over some texts. */
export function searchVector(...texts: readonly string[]): RawBuilder<string> {
  return vectorOf(searchLexemes(...texts));
}

/** What `vectorOf` makes the value of, where the statement is one put together beforehand. */
export function searchLexemes(...texts: readonly string[]): string[] {
  return searchTerms(texts.join('\n'), true);
}

export function vectorOf(lexemes: unknown): RawBuilder<string> {
  return sql<string>`array_to_tsvector(${lexemes}::text[])`;
}

/** The same value as text, for COPY. `held` keeps what was worked out for texts that come again and again. */
export function searchVectorText(texts: readonly string[], held: Map<string, string>): string {
  let vector = '';
  for (const text of texts) {
    const known =
      held.get(text) ??
      searchTerms(text, true)
        .map((lexeme) => `'${lexeme}'`)
        .join(' ');
    if (held.size < HELD_TEXTS) held.set(text, known);
    vector += `${known} `; // a lexeme that stands twice is one to PostgreSQL
  }
  return vector;
}

const HELD_TEXTS = 50_000;

/** Rows whose `tsvector` column holds all terms of the query; prefixes of Latin words and numbers count, and of pairs. */
export function matchesSearch(column: string, query: string): RawBuilder<SqlBool> {
  const terms = searchTerms(query, false).slice(0, 20);
  if (terms.length === 0) return sql<SqlBool>`false`;
  const parts = terms.map((t) => (/^[a-z0-9]/.test(t) || [...t].length === 1 ? `'${t}':*` : `'${t}'`));
  return sql<SqlBool>`${sql.ref(column)} @@ ${parts.join(' & ')}::tsquery`;
}

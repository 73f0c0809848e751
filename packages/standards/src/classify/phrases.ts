/** Criterion code → descriptions and words that inspectors use for it. */
export type PhraseTable = Record<string, string[]>;

/**
 * Reads data/phrases/<industry>.txt: a criterion's code on its own line, below it indented one description a line, and
 * after `~` loose words. `#` starts a comment.
 */
export function parsePhrases(file: string): PhraseTable {
  const table: PhraseTable = {};
  let phrases: string[] = [];
  for (const line of file.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    if (line.startsWith(' ')) phrases.push(line.trim().replace(/^~ /, ''));
    else {
      phrases = table[line.trim()] ?? [];
      table[line.trim()] = phrases;
    }
  }
  return table;
}

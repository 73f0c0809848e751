/** The concepts of which a text names at least one word. */
export type ConceptsOf = (text: string) => string[];

/**
 * Reads data/thesaurus.txt: a concept a line, `name: word word …`, words taken literally; `#` starts a comment.
 * A word may belong to several concepts.
 */
export function parseThesaurus(file: string): ConceptsOf {
  const byInitial = new Map<string, { word: string; concept: string }[]>();
  for (const line of file.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0 || line.startsWith('#')) continue;
    const concept = line.slice(0, colon);
    for (const word of line.slice(colon + 1).split(' ')) {
      if (!word) continue;
      const initial = word.charAt(0);
      const entry = { word, concept };
      const known = byInitial.get(initial);
      if (known) known.push(entry);
      else byInitial.set(initial, [entry]);
    }
  }
  return (text) => {
    const concepts = new Set<string>();
    for (let at = 0; at < text.length; at++) {
      for (const { word, concept } of byInitial.get(text.charAt(at)) ?? []) {
        if (text.startsWith(word, at)) concepts.add(concept);
      }
    }
    return [...concepts];
  };
}

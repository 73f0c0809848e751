export interface SearchIndex {
  /** Documents that share at least one gram with the query, best first. Scores compare only within one query. */
  rank(query: string): { document: number; score: number }[];
  /** The pairs and words of the query that speak most for the document, in the query's order. */
  explain(query: string, document: number, limit: number): string[];
}

/** Single Chinese characters, overlapping pairs of them, and whole runs of letters and digits in lower case. */
function splitGrams(text: string): string[] {
  const grams: string[] = [];
  for (const run of text.toLowerCase().match(/[\p{Script=Han}]+|[a-z0-9.]+/gu) ?? []) {
    if (/^[a-z0-9.]/.test(run)) grams.push(run);
    else {
      grams.push(...run);
      for (let at = 0; at + 1 < run.length; at++) grams.push(run.slice(at, at + 2));
    }
  }
  return grams;
}

/** Never met in a text, so that no concept is taken for a gram. */
const conceptMark = '\0';

// The usual BM25 constants; length counts little because an article's length says nothing about its worth.
const saturation = 1.2;
const lengthWeight = 0.6;

/** How much a shared concept says beside a shared gram: one concept stands for a whole word. */
const conceptWorth = 2;

/**
 * BM25 over grams of weighted fields: law text and shop-floor words both split the same way. `conceptsOf` names what a text
 * is about in words that both share; each concept counts as one more gram.
 */
export function createSearchIndex(
  documents: { text: string; weight: number }[][],
  conceptsOf: (text: string) => string[] = () => [],
): SearchIndex {
  const termsOf = (text: string) => [...splitGrams(text), ...conceptsOf(text).map((concept) => conceptMark + concept)];
  const counted = documents.map((fields) => {
    const frequencies = new Map<string, number>();
    let length = 0;
    for (const { text, weight } of fields) {
      for (const gram of termsOf(text)) {
        frequencies.set(gram, (frequencies.get(gram) ?? 0) + weight);
        length += weight;
      }
    }
    return { frequencies, length };
  });
  const meanLength = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length);

  const postings = new Map<string, { document: number; gain: number }[]>();
  counted.forEach(({ frequencies, length }, document) => {
    const damping = saturation * (1 - lengthWeight + (lengthWeight * length) / meanLength);
    for (const [gram, frequency] of frequencies) {
      const posting = { document, gain: (frequency * (saturation + 1)) / (frequency + damping) };
      const list = postings.get(gram);
      if (list) list.push(posting);
      else postings.set(gram, [posting]);
    }
  });

  const rarityOf = (list: unknown[]) => Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));

  return {
    explain(query, document, limit) {
      const grams = [...new Set(splitGrams(query))].flatMap((gram, order) => {
        const list = gram.length > 1 ? postings.get(gram) : undefined;
        return list?.some((posting) => posting.document === document) ? [{ gram, order, rarity: rarityOf(list) }] : [];
      });
      return grams
        .sort((a, b) => b.rarity - a.rarity)
        .slice(0, limit)
        .sort((a, b) => a.order - b.order)
        .map(({ gram }) => gram);
    },
    rank(query) {
      const scores = new Float64Array(documents.length);
      for (const gram of new Set(termsOf(query))) {
        const list = postings.get(gram);
        if (!list) continue;
        const rarity = rarityOf(list) * (gram.startsWith(conceptMark) ? conceptWorth : 1);
        for (const { document, gain } of list) scores[document] = (scores[document] ?? 0) + rarity * gain;
      }
      return Array.from(scores, (score, document) => ({ document, score }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.document - b.document);
    },
  };
}

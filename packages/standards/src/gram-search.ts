export interface SearchIndex {
  /** Documents that share at least one bigram with the query, best first. Scores compare only within one query. */
  rank(query: string): { document: number; score: number }[];
}

/** Single Chinese characters, overlapping pairs of them, and whole runs of letters and digits in lower case. */
export function splitGrams(text: string): string[] {
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

// The usual BM25 constants; length counts little because an article's length says nothing about its worth.
const saturation = 1.2;
const lengthWeight = 0.6;

/** BM25 over bigrams of weighted fields. No word dictionary: law text and shop-floor words both split the same way. */
export function createSearchIndex(documents: { text: string; weight: number }[][]): SearchIndex {
  const postings = new Map<string, { document: number; frequency: number }[]>();
  const lengths: number[] = [];
  documents.forEach((fields, document) => {
    const frequencies = new Map<string, number>();
    let length = 0;
    for (const { text, weight } of fields) {
      for (const gram of splitGrams(text)) {
        frequencies.set(gram, (frequencies.get(gram) ?? 0) + weight);
        length += weight;
      }
    }
    lengths.push(length);
    for (const [gram, frequency] of frequencies) {
      const list = postings.get(gram);
      if (list) list.push({ document, frequency });
      else postings.set(gram, [{ document, frequency }]);
    }
  });
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);

  return {
    rank(query) {
      const scores = new Map<number, number>();
      for (const gram of new Set(splitGrams(query))) {
        const list = postings.get(gram);
        if (!list) continue;
        const rarity = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));
        for (const { document, frequency } of list) {
          const damping = saturation * (1 - lengthWeight + (lengthWeight * (lengths[document] ?? 0)) / meanLength);
          const gain = (rarity * frequency * (saturation + 1)) / (frequency + damping);
          scores.set(document, (scores.get(document) ?? 0) + gain);
        }
      }
      return [...scores]
        .map(([document, score]) => ({ document, score }))
        .sort((a, b) => b.score - a.score || a.document - b.document);
    },
  };
}

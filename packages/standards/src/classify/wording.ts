/** Whether a text is worded like descriptions of major hazards (above 0) or like those of ordinary ones (below). */
export type Wording = (text: string) => number;

/** One, two and three neighbouring characters, numbers as one sign; each once. */
function splitWording(text: string): Set<string> {
  const grams = new Set<string>();
  for (const run of text.replace(/[0-9.]+/g, '0').match(/[\p{Script=Han}0]+|[a-z]+/gu) ?? []) {
    for (let at = 0; at < run.length; at++) {
      for (let length = 1; length <= 3 && at + length <= run.length; length++) grams.add(run.slice(at, at + length));
    }
  }
  return grams;
}

/** No single run of characters speaks louder than this, in natural logarithms of odds. */
const loudest = 2;
/** A text of few characters says little. */
const reticence = 4;

/**
 * Learns from descriptions how the two kinds are worded: what is missing, its parts, how firmly it is said to work. The sum of
 * log odds of the characters' runs, over the root of their number so that long texts are not louder than short ones.
 */
export function learnWording(major: readonly string[], ordinary: readonly string[]): Wording {
  const counts = new Map<string, { major: number; ordinary: number }>();
  const count = (texts: readonly string[], kind: 'major' | 'ordinary') => {
    for (const text of texts) {
      for (const gram of splitWording(text)) {
        const known = counts.get(gram) ?? { major: 0, ordinary: 0 };
        known[kind]++;
        counts.set(gram, known);
      }
    }
  };
  count(major, 'major');
  count(ordinary, 'ordinary');
  const prior = ordinary.length / Math.max(1, major.length);
  const odds = new Map<string, number>();
  for (const [gram, seen] of counts) {
    // Half an observation of each kind, in proportion: what was seen once proves little.
    const share = (seen.major + 0.5) / ((seen.ordinary + 0.5 * prior) / prior);
    odds.set(gram, Math.max(-loudest, Math.min(loudest, Math.log(share))));
  }
  return (text) => {
    const grams = splitWording(text);
    let sum = 0;
    for (const gram of grams) sum += odds.get(gram) ?? 0;
    return sum / Math.sqrt(grams.size + reticence);
  };
}

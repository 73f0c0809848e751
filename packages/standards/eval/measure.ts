import { readFileSync } from 'node:fs';
import { classifyHazard, getCriterion, parsePhrases } from '../src/index.ts';

export interface Score {
  name: string;
  count: number;
  /** Share whose right criterion came first, came among the first three, whose verdict was major, or unsure. */
  first: number;
  three: number;
  major: number;
  unsure: number;
  /** What went wrong, one line each. */
  failures: string[];
}

interface Case {
  text: string;
  industry: string | undefined;
  code: string | undefined;
}

/** The cases of a file of this folder or of ../data/phrases: descriptions under criterion codes or under `@industry`. */
export function readCases(path: string): Case[] {
  const file = readFileSync(new URL(path, import.meta.url), 'utf8');
  const sentences = file.split('\n').filter((line) => !line.trimStart().startsWith('~'));
  return Object.entries(parsePhrases(sentences.join('\n'))).flatMap(([heading, texts]) =>
    texts.map((text) =>
      heading.startsWith('@')
        ? { text, industry: heading.slice(1) || undefined, code: undefined }
        : { text, industry: getCriterion(heading)?.industry, code: heading },
    ),
  );
}

export function measure(name: string, cases: Case[], { withholdIndustry = false } = {}): Score {
  const score: Score = { name, count: cases.length, first: 0, three: 0, major: 0, unsure: 0, failures: [] };
  for (const { text, industry, code } of cases) {
    const { candidates, verdict } = classifyHazard({ text, industry: withholdIndustry ? undefined : industry });
    const codes = candidates.map((candidate) => candidate.code);
    if (code && codes[0] === code) score.first++;
    if (code && codes.slice(0, 3).includes(code)) score.three++;
    if (verdict === 'major') score.major++;
    if (verdict === 'unsure') score.unsure++;
    const wrong = code ? codes[0] !== code || verdict !== 'major' : verdict === 'major';
    if (wrong) {
      const found = candidates.slice(0, 3).map((each) => `${each.code}:${each.score}[${each.because.join(',')}]`);
      score.failures.push(`${code ?? industry ?? 'any'} ${verdict} ${text}\n    ${found.join('  ')}`);
    }
  }
  for (const key of ['first', 'three', 'major', 'unsure'] as const) score[key] /= Math.max(1, cases.length);
  return score;
}

/**
 * Prints how well the classifier does. From packages/standards: npx tsx eval/run.ts [--failures tuned|held-out|…] [--any-industry]
 * Failures of the unseen sets are for reading once, before a release; whoever tunes on them must write new ones.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure, readCases, type Score } from './measure.ts';

const { values } = parseArgs({ options: { failures: { type: 'string' }, 'any-industry': { type: 'boolean' } } });
const options = { withholdIndustry: values['any-industry'] ?? false };

const folder = new URL('../data/phrases/', import.meta.url);
const tuned = readdirSync(folder).flatMap((name) => readCases(`../data/phrases/${name}`));
const ordinary = readdirSync(new URL('../data/ordinary/', import.meta.url)).flatMap((name) =>
  readCases(`../data/ordinary/${name}`),
);
const sets = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.txt'));
const scores: Score[] = [
  measure('tuned', tuned, options),
  measure('ordinary-tuned', ordinary, options),
  ...sets.map((name) => measure(name.replace('.txt', ''), readCases(name), options)),
];

const percent = (share: number) => `${(share * 100).toFixed(1)}%`.padStart(7);
console.log('set'.padEnd(26), 'count'.padStart(6), '  first', '  three', '  major', ' unsure');
for (const { name, count, first, three, major, unsure, failures } of scores) {
  console.log(
    name.padEnd(26),
    String(count).padStart(6),
    percent(first),
    percent(three),
    percent(major),
    percent(unsure),
  );
  if (values.failures === name) for (const failure of failures) console.log(failure);
}

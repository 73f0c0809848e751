/**
 * Measures the classifier on eval/*.txt. Usage: npx tsx eval/run.ts [+|=] [file…] [--all] [--fail]
 * `+` lines are for tuning, `=` lines are held out. --all withholds the industry; --fail prints what went wrong.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { openCriteriaLibrary } from '../src/library.ts';
import { createClassifier } from '../src/classify/classifier.ts';
import { conditions } from '../src/classify/conditions/index.ts';

const args = process.argv.slice(2);
const mark = args.find((arg) => ['+', '=', '*'].includes(arg)) ?? '+';
const files = args.filter((arg) => arg.endsWith('.txt'));
const withhold = args.includes('--all');
const show = args.includes('--fail');
const folder = new URL('.', import.meta.url);
const library = openCriteriaLibrary();
const phrases: Record<string, string[]> = {};
if (args.includes('--phrases')) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt') && name !== 'general.txt')) {
    let code = '';
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      if (/^[A-Z]/.test(line)) code = line.trim();
      if (line.startsWith('+ ')) { phrases[code] ??= []; phrases[code].push(line.slice(2)); }
    }
  }
}
if (args.includes('--phrases')) {
  for (const file of readdirSync(new URL('../data/phrases/', folder))) {
    for (const line of readFileSync(new URL(`../data/phrases/${file}`, folder), 'utf8').split('\n')) {
      const [code, ...words] = line.split(' ');
      if (code && words.length) { phrases[code] ??= []; phrases[code].push(words.join(' ')); }
    }
  }
}
const classifier = createClassifier(library, conditions, phrases);

const tally = new Map<string, { n: number; first: number; three: number; major: number }>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt') && name !== 'general.txt')) {
  if (files.length && !files.includes(file)) continue;
  let code = '';
  for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
    if (/^[A-Z]/.test(line)) code = line.trim();
    if (!line.startsWith(`${mark} `)) continue;
    const text = line.slice(2);
    const criterion = library.getCriterion(code);
    if (!criterion) throw new Error(`${file}: ${code}`);
    const { candidates, verdict } = classifier.classifyHazard({ text, industry: withhold ? undefined : criterion.industry });
    const codes = candidates.map((each) => each.code);
    const row = tally.get(file) ?? { n: 0, first: 0, three: 0, major: 0 };
    tally.set(file, row);
    row.n++;
    if (codes[0] === code) row.first++;
    if (codes.slice(0, 3).includes(code)) row.three++;
    if (verdict === 'major') row.major++;
    if (show && (codes[0] !== code || verdict !== 'major')) {
      console.log(`${code} ${verdict} ${text}\n     ${candidates.slice(0, 4).map((c) => `${c.code}:${c.score}[${c.because.join(',')}]`).join('  ')}`);
    }
  }
}
const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`;
const sum = { n: 0, first: 0, three: 0, major: 0 };
for (const [file, row] of tally) {
  console.log(file.padEnd(28), String(row.n).padStart(4), 'first', percent(row.first, row.n), 'three', percent(row.three, row.n), 'major', percent(row.major, row.n));
  sum.n += row.n; sum.first += row.first; sum.three += row.three; sum.major += row.major;
}
console.log('ALL'.padEnd(28), String(sum.n).padStart(4), 'first', percent(sum.first, sum.n), 'three', percent(sum.three, sum.n), 'major', percent(sum.major, sum.n));

if (!files.length || files.includes('general.txt')) {
  let industry: string | undefined;
  const count = { major: 0, unsure: 0, general: 0 };
  for (const line of readFileSync(new URL('general.txt', folder), 'utf8').split('\n')) {
    if (line.startsWith('@')) industry = line.slice(1).trim() || undefined;
    if (!line.startsWith(`${mark} `)) continue;
    const { candidates, verdict } = classifier.classifyHazard({ text: line.slice(2), industry: withhold ? undefined : industry });
    count[verdict]++;
    if (show && verdict === 'major') {
      const [c] = candidates;
      console.log(`FALSE ${industry} ${line.slice(2)}  ${c?.code}:${c?.score}[${c?.because.join(',')}]`);
    }
  }
  const n = count.major + count.unsure + count.general;
  console.log('ordinary'.padEnd(28), n, 'major', percent(count.major, n), 'unsure', percent(count.unsure, n), 'general', percent(count.general, n));
}

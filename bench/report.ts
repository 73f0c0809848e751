import type { AnswersMeasured } from './answers.ts';
import type { Compared } from './compare.ts';
import type { ExcelMeasured } from './excel-case.ts';
import type { ScriptSize } from './script-sizes.ts';

export interface Load {
  readonly command: string;
  readonly seconds: number;
  /** Of the machine, before and after. */
  readonly paces: readonly number[];
}

interface Findings {
  readonly machine: string;
  /** Of the machine before the starts, and before and after the cases. */
  readonly paces: readonly number[];
  readonly starts: { readonly coldMs: number; readonly warmMs: number };
  readonly loads: readonly Load[];
  readonly hazards: number;
  readonly results: readonly Compared[];
  readonly excel: ExcelMeasured;
  readonly scripts: readonly ScriptSize[];
}

/** The page docs/performance.md. */
export function writeReport({ machine, paces, starts, loads, hazards, results, excel, scripts }: Findings): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return `# Performance

Written by \`npm run bench\` on ${machine}; product, database and load generator share the machine. Times in milliseconds, 8 clients in a closed loop unless said otherwise. The machine is shared and gives more at one hour than at another: its pace is how many thousand short SHA-256 hashes a core made in a second at the time, and figures of two runs compare only beside it.

## Start
| | time to the first answer | pace |
|---|---|---|
| cold: empty folder, database made, demo county loaded | ${seconds(starts.coldMs)} | ${sayPace(paces.slice(0, 1))} |
| warm: median of five further starts | ${seconds(starts.warmMs)} | ${sayPace(paces.slice(0, 1))} |
${loads.map((load) => `| \`${load.command}\` | ${load.seconds.toFixed(0)} s | ${sayPace(load.paces)} |`).join('\n')}

## At ${hazards.toLocaleString('en')} hazards
“Bare” is the same SQL with the same parameters over a pool of the same size, without the product; both, and the readers of one list, are measured in turns. “Ratio” compares p50. Pace before and after: ${sayPace(paces.slice(1))}.

| case | requests/s | p50 | p95 | p99 | failed | bare/s | bare p50 | bare p95 | ratio |
|---|---|---|---|---|---|---|---|---|---|
${results.map(line).join('\n')}

## Memory and size
- Reading ${excel.rows.toLocaleString('en')} rows of xlsx (${excel.fileMb.toFixed(1)} MB): ${excel.seconds.toFixed(1)} s, peak ${Math.round(excel.peakMb)} MB for the whole process.
${scripts.map((s) => `- Scripts of \`${s.page}\`: ${s.gzipKb.toFixed(0)} KB gzip in ${s.files} files.`).join('\n')}
`;
}

function sayPace(paces: readonly number[]): string {
  return paces.map((pace) => pace.toFixed(0)).join(' – ');
}

function line({ name, http, bare }: Compared): string {
  const ms = (n: number) => n.toFixed(1);
  const own = [http.perSecond.toFixed(0), ms(http.p50), ms(http.p95), ms(http.p99), http.failed];
  const plain = bare
    ? [bare.perSecond.toFixed(0), ms(bare.p50), ms(bare.p95), (http.p50 / bare.p50).toFixed(2)]
    : ['—', '—', '—', '—'];
  return `| ${[name, ...own, ...plain].join(' | ')} |`;
}

const ANSWERS = /^## Self-inspection at .*\n(?:(?!## ).*\n)*/m;

/** The section of a page that `--answers` wrote; empty where there is none. */
export function answersIn(page: string): string {
  return ANSWERS.exec(page)?.[0] ?? '';
}

/** A page with this section instead of the one it has, before what is said of memory and size. */
export function withAnswers(page: string, section: string): string {
  return page.replace(ANSWERS, '').replace(/^## Memory and size$/m, () => `${section}## Memory and size`);
}

/** The section of `--answers`. */
export function writeAnswers(found: AnswersMeasured): string {
  const count = (n: number) => n.toLocaleString('en');
  const size = `${count(found.enterprises)} enterprises, ${count(found.risks)} risk points and ${count(found.records)} records in ${found.partitions} months`;
  const filled = found.filled.map(({ name, seconds }) => `${name} ${seconds.toFixed(0)} s`).join(', ');
  return `## Self-inspection at ${count(found.answers)} answers
${size}, written by \`npm run bench -- --answers\` through the product’s loaders (${filled}). “Most” is what p95 must not pass.

| case | most | requests/s | p50 | p95 | p99 | failed |
|---|---|---|---|---|---|---|
${found.cases.map(answersLine).join('\n')}

`;
}

function answersLine({ name, most, http }: AnswersMeasured['cases'][number]): string {
  const ms = (n: number) => n.toFixed(1);
  return `| ${[name, most, http.perSecond.toFixed(0), ms(http.p50), ms(http.p95), ms(http.p99), http.failed].join(' | ')} |`;
}

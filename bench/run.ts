import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
import { databaseUrl } from '@zhiben/platform/server/db/url.ts';
import { startProduct, zhiben } from '../e2e/product.ts';
import { benchAnswers } from './answers.ts';
import type { Compared } from './compare.ts';
import { excelCase } from './excel-case.ts';
import { analysisCases, countHazards, createCase, figuresCase, listCases, recordCases } from './hazard-cases.ts';
import { measurePace } from './pace.ts';
import { fillPlans, planCases } from './plan-cases.ts';
import { answersIn, type Load, withAnswers, writeAnswers, writeReport } from './report.ts';
import { scriptSizes } from './script-sizes.ts';
import { openBare } from './statements.ts';

/**
 * `npm run bench -- --answers 50000000` measures self-inspection and risks alone, and writes that section of
 * docs/performance.md. `npm run bench` measures the product as a user starts it, at 1,000,000 hazards (`--hazards` or BENCH_HAZARDS
 * for another number), and writes docs/performance.md at that size only. The filled database is kept in .cache/bench
 * for the next run, with how long its filling took.
 */
const { values: given } = parseArgs({ options: { hazards: { type: 'string' }, answers: { type: 'string' } } });
const PAGE = join(import.meta.dirname, '../docs/performance.md');
if (given.answers !== undefined) {
  const page = withAnswers(readFileSync(PAGE, 'utf8'), writeAnswers(await benchAnswers(Number(given.answers))));
  writeFileSync(PAGE, page);
  process.exit();
}

const HAZARDS = Number(given.hazards ?? process.env.BENCH_HAZARDS ?? 1_000_000);
if (!Number.isInteger(HAZARDS) || HAZARDS < 1) throw new Error('--hazards takes a whole number of hazards, 1 or more');
const ENTERPRISES = Math.max(1_200, Math.round(HAZARDS / 50));
const FILLED = join(import.meta.dirname, `../.cache/bench/${HAZARDS}`);

const paces = [measurePace()];
const starts = await measureStarts();
const loads = fill();
paces.push(measurePace());
const results: Compared[] = [];
const product = await startProduct(FILLED);
const url = findEmbeddedPostgres(join(FILLED, 'postgres'));
if (!url) throw new Error('the product runs on its embedded database');
const bare = openBare(databaseUrl(url, 'zhiben'));
let hazards: number;
try {
  hazards = await countHazards(bare);
  results.push(...(await listCases(product.port, bare)));
  results.push(...(await recordCases(product.port, bare)));
  results.push(...(await analysisCases(product.port, bare)));
  results.push(await figuresCase(product.port));
  results.push(await createCase(product.port, bare));
  await fillPlans(bare);
  results.push(...(await planCases(product.port)));
} finally {
  await bare.close();
  await product.stop();
}
paces.push(measurePace());
const excel = await excelCase(100_000);
const scripts = await scriptSizes();

const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
const report = writeReport({ machine, paces, starts, loads, hazards, results, excel, scripts });
if (HAZARDS === 1_000_000) writeFileSync(PAGE, withAnswers(report, answersIn(readFileSync(PAGE, 'utf8'))));
console.log(report);

/** Cold: an empty folder, with the demo county; warm: the median of five further starts. */
async function measureStarts(): Promise<{ coldMs: number; warmMs: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'zhiben-bench-'));
  try {
    const times: number[] = [];
    for (let i = 0; i < 6; i++) {
      const started = await startProduct(dir);
      times.push(started.startMs);
      await started.stop();
    }
    const [coldMs = 0, ...warm] = times;
    return { coldMs, warmMs: warm.sort((a, b) => a - b)[2] ?? 0 };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Loads the county that is measured, with many enterprises, unless it is there from an earlier run. */
function fill(): Load[] {
  const complete = join(FILLED, 'loads.json');
  if (existsSync(complete)) return JSON.parse(readFileSync(complete, 'utf8')) as Load[];
  rmSync(FILLED, { recursive: true, force: true });
  mkdirSync(FILLED, { recursive: true });
  const loads = [
    measureDemo(FILLED, '--enterprises', String(ENTERPRISES), '--hazards', String(HAZARDS)),
    inEmptyFolder((dir) => measureDemo(dir, '--hazards', String(HAZARDS))),
  ];
  writeFileSync(complete, JSON.stringify(loads));
  return loads;
}

function measureDemo(dir: string, ...sizes: readonly string[]): Load {
  const before = measurePace();
  const { seconds } = zhiben<{ seconds: number }>(dir, 'demo', ...sizes);
  return { command: `zhiben demo ${sizes.join(' ')}`, seconds, paces: [before, measurePace()] };
}

function inEmptyFolder<T>(work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'zhiben-bench-'));
  try {
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
import { databaseUrl } from '@zhiben/platform/server/db/url.ts';
import { signIn, startProduct, zhiben } from '../e2e/product.ts';
import { type AnswersFilled, fillAnswers, ITEMS, RECORDS_EACH } from './answers-fill.ts';
import { CLIENTS, SECONDS } from './compare.ts';
import { httpClient, type Measured, measure } from './load.ts';
import { type Bare, openBare } from './statements.ts';

export interface AnswersCase {
  readonly name: string;
  /** What must hold: p95 of a list, or of a view of the county. */
  readonly most: typeof LIST | typeof VIEW;
  readonly http: Measured;
}
export interface AnswersMeasured {
  readonly enterprises: number;
  readonly risks: number;
  readonly records: number;
  readonly answers: number;
  /** Months that hold records, each a partition. */
  readonly partitions: number;
  readonly filled: readonly AnswersFilled[];
  readonly cases: readonly AnswersCase[];
}

/** Milliseconds. */
const LIST = 50;
const VIEW = 300;

/**
 * Self-inspection and risks at a county's full size: so many answers, an enterprise for every 500 of them. The filled
 * database is kept in .cache/bench for the next run.
 */
export async function benchAnswers(answers: number): Promise<AnswersMeasured> {
  const folder = join(import.meta.dirname, `../.cache/bench/answers-${answers}`);
  const complete = join(folder, 'complete');
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const enterprises = String(Math.max(1_200, Math.round(answers / RECORDS_EACH / ITEMS)));
    const { seconds } = zhiben<{ seconds: number }>(
      folder,
      'demo',
      '--enterprises',
      enterprises,
      '--hazards',
      enterprises,
    );
    const filled = [{ name: 'demo county', seconds }, ...(await fillAnswers(folder))];
    writeFileSync(complete, JSON.stringify(filled));
  }
  const product = await startProduct(folder);
  const url = findEmbeddedPostgres(join(folder, 'postgres'));
  if (!url) throw new Error('the product runs on its embedded database');
  const bare = openBare(databaseUrl(url, 'zhiben'));
  try {
    const filled = JSON.parse(readFileSync(complete, 'utf8')) as AnswersFilled[];
    return { ...(await countAll(bare)), filled, cases: await measureCases(product.port) };
  } finally {
    await bare.close();
    await product.stop();
  }
}

async function countAll({ pool }: Bare) {
  const { rows } = await pool.query(`
    select (select count(*) from enterprises) as enterprises, (select count(*) from risk_events) as risks,
      count(*) as records, sum(answer_count) as answers, count(distinct tableoid) as partitions
    from screening_records`);
  return rows[0] as Pick<AnswersMeasured, 'enterprises' | 'risks' | 'records' | 'answers' | 'partitions'>;
}

/** Who asks: the whole county, a township, a department, an enterprise. */
const READERS = { clerk: '全县', township: '乡镇', dept2: '部门（行业）', safety: '企业' } as const;
type Reader = keyof typeof READERS;

async function measureCases(port: number): Promise<AnswersCase[]> {
  const senders = new Map<Reader, ReturnType<typeof httpClient>>();
  for (const account of Object.keys(READERS) as Reader[])
    senders.set(account, httpClient(port, await signIn(port, account)));
  const get = async <T>(account: Reader, path: string) => JSON.parse((await sender(account)('GET', path)).text) as T;
  const sender = (account: Reader) => senders.get(account) as ReturnType<typeof httpClient>;
  type Page = { rows: { id: string; enterpriseId: string }[]; nextCursor: string | null };
  const deep = async (path: string, pages: number) => {
    let cursor = '';
    for (let n = 1; n < pages; n++) {
      const page = await get<Page>('clerk', `${path}&limit=50${cursor && `&cursor=${cursor}`}`);
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    return `${path}&limit=50&cursor=${cursor}`;
  };
  const effects = await get<Page>('clerk', '/api/screening-effect/enterprises?limit=40');
  const records = await get<Page>('clerk', '/api/screening-records?limit=40');
  const own = effects.rows.map(({ id }) => id);
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const cases: readonly (readonly [most: 50 | 300, name: string, account: Reader, paths: readonly string[]])[] = [
    [LIST, 'risk points, gravest first', 'clerk', ['/api/risk-points?limit=50']],
    [LIST, 'risk points, gravest first', 'township', ['/api/risk-points?limit=50']],
    [LIST, 'risk points, gravest first', 'dept2', ['/api/risk-points?limit=50']],
    [LIST, 'risk points, red and orange, by review', 'clerk', ['/api/risk-points?limit=50&level=serious&sort=due']],
    [LIST, 'risk points, overdue', 'township', ['/api/risk-points?limit=50&overdue=true']],
    [LIST, 'risk points, last changed', 'clerk', ['/api/risk-points?limit=50&sort=-updated']],
    [LIST, 'risk points, page 100', 'clerk', [await deep('/api/risk-points?sort=level', 100)]],
    [LIST, 'risk points, words', 'clerk', ['/api/risk-points?limit=50&q=触电']],
    [LIST, 'risk file of an enterprise', 'clerk', own.map((id) => `/api/risk-files/${id}`)],
    [LIST, 'records, newest first', 'clerk', ['/api/screening-records?limit=50']],
    [LIST, 'records, newest first', 'township', ['/api/screening-records?limit=50']],
    [LIST, 'records, newest first', 'dept2', ['/api/screening-records?limit=50']],
    [LIST, 'records, newest first', 'safety', ['/api/screening-records?limit=50']],
    [LIST, 'records with findings', 'clerk', ['/api/screening-records?limit=50&having=findings']],
    [LIST, 'records made up', 'township', ['/api/screening-records?limit=50&state=made-up']],
    [LIST, 'records with missing photos', 'clerk', ['/api/screening-records?limit=50&having=missing-files']],
    [LIST, 'records by name of enterprise', 'clerk', ['/api/screening-records?limit=50&q=机械制造']],
    [LIST, 'records, page 100', 'clerk', [await deep('/api/screening-records?sort=-day', 100)]],
    [LIST, 'a record', 'clerk', records.rows.map(({ id }) => `/api/screening-records/${id}`)],
    [LIST, 'today’s work of a person', 'safety', ['/api/screening/mine']],
    [LIST, 'pack of a phone', 'safety', ['/api/screening/pack']],
    [LIST, 'effect, lowest first', 'clerk', ['/api/screening-effect/enterprises?limit=50']],
    [LIST, 'effect, lowest first', 'township', ['/api/screening-effect/enterprises?limit=50']],
    [LIST, 'effect, lowest first', 'dept2', ['/api/screening-effect/enterprises?limit=50']],
    [LIST, 'effect, worth checking', 'clerk', ['/api/screening-effect/enterprises?limit=50&test=any']],
    [LIST, 'effect, one test', 'clerk', ['/api/screening-effect/enterprises?limit=50&test=sameAnswers']],
    [VIEW, 'effect of the county', 'clerk', ['/api/screening-effect']],
    [VIEW, 'effect of the county', 'township', ['/api/screening-effect']],
    [VIEW, 'effect of one enterprise', 'clerk', own.map((id) => `/api/enterprises/${id}/screening-effect`)],
    [VIEW, 'duty matrix, 50 enterprises', 'clerk', ['/api/duty-matrix?limit=50']],
    [VIEW, 'duty matrix, 50 enterprises', 'township', ['/api/duty-matrix?limit=50']],
    [VIEW, 'duty matrix of an enterprise, a year', 'clerk', own.map((id) => `/api/enterprises/${id}/duty-matrix`)],
    [VIEW, 'risk figures', 'clerk', ['/api/risk-figures']],
    [VIEW, 'risk figures', 'township', ['/api/risk-figures']],
    [VIEW, 'risk map', 'clerk', ['/api/risk-map']],
    [VIEW, 'risk points counted', 'clerk', ['/api/risk-points/count']],
    [VIEW, 'records counted', 'clerk', ['/api/screening-records/count']],
    [VIEW, 'days of an enterprise', 'clerk', own.map((id) => daysOf(id, month))],
    [VIEW, 'summary of an enterprise', 'clerk', own.map((id) => `/api/screening-summary?enterpriseId=${id}`)],
  ];
  const results: AnswersCase[] = [];
  for (const [most, name, account, paths] of cases) {
    const send = sender(account);
    const work = async (n: number) => (await send('GET', encodeURI(paths[n % paths.length] ?? ''))).status === 200;
    const http = await measure({ clients: CLIENTS, seconds: SECONDS, work });
    results.push({ name: `${name}, ${READERS[account]}`, most, http });
    console.log(`${results.at(-1)?.name}: p50 ${http.p50.toFixed(1)}, p95 ${http.p95.toFixed(1)} ms`);
  }
  return results;
}

const daysOf = (id: string, month: string) => `/api/screening-days?enterpriseId=${id}&from=${month}-01&to=${month}-28`;

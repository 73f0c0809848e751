import { newId } from '@zhiben/platform/domain/ids.ts';
import { signIn } from '../e2e/product.ts';
import { CLIENTS, type Compared, compareReads, SECONDS } from './compare.ts';
import { httpClient, type Measured, measure, measureInTurns, type Run } from './load.ts';
import type { Bare } from './statements.ts';

/** Who asks: the whole county, a township, a department, an enterprise. */
const READERS = { clerk: '全县', township: '乡镇', inspector: '部门（行业）', safety: '企业' } as const;

const LISTS: readonly (readonly [name: string, query: string, ...accounts: (keyof typeof READERS)[]])[] = [
  ['open by due day, first page', 'group=open', 'clerk', 'township', 'inspector', 'safety'],
  ['all, newest first', 'group=all', 'clerk', 'township', 'inspector'],
  ['overdue majors', 'group=overdue&grade=major', 'clerk'],
  ['full text 除尘 积尘', 'q=积尘', 'clerk'],
];

/** The ledger, tab by tab. */
export async function listCases(port: number, bare: Bare): Promise<Compared[]> {
  const results: Compared[] = [];
  const deep = await deepCursor(port, 'clerk', 'group=all', 200);
  for (const [title, query, ...accounts] of [
    ...LISTS,
    ['all, page 200', `group=all&cursor=${deep}`, 'clerk'] as const,
  ]) {
    const path = `/api/hazards?limit=25&${new URLSearchParams(query)}`;
    const reads = accounts.map((account) => ({ name: `${title}, ${READERS[account]}`, account, screens: [[path]] }));
    results.push(...(await compareReads(port, bare, reads)));
  }
  return results;
}

const RECORDS = 40;

/** The page of a hazard: the record alone, and with all that the page asks for beside it. */
export async function recordCases(port: number, bare: Bare): Promise<Compared[]> {
  const send = httpClient(port, await signIn(port, 'clerk'));
  const path = `/api/hazards?group=all&grade=major&limit=${RECORDS}`;
  const { rows } = JSON.parse((await send('GET', path)).text) as { rows: { id: string }[] };
  const records = rows.map(({ id }) => [`/api/hazards/${id}`]);
  const pages = rows.map(({ id }) => [
    `/api/hazards/${id}`,
    `/api/hazards/${id}/duplicates`,
    `/api/hazards/${id}/neighbours`,
    `/api/hazard-notices?hazardId=${id}`,
    `/api/supervision/hazards/${id}`,
  ]);
  const record = { name: 'record of a major hazard', account: 'clerk', screens: records };
  const page = { name: 'record page, its five requests', account: 'clerk', screens: pages };
  return [...(await compareReads(port, bare, [record])), ...(await compareReads(port, bare, [page]))];
}

/** The analysis of the last three years: its main table, and the median days. */
export async function analysisCases(port: number, bare: Bare): Promise<Compared[]> {
  const to = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const from = `${Number(to.slice(0, 4)) - 3}${to.slice(4)}`;
  const results: Compared[] = [];
  for (const [title, path] of [
    ['analysis by division, 3 years', `/api/hazard-analysis?by=division&from=${from}&to=${to}`],
    ['median days, 3 years', `/api/hazard-analysis/durations?from=${from}&to=${to}`],
  ] as const) {
    const accounts = ['clerk', 'township', 'inspector'] as const;
    const reads = accounts.map((account) => ({ name: `${title}, ${READERS[account]}`, account, screens: [[path]] }));
    results.push(...(await compareReads(port, bare, reads)));
  }
  return results;
}

async function deepCursor(port: number, account: string, query: string, pages: number): Promise<string> {
  const send = httpClient(port, await signIn(port, account));
  let cursor = '';
  for (let page = 1; page < pages; page++) {
    const path = `/api/hazards?limit=25&${query}${cursor && `&cursor=${cursor}`}`;
    cursor = (JSON.parse((await send('GET', path)).text) as { nextCursor: string }).nextCursor;
  }
  return cursor;
}

/** Registering with number, deadline ledger and audit chain; beside it the same statements without the product. */
export async function createCase(port: number, bare: Bare): Promise<Compared> {
  const cookie = await signIn(port, 'inspector');
  const send = httpClient(port, cookie);
  const { rows } = JSON.parse((await send('GET', '/api/enterprises?limit=200')).text) as { rows: { id: string }[] };
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const body = (n: number) => ({
    id: newId(),
    enterpriseId: rows[n % rows.length]?.id,
    description: '车间疏散通道堆放纸箱，剩余宽度不足一米',
    place: '二车间东侧',
    channel: 'departmentInspection',
    discoveredOn: today,
  });
  const create: Run = {
    clients: CLIENTS,
    seconds: SECONDS,
    work: async (n) => (await send('POST', '/api/hazards', body(n))).status === 200,
  };
  const [http, plain] = await measureInTurns([create, await bareCreate(bare)]);
  return { name: 'hazard create with number and audit', http: http as Measured, bare: plain as Measured };
}

/** No county's. */
const CHAIN = '999999';

/**
 * The statements of one registration as one transaction over the pool, with constants for what the product works out:
 * scope look-up, number, row, and the link of the chain.
 */
async function bareCreate({ pool }: Bare): Promise<Run> {
  const { rows } = await pool.query("select * from hazards where county = '990101' limit 1");
  const { township: _, ...sample } = rows[0] as Record<string, unknown>;
  const columns = Object.keys(sample);
  const places = columns.map((_c, i) => `$${i + 1}`).join(', ');
  const insert = `insert into hazards (${columns.map((c) => `"${c}"`).join(', ')}) values (${places})`;
  const body = JSON.stringify({ data: 'x'.repeat(700) });
  // A chain of its own: these links are not canonical and must not stand in a county's.
  await pool.query(`insert into audit_heads values ('${CHAIN}', 0, '') on conflict do nothing`);
  return {
    clients: CLIENTS,
    seconds: SECONDS,
    work: async () => {
      const client = await pool.connect();
      try {
        await client.query('select id from enterprises where county = $1 and id = $2', [
          '990101',
          sample.enterprise_id,
        ]);
        await client.query('begin');
        const number = await client.query(
          `insert into number_counters values ('990101', 'bench', 2026, 1)
           on conflict (county, kind, year) do update set last = number_counters.last + 1 returning last`,
        );
        const id = newId();
        const row = {
          ...sample,
          id,
          number: `基准-${number.rows[0].last}`,
          commitments: JSON.stringify(sample.commitments),
        };
        await client.query(insert, Object.values(row));
        const head = await client.query(`select seq, hash from audit_heads where county = '${CHAIN}' for update`);
        const seq = Number(head.rows[0].seq) + 1;
        const hash = Buffer.from(newId().replaceAll('-', ''), 'hex');
        await client.query(
          `with e as (insert into audit_entries values ('${CHAIN}', $1, $2, now(), $2, 'bench', 'bench', $2, $3, 'sha256', $4, $5) returning seq)
           update audit_heads set seq = $1, hash = $5 where county = '${CHAIN}'`,
          [seq, id, body, head.rows[0].hash, hash],
        );
        await client.query('commit');
        return true;
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
  };
}

/** The dispatch form of a county at its full size. */
export async function figuresCase(port: number): Promise<Compared> {
  const send = httpClient(port, await signIn(port, 'clerk'));
  const forms = JSON.parse((await send('GET', '/api/dispatch/forms')).text) as {
    rows: { id: string; periods: string[] }[];
  };
  const form = forms.rows[0];
  if (!form) throw new Error('the demo county has a dispatch form');
  const period = new Date().toISOString().slice(0, 7);
  const path = `/api/dispatch/forms/${form.id}/periods/${period}/figures`;
  const http = await measure({
    clients: 2,
    seconds: SECONDS,
    work: async () => (await send('GET', path)).status === 200,
  });
  return { name: `dispatch form of a month, all rows`, http, bare: null };
}

export async function countHazards({ pool }: Bare): Promise<number> {
  const { rows } = await pool.query('select count(*) as n from hazards');
  return Number(rows[0].n);
}

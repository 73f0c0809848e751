import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { connect } from '@zhiben/platform/server/db/connect.ts';
import { startEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
import { migrate } from '@zhiben/platform/server/db/migrate.ts';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { creditCodeCheck } from '@zhiben/slices/enterprise/domain';
import { insertEnterprises } from '@zhiben/slices/enterprise/server';
import { testCounty } from '../apps/test-county.ts';

/**
 * `node --import tsx bench/enterprise-import.ts [--rows 50000]`: a sheet that changes three fields of each enterprise of
 * a county, checked and entered each in a process of its own, as the job does it. Tells processor time and peak memory
 * of those processes, and on Linux the processor time of their database connections.
 */
const { values } = parseArgs({ options: { rows: { type: 'string' } } });
const ROWS = Number(values.rows ?? 50_000);
const CHUNK = 1_000;
const PROCESS = join(import.meta.dirname, '../slices/enterprise/server/test-import-process.ts');

const dir = mkdtempSync(join(tmpdir(), 'zhiben-bench-import-'));
const server = await startEmbeddedPostgres({ dir, volatile: true });
try {
  const owner = connect({ url: server.url, max: 2, as: 'owner' });
  await migrate(owner);
  await owner.close();
  const connection = connect({ url: server.url, max: 4, as: 'application' });
  const county = await testCounty(connection);
  const clerk = county.ctxOf('clerk');
  const { incoming } = clerk.services.files;
  mkdirSync(incoming, { recursive: true });
  const files = Array.from({ length: ROWS }, (_, n) => {
    const first17 = `91${county.code}${String(n).padStart(9, '0')}`;
    return { n, code: first17 + creditCodeCheck(first17) };
  });
  for (let from = 0; from < ROWS; from += CHUNK) {
    await clerk.transaction(async (tx) => {
      await insertEnterprises(
        tx,
        files.slice(from, from + CHUNK).map(({ n, code }) => ({
          id: newId(),
          name: `示范第${n}家企业有限公司`,
          creditCode: code,
          division: n % 2 === 0 ? county.townships.east : county.townships.west,
          industry: 'industrial-trade',
          address: `示范路 ${n} 号`,
          longitude: null,
          latitude: null,
          employees: n % 500,
          highRisk: false,
          principalName: '示范负责人',
          principalPhone: '13800000000',
          controllerName: '',
          supervisingBodyId: null,
        })),
      );
      const id = newId();
      tx.record({ id, action: 'test:fill', subject: { kind: 'county', id }, data: {} });
    });
  }
  const out = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(out),
    writeSheet(out, {
      title: '企业名单',
      columns: [
        { header: '单位名称', value: ({ n }) => `示范第${n}家企业有限公司` },
        { header: '统一社会信用代码', value: ({ code }) => code },
        { header: '地址', value: ({ n }) => `新示范路 ${n} 号` },
        { header: '从业人员', kind: 'integer', value: ({ n }) => (n % 500) + 1 },
        { header: '安全管理人员', value: ({ n }) => `管理员${n}` },
      ],
      rows: files,
    }),
  ]);
  const id = newId();
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)]), '名单.xlsx');
  const said = await county.as('clerk').post(`/api/enterprise-imports?id=${id}`, body);
  if (said.statusCode !== 200) throw new Error(said.body);
  const given = [server.url, county.code, id, county.clock.now().toISOString(), dirname(incoming)];
  await work('checked', given);
  await county.as('clerk').post(`/api/enterprise-imports/${id}/apply`, { commandId: newId() });
  await work('entered', given);
  const { state, readRows, changedRows, appliedRows } = (
    await county.as('clerk').get(`/api/enterprise-imports/${id}`)
  ).json();
  console.log(JSON.stringify({ state, readRows, changedRows, appliedRows }));
  await county.app.close();
  await connection.close();
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** Runs the process and tells what it took, as it says itself at its end. */
async function work(what: string, given: readonly string[]): Promise<void> {
  const startedAt = performance.now();
  const databaseBefore = endedConnections();
  const tell = `process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peakMb: Math.round(maxRSS / 1024) }));
  });`;
  const telling = `data:text/javascript,${encodeURIComponent(tell)}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', telling, PROCESS, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = await Promise.all([buffer(child.stdout), once(child, 'exit')]);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { cpu, peakMb } = JSON.parse(text.toString()) as { cpu: number; peakMb: number };
  const database = endedConnections() - databaseBefore;
  console.log(
    `${ROWS} rows ${what}: ${cpu.toFixed(1)} s processor time and ${database.toFixed(1)} s of the database, ` +
      `${seconds.toFixed(1)} s in all, peak ${peakMb} MB`,
  );
}

/** Processor seconds of the connections that ended: to Linux they are children of the server's first process. */
function endedConnections(): number {
  const pidFile = join(dir, 'pg', 'postmaster.pid');
  if (!existsSync(pidFile)) return Number.NaN;
  const stat = `/proc/${readFileSync(pidFile, 'utf8').split('\n')[0]}/stat`;
  if (!existsSync(stat)) return Number.NaN;
  const fields = readFileSync(stat, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

import { createServer as createProbe } from 'node:net';
import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { startJobs } from '@zhiben/platform/server/jobs/index.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { hasDivisions } from '@zhiben/slices/division/server';
import { warmCriteria } from '@zhiben/slices/hazard/server';
import { type Config, readConfig } from '../config.ts';
import { type Database, openDatabase } from '../database.ts';
import { COUNTY, DEFAULT_SIZE } from '../demo/county.ts';
import { DEMO_PASSWORD, SHOWN_ACCOUNTS } from '../demo/people.ts';
import { createServer, createServices } from '../server.ts';
import { slices } from '../slices.ts';
import { buildWebIfStale, WEB_ROOT } from '../web/build.ts';

const WARM_AFTER_MS = 1_000;

export async function serve(): Promise<void> {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  await refuseTakenPort(config);
  const stopper = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopper.abort());

  const database = await openDatabase(config);
  try {
    if (!config.skipWeb && (await buildWebIfStale())) console.log('界面已构建。');
    const services = createServices(config);
    for (const { atStart } of slices) await atStart?.({ db: database.app.db, clock: systemClock });
    if (config.demo && !(await hasDivisions(database.app.db))) {
      console.log('数据库为空，正在装入示范县……');
      const { loadDemo } = await import('../demo/load.ts');
      await loadDemo(database, services, DEFAULT_SIZE);
      await database.analyze();
    }
    const app = await createServer({
      connection: database.app,
      services,
      rateLimit: config.rateLimit,
      webRoot: config.skipWeb ? null : WEB_ROOT,
    });
    const log = createLog();
    const jobs = await startJobs({ connection: database.app, slices, clock: systemClock, log, services });
    await app.listen({ port: config.port, host: config.host });
    await greet(config, database, startedAt);
    // Once it answers and has answered what waited.
    setTimeout(() => warmCriteria(today(systemClock)), WARM_AFTER_MS).unref();
    await until(stopper.signal);
    await app.close();
    await jobs.stop();
  } finally {
    await database.close();
  }
  process.exit(0);
}

/** Where it is, whom to sign in as, and where the data lies. */
async function greet({ port }: Config, database: Database, startedAt: number): Promise<void> {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const lines = [`治本已启动（${seconds} 秒）：http://localhost:${port}  手机端 http://localhost:${port}/m`];
  if (await hasDivisions(database.app.db, COUNTY)) {
    const accounts = SHOWN_ACCOUNTS.map(([account, what]) => `${account}（${what}）`).join('、');
    lines.push(`演示账号：${accounts}`, `演示密码：${DEMO_PASSWORD}`);
  }
  lines.push(`数据位置：${database.where}`, '按 Ctrl-C 停止。');
  console.log(lines.join('\n'));
}

function until(signal: AbortSignal): Promise<void> {
  return new Promise((done) => (signal.aborted ? done() : signal.addEventListener('abort', () => done())));
}

/** Says so before the database is started, since that is the commonest mishap of all. */
async function refuseTakenPort({ port, host }: Config): Promise<void> {
  await new Promise<void>((done, fail) => {
    const probe = createProbe();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? '已被其他程序占用' : `无法使用（${error.code}）`;
      fail(new StartupError(`端口 ${port} ${why}，请用环境变量 PORT 换一个端口，例如 PORT=8081 npm start。`));
    });
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

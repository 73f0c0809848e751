import { createServer as createProbe } from 'node:net';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { createServer, createServices } from '../server.ts';

export function serveCommand(): Command {
  return new Command('serve').description('启动平台（默认 http://localhost:8080）').action(serve);
}

async function serve(): Promise<void> {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  await refuseTakenPort(config);
  const stopper = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopper.abort());

  const database = await openDatabase(config);
  try {
    const services = createServices(config);
    const app = await createServer({
      connection: database.app,
      services,
      rateLimit: config.rateLimit,
      webRoot: null,
    });
    await app.listen({ port: config.port, host: config.host });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`治本已启动（${seconds} 秒）：http://localhost:${config.port}`);
    console.log(`数据位置：${database.where}`);
    await until(stopper.signal);
    await app.close();
  } finally {
    await database.close();
  }
  process.exit(0);
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

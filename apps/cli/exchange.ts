import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, stat, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { systemClock } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { type Ctx, createCtx } from '@zhiben/platform/server/ctx.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import type { OfficialType, Receipt } from '@zhiben/slices/exchange/domain';
import { OUTCOME_NAMES, typeNamed } from '@zhiben/slices/exchange/domain';
import {
  applyReceived,
  checkFile,
  findResumption,
  readCursor,
  receiveBatch,
  replayReceived,
  signedExport,
} from '@zhiben/slices/exchange/server';
import { readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { createServices } from '../server.ts';
import { progressBar } from './progress.ts';

interface Options {
  readonly county: string;
  readonly json?: boolean;
}

/** Runs beside the server or alone, as the system of a county. An expected failure is one sentence. */
async function inCounty<T>(county: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const database = await openDatabase(config, { share: true });
  try {
    const ctx = createCtx({
      connection: database.app,
      actor: systemActor(county),
      clock: systemClock,
      log: createLog(),
      requestId: newId(),
      services: createServices(config),
    });
    if ((await listDivisions(ctx)).length === 0) {
      throw new StartupError(`平台中没有区划代码为 ${county} 的县，请用 --county 指定县级区划代码（六位数字）。`);
    }
    return await work(ctx);
  } catch (error) {
    throw error instanceof AppError ? new StartupError(error.message) : error;
  } finally {
    await database.close();
  }
}

export async function exportFile(
  file: string,
  options: Options & { types?: string; since?: string; resume?: boolean },
): Promise<void> {
  const types = typesOf(options.types);
  const bar = progressBar(!options.json);
  const count = await inCounty(options.county, async (ctx) => {
    const since = options.since ? readCursor(options.since) : {};
    if (!options.resume && existsSync(file))
      throw new StartupError(`${file} 已存在。换一个文件名，或用 --resume 接着导出。`);
    const resumed = options.resume && existsSync(file) ? await findResumption(file) : undefined;
    if (resumed) await truncate(file, resumed.bytes);
    let total = resumed?.count ?? 0;
    const onProgress = (n: number) => {
      total = n;
      bar.update('已导出', n, n);
    };
    const lines = signedExport(ctx, { types, since, resumed, onProgress });
    await pipeline(Readable.from(lines), createWriteStream(file, { flags: resumed ? 'a' : 'w', mode: 0o600 }));
    return total;
  }).finally(() => bar.stop());
  const said = { file, records: count, bytes: (await stat(file)).size };
  console.log(
    options.json ? JSON.stringify(said) : `已导出 ${count.toLocaleString('zh-CN')} 条记录到 ${file}，已签名。`,
  );
}

function typesOf(list: string | undefined): OfficialType[] | undefined {
  return list?.split(',').map((name) => {
    const type = typeNamed(name);
    if (!type) throw new StartupError(`没有这一类记录：${name}`);
    return type;
  });
}

export async function importFile(
  file: string,
  options: Options & { source: string; preview?: boolean },
): Promise<void> {
  const bar = progressBar(!options.json);
  const receipt = await inCounty(options.county, async (ctx) => {
    const id = newId();
    const received = await taken(ctx, file);
    await receiveBatch(ctx, { id, source: options.source, fileName: basename(file), received });
    return applyReceived(ctx, id, {
      preview: options.preview ?? false,
      onProgress: (done, total) => bar.update('导入', done, total),
    });
  }).finally(() => bar.stop());
  say(receipt, options);
}

export async function replay(batchId: string, options: Options): Promise<void> {
  const bar = progressBar(!options.json);
  const receipt = await inCounty(options.county, (ctx) =>
    replayReceived(ctx, batchId, (done, total) => bar.update('重放', done, total)),
  ).finally(() => bar.stop());
  say(receipt, options);
}

/** A copy in the store's own folder: the store takes files away from where they lie. */
async function taken(ctx: Ctx, file: string) {
  if (!existsSync(file)) throw new StartupError(`没有这个文件：${file}`);
  const path = join(ctx.services.files.incoming, newId());
  await copyFile(file, path);
  const hash: Hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { path, sha256: hash.digest('hex'), bytes: (await stat(path)).size };
}

type Said = Pick<Receipt, 'batchId' | 'total' | 'outcomes' | 'problems'>;

function say(receipt: Said, { json }: Options): void {
  const refused = receipt.outcomes.refused ?? 0;
  if (json) console.log(JSON.stringify(receipt));
  else {
    const outcomes = Object.entries(receipt.outcomes).map(
      ([outcome, n]) => `${OUTCOME_NAMES[outcome as keyof typeof OUTCOME_NAMES]} ${n.toLocaleString('zh-CN')}`,
    );
    console.log(`批次 ${receipt.batchId}：共 ${receipt.total.toLocaleString('zh-CN')} 条；${outcomes.join('，')}`);
    for (const { line, problems } of receipt.problems) {
      for (const { field, message } of problems)
        console.error(`  第 ${line} 条${field ? ` ${field}` : ''}：${message}`);
    }
  }
  if (refused > 0) process.exitCode = 1;
}

/** A signed file without any database: whether it is whole, unchanged, and by whose key. */
export async function verify(file: string, { key, json }: { key?: string; json?: boolean }): Promise<void> {
  if (!existsSync(file)) throw new StartupError(`没有这个文件：${file}`);
  const report = await checkFile(file).catch((error) => {
    throw error instanceof AppError ? new StartupError(error.message) : error;
  });
  if (!report.key) throw new StartupError('这个文件没有签名。');
  if (key && key !== report.key) throw new StartupError(`签名用的是另一个公钥：${report.key}`);
  console.log(
    json
      ? JSON.stringify(report)
      : `签名有效：${report.records.toLocaleString('zh-CN')} 条记录，来自 ${report.county}，公钥 ${report.key}`,
  );
  if (report.bad > 0) {
    if (!json) console.error(`其中 ${report.bad} 条不符合记录格式。`);
    process.exitCode = 1;
  }
}

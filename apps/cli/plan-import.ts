import { basename } from 'node:path';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { systemClock } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { createCtx } from '@zhiben/platform/server/ctx.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import { type ImportedPlan, importPlan } from '@zhiben/slices/plan/server';
import { readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { createServices } from '../server.ts';
import { bytesOf } from './read-file.ts';

export async function importFile(file: string, { county, json }: { county: string; json?: boolean }): Promise<void> {
  const bytes = await bytesOf(file);
  const config = readConfig(process.env);
  const database = await openDatabase(config, { share: true });
  let result: ImportedPlan;
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
    result = await importPlan(ctx, { bytes, fileName: basename(file) }).catch(sentence);
  } finally {
    await database.close();
  }
  const said = result.alreadyImported ? '这份文件以前已经导入过' : '已导入方案';
  console.log(json ? JSON.stringify(result) : `${said}：${result.title}（编号 ${result.id}）`);
}

/** An expected failure is one sentence on the command line too. */
function sentence(error: unknown): never {
  throw error instanceof AppError ? new StartupError(error.message) : error;
}

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GongwenError, type PlanFileReading, readPlanFile, renderPlanTree, toLabelled } from '@zhiben/gongwen';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { systemClock } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { createCtx } from '@zhiben/platform/server/ctx.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { listDivisions } from '@zhiben/slices/division/server';
import { type ImportedPlan, importPlan } from '@zhiben/slices/plan/server';
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { COUNTY } from '../demo/places.ts';
import { createServices } from '../server.ts';

export function planCommand(): Command {
  const plan = new Command('plan').description('读取、导入已发布的方案');
  plan
    .command('parse')
    .description('读出方案的条目、要求、期限和责任主体（不需要数据库）')
    .argument('<file>', 'txt、docx、html 或 pdf 文件')
    .option('--json', '输出 JSON，带每一项在原文中的位置')
    .action(parse);
  plan
    .command('import')
    .description('把方案导入平台；同一文件再次导入不会重复')
    .argument('<file>', 'txt、docx、html 或 pdf 文件')
    .option('--county <code>', '县级区划代码，六位数字', countyCode, COUNTY)
    .option('--json', '结束时输出 JSON')
    .action(importFile);
  return plan;
}

async function parse(file: string, { json }: { json?: boolean }): Promise<void> {
  const { plan } = await read(file);
  if (json) console.log(JSON.stringify({ file: basename(file), ...toLabelled(plan) }, null, 2));
  else console.log(renderPlanTree(plan, { colour: process.stdout.isTTY ?? false }));
}

async function importFile(file: string, { county, json }: { county: string; json?: boolean }): Promise<void> {
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

async function read(file: string): Promise<PlanFileReading> {
  return readPlanFile(await bytesOf(file), basename(file)).catch((error: unknown) => {
    throw error instanceof GongwenError ? new StartupError(`${file}：${error.message}`) : error;
  });
}

async function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StartupError(`没有这个文件：${file}`);
    if (error.code === 'EISDIR') throw new StartupError(`${file} 是文件夹，请给出一个文件。`);
    throw new StartupError(`无法读取 ${file}：${error.message}`);
  });
}

/** An expected failure is one sentence on the command line too. */
function sentence(error: unknown): never {
  throw error instanceof AppError ? new StartupError(error.message) : error;
}

function countyCode(text: string): string {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('应为六位数字');
  return text;
}

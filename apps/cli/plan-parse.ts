import { basename } from 'node:path';
import { GongwenError, type PlanFileReading, readPlanFile, renderPlanTree, toLabelled } from '@zhiben/gongwen';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { bytesOf } from './read-file.ts';

export async function parse(file: string, { json }: { json?: boolean }): Promise<void> {
  const { plan } = await read(file);
  if (json) console.log(JSON.stringify({ file: basename(file), ...toLabelled(plan) }, null, 2));
  else console.log(renderPlanTree(plan, { colour: process.stdout.isTTY ?? false }));
}

async function read(file: string): Promise<PlanFileReading> {
  return readPlanFile(await bytesOf(file), basename(file)).catch((error: unknown) => {
    throw error instanceof GongwenError ? new StartupError(`${file}：${error.message}`) : error;
  });
}

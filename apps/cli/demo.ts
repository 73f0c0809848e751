import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { sizeFault } from '../demo/county.ts';
import { loadDemo } from '../demo/load.ts';
import { createServices } from '../server.ts';
import { progressBar } from './progress.ts';

interface Options {
  readonly enterprises: number;
  readonly hazards: number;
  readonly json?: boolean;
}

export async function demo(options: Options): Promise<void> {
  const fault = sizeFault(options);
  if (fault !== null) throw new StartupError(fault);
  const config = readConfig(process.env);
  const database = await openDatabase(config);
  const bar = progressBar(!options.json);
  const startedAt = performance.now();
  try {
    await loadDemo(database, createServices(config), options, bar.update);
    await database.analyze();
  } finally {
    bar.stop();
    await database.close();
  }
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const { enterprises, hazards } = options;
  console.log(
    options.json
      ? JSON.stringify({ enterprises, hazards, seconds })
      : `已装入示范县：企业 ${enterprises} 家，隐患 ${hazards} 项，用时 ${seconds} 秒。`,
  );
}

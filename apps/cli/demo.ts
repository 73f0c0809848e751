import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { DEFAULT_SIZE, loadDemo } from '../demo/load.ts';
import { createServices } from '../server.ts';
import { progressBar } from './progress.ts';

export function demoCommand(): Command {
  return new Command('demo')
    .description('在空数据库中装入虚构的示范县，规模可定')
    .option('--enterprises <n>', '企业数', count, DEFAULT_SIZE.enterprises)
    .option('--hazards <n>', '隐患数', count, DEFAULT_SIZE.hazards)
    .option('--json', '结束时输出 JSON')
    .action(async (options: { enterprises: number; hazards: number; json?: boolean }) => {
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
    });
}

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0 || n > 100_000_000) throw new InvalidArgumentError('应为不超过一亿的整数');
  return n;
}

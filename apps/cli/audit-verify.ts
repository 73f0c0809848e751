import { type ChainReport, verifyChains } from '@zhiben/platform/server/audit/index.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { progressBar } from './progress.ts';

export async function verify({ county, json }: { county?: string; json?: boolean }): Promise<void> {
  const database = await openDatabase(readConfig(process.env), { share: true });
  const bar = progressBar(!json);
  const reports: ChainReport[] = [];
  try {
    const options = {
      ...(county ? { county } : {}),
      onProgress: (p: Progress) => bar.update(p.county, p.done, p.total),
    };
    for await (const report of verifyChains(database.app.db, options)) reports.push(report);
  } finally {
    bar.stop();
    await database.close();
  }
  console.log(json ? JSON.stringify(reports) : reports.map(say).join('\n') || '还没有任何记录。');
  if (reports.some((report) => report.faults.length > 0)) process.exitCode = 1;
}

type Progress = { readonly county: string; readonly done: number; readonly total: number };

function say({ county, entries, headHash, checkpoints, faults }: ChainReport): string {
  if (faults.length === 0) {
    return `${county}：${entries.toLocaleString('zh-CN')} 条记录完整，${checkpoints} 个校验点相符，链尾 ${headHash?.slice(0, 16)}`;
  }
  return [
    `${county}：${entries.toLocaleString('zh-CN')} 条记录，发现问题：`,
    ...faults.map((f) => `  第 ${f.seq} 条：${f.sentence}`),
  ].join('\n');
}

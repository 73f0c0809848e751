import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows, writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { z } from 'zod';

const COLUMNS = {
  name: { header: '企业名称', schema: z.string() },
  code: { header: '统一社会信用代码', schema: z.string().length(18) },
  place: { header: '地址', schema: z.string() },
  employees: { header: '从业人员', kind: 'number', schema: z.number().int() },
} as const;

export interface ExcelMeasured {
  readonly rows: number;
  readonly fileMb: number;
  readonly seconds: number;
  readonly peakMb: number;
}

/** Reads a sheet of `rows` in a process of its own and tells its peak memory. */
export async function excelCase(rows: number): Promise<ExcelMeasured> {
  const dir = mkdtempSync(join(tmpdir(), 'zhiben-bench-'));
  const file = join(dir, 'enterprises.xlsx');
  try {
    await writeSheet(createWriteStream(file), {
      title: '企业名录',
      columns: [
        { header: '企业名称', value: (n: number) => `示范县第${n}家企业有限公司` },
        { header: '统一社会信用代码', value: (n: number) => `91990101${String(n).padStart(10, '0')}` },
        { header: '地址', value: (n: number) => `示范路 ${n} 号` },
        { header: '从业人员', kind: 'integer', value: (n: number) => n % 500 },
      ],
      rows: numbers(rows),
    } as Parameters<typeof writeSheet<number>>[1]);
    const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', import.meta.filename, file], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error('reading the sheet failed');
    return { rows, fileMb: statSync(file).size / 1e6, ...(JSON.parse(stdout) as { seconds: number; peakMb: number }) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) yield n;
}

async function readAndTell(file: string): Promise<void> {
  const startedAt = performance.now();
  let good = 0;
  for await (const row of readRows(file, COLUMNS)) if (row.ok) good += 1;
  if (good === 0) throw new Error('no row was read');
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ seconds: (performance.now() - startedAt) / 1000, peakMb }));
}

if (process.argv[1] === import.meta.filename && process.argv[2]) await readAndTell(process.argv[2]);

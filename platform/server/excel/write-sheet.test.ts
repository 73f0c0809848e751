import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '../../domain/ids.ts';
import { type ReadColumns, type ReadRow, readRows, writeSheet } from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'zhiben-excel-'));
afterAll(() => rmSync(dir, { recursive: true }));
const fresh = () => join(dir, `${newId()}.xlsx`);

const columns = {
  name: { header: '企业名称', aliases: ['单位名称'], schema: z.string().max(10, '不能超过 10 字') },
  code: { header: '统一社会信用代码', schema: z.string().length(18, '应为 18 位') },
  people: { header: '从业人数', kind: 'number', schema: z.number().int('应为整数').optional() },
  foundOn: { header: '发现日期', kind: 'date', schema: z.string().optional() },
} as const satisfies ReadColumns;

const CODE = '91990101MA00000001';

async function read<C extends ReadColumns>(path: string, wanted: C, options = {}): Promise<ReadRow<C>[]> {
  const rows: ReadRow<C>[] = [];
  for await (const row of readRows(path, wanted, options)) rows.push(row);
  return rows;
}

const _HEADERS = ['企业名称', '统一社会信用代码', '从业人数', '发现日期'];

describe('writing a sheet', () => {
  interface Line {
    name: string;
    code: string;
    people: number | null;
    on: string;
    at: Date;
  }
  const lines: Line[] = [
    { name: '示范化工厂', code: '0012', people: 1200, on: '2024-03-01', at: new Date('2024-03-01T16:30:00Z') },
    { name: '=1+1', code: CODE, people: null, on: '', at: new Date('2024-03-02T00:00:00Z') },
  ];
  const write = async (rows: Iterable<Line> | AsyncIterable<Line>) => {
    const path = fresh();
    const out = createWriteStream(path);
    await writeSheet(out, {
      title: '示范县隐患台账[2024]',
      note: '填报单位：示范县安委办',
      columns: [
        { header: '企业名称', width: 30, value: (r: Line) => r.name },
        { header: '统一社会信用代码', value: (r) => r.code },
        { header: '从业人数', kind: 'integer', value: (r) => r.people },
        { header: '发现日期', kind: 'date', value: (r) => r.on },
        { header: '记录时间', kind: 'instant', value: (r) => r.at },
      ],
      rows,
    });
    return path;
  };

  test('long texts make their row higher, wide sheets go on larger paper', async () => {
    const long = async (columns: number) => {
      const path = fresh();
      await writeSheet(createWriteStream(path), {
        title: '宽表',
        columns: Array.from({ length: columns }, (_, i) => ({ header: `栏${i}`, width: 20, value: (r: string) => r })),
        rows: ['短', '很长的隐患描述'.repeat(10)],
      });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(path);
      const made = workbook.worksheets[0] as ExcelJS.Worksheet;
      const { paperSize, fitToWidth, printTitlesColumn } = made.pageSetup;
      return { heights: [made.getRow(3).height, made.getRow(4).height], paperSize, fitToWidth, printTitlesColumn };
    };
    expect(await long(5)).toEqual({ heights: [16.5, 111], paperSize: 9, fitToWidth: 1, printTitlesColumn: undefined });
    expect(await long(12)).toMatchObject({ paperSize: 8, fitToWidth: 1 });
    expect(await long(30)).toMatchObject({ paperSize: 8, fitToWidth: 3, printTitlesColumn: 'A:A' });
  });

  test('is laid out to print, and reads back as it was', async () => {
    const path = await write(lines);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    const [made] = workbook.worksheets as [ExcelJS.Worksheet];
    expect(made.name).toBe('示范县隐患台账 2024 ');
    expect(made.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 });
    expect(made.pageSetup.printTitlesRow).toBe('1:3');
    expect(made.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    expect(made.getCell('A1').isMerged && made.getCell('E1').isMerged).toBe(true);
    expect(made.getCell('A1').font.name).toBe('方正小标宋简体');
    expect(made.getCell('B3').font).toMatchObject({ name: '宋体', bold: true });
    expect(made.getCell('C4')).toMatchObject({ value: 1200, numFmt: '#,##0' });
    expect(made.getCell('C4').border.left?.style).toBe('thin');
    expect(made.getCell('C5').border.left?.style).toBe('thin'); // empty cells have their box too
    expect(made.getCell('B4').value).toBe('0012'); // codes keep their zeros
    expect(made.getCell('A5').value).toBe('=1+1'); // a text, never a formula
    expect(made.getCell('D4').value).toEqual(new Date('2024-03-01T00:00:00Z'));
    expect(made.getCell('E4').value).toEqual(new Date('2024-03-02T00:30:00Z')); // half past midnight in China
    expect(made.getColumn(1).width).toBe(30);

    const rows = await read(path, columns);
    expect(rows.map((r) => r.cells)).toMatchObject([
      { name: '示范化工厂', people: 1200, foundOn: '2024-03-01' },
      { name: '=1+1', code: CODE, people: undefined, foundOn: undefined },
    ]);
  });

  test('rows may come from a stream', async () => {
    async function* many() {
      for (let i = 0; i < 3000; i++) yield { ...(lines[0] as Line), name: `企业${i}`, code: CODE };
    }
    const rows = await read(await write(many()), columns);
    expect(rows).toHaveLength(3000);
    expect(rows[2999]?.cells.name).toBe('企业2999');
  });
});

test('once nobody reads on, no further rows are asked for', async () => {
  let isLeft = false;
  async function* endless() {
    try {
      for (let n = 1; ; n += 1) yield { name: `企业 ${n}` };
    } finally {
      isLeft = true;
    }
  }
  const out = new PassThrough();
  const columns = [{ header: '企业名称', value: ({ name }: { name: string }) => name }];
  const writing = writeSheet(out, { title: '名单', columns, rows: endless() });
  // Nobody reads: the writer waits for that, and then the reader goes away.
  while (!out.writableNeedDrain) await setImmediate();
  out.destroy();
  await expect(writing).rejects.toThrow('closed before it was whole');
  expect(isLeft).toBe(true);
});

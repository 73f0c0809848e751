import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '../../domain/ids.ts';
import { problemSentence, type ReadColumns, type ReadRow, readRows } from './index.ts';
import { readHead } from './read-head.ts';

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

async function sheet(rows: readonly (readonly unknown[])[], prepare?: (s: ExcelJS.Worksheet) => void): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  const worksheet = workbook.addWorksheet('台账');
  worksheet.addRows(rows as unknown[][]);
  prepare?.(worksheet);
  const path = fresh();
  await workbook.xlsx.writeFile(path);
  return path;
}

async function read<C extends ReadColumns>(path: string, wanted: C, options = {}): Promise<ReadRow<C>[]> {
  const rows: ReadRow<C>[] = [];
  for await (const row of readRows(path, wanted, options)) rows.push(row);
  return rows;
}

const HEADERS = ['企业名称', '统一社会信用代码', '从业人数', '发现日期'];

describe('reading rows', () => {
  test('good rows come typed, wrong ones say where and why, blank ones do not count', async () => {
    const path = await sheet([
      HEADERS,
      ['示范化工厂', CODE, 35, new Date('2024-03-01T00:00:00Z')],
      [],
      ['名字写得太长太长太长的企业', '9199', 'x', '2024-02-30'],
      [' 示范建材 ', CODE, '1,200', '2024年3月5日'],
      [null, CODE],
    ]);
    const rows = await read(path, columns);
    expect(rows.map(({ row, ok }) => [row, ok])).toEqual([
      [2, true],
      [4, false],
      [5, true],
      [6, false],
    ]);
    expect(rows[0]?.cells).toEqual({ name: '示范化工厂', code: CODE, people: 35, foundOn: '2024-03-01' });
    expect(rows[2]?.cells).toEqual({ name: '示范建材', code: CODE, people: 1200, foundOn: '2024-03-05' });
    expect(rows[1]?.problems.map(problemSentence)).toEqual([
      '第 4 行 A 列「企业名称」：不能超过 10 字',
      '第 4 行 B 列「统一社会信用代码」：应为 18 位',
      '第 4 行 C 列「从业人数」：应为数字',
      '第 4 行 D 列「发现日期」：应为日期，如 2024-03-01',
    ]);
    expect(rows[3]?.problems.map(problemSentence)).toEqual(['第 6 行 A 列「企业名称」：不能为空']);
    expect(rows[3]?.cells).toMatchObject({ code: CODE });
  });

  test('headers are found below a title, in any order, as people vary them', async () => {
    const path = await sheet([
      ['2024 年企业台账'],
      ['填报单位：示范县'],
      ['序号', '统一社会\n信用代码（18位）', '* 单位名称', '备注'],
      [1, CODE, '甲'],
    ]);
    expect(await read(path, columns)).toEqual([
      { row: 4, ok: true, cells: { name: '甲', code: CODE, people: undefined, foundOn: undefined }, problems: [] },
    ]);
  });

  test('missing and doubled headers are named', async () => {
    const missing = read(
      await sheet([
        ['企业名称', '地址'],
        ['甲', '乙'],
      ]),
      columns,
    );
    await expect(missing).rejects.toThrow('没有找到这些列：统一社会信用代码。');
    await expect(read(await sheet([]), columns)).rejects.toThrow('没有找到这些列：企业名称、统一社会信用代码');
    const late = Array.from({ length: 25 }, (_, i) => [`说明 ${i}`]);
    await expect(read(await sheet([...late, HEADERS]), columns)).rejects.toMatchObject({
      code: 'excel/headers-missing',
    });
    const twice = read(await sheet([['企业名称', '统一社会信用代码', '单位名称']]), columns);
    await expect(twice).rejects.toThrow('表头「企业名称」出现在 A、C 列');
  });

  test('numbers that the sheet has rounded, errors and formulas', async () => {
    const path = await sheet([HEADERS.slice(0, 2)], (s) => {
      s.addRow([13800000000, 919901010000000000]);
      s.addRow([{ formula: 'A2', result: '算出来的' }, { error: '#N/A' }]);
      s.addRow([{ richText: [{ text: '富' }, { text: '文本' }] }, CODE]);
      s.addRow([true, CODE]);
      s.addRow([0.1 + 0.2, CODE]);
    });
    const rows = await read(path, { ...columns, name: { ...columns.name, schema: z.string() } });
    expect(rows.map((r) => r.cells.name)).toEqual(['13800000000', '算出来的', '富文本', '是', '0.3']);
    expect(rows[0]?.problems[0]?.message).toContain('数字过长，已被表格软件改动');
    expect(rows[1]?.problems[0]?.message).toContain('单元格出错（#N/A）');
  });

  test('the first visible sheet, or the one asked for', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('隐藏', { state: 'hidden' }).addRow(['x']);
    workbook.addWorksheet('第一').addRows([HEADERS, ['甲', CODE]]);
    workbook.addWorksheet('第二').addRows([HEADERS, ['乙', CODE]]);
    const path = fresh();
    await workbook.xlsx.writeFile(path);
    expect((await read(path, columns))[0]?.cells.name).toBe('甲');
    expect((await read(path, columns, { sheet: '第二' }))[0]?.cells.name).toBe('乙');
  });

  test('no more rows than are allowed', async () => {
    const path = await sheet([HEADERS, ['甲', CODE], ['乙', CODE], ['丙', CODE]]);
    await expect(read(path, columns, { maxRows: 2 })).rejects.toThrow('一次最多导入 2 行');
    expect(await read(path, columns, { maxRows: 3 })).toHaveLength(3);
  });

  test('leaving in the middle closes the file', async () => {
    const path = await sheet([HEADERS, ...Array.from({ length: 2000 }, () => ['甲', CODE])]);
    for await (const row of readRows(path, columns)) if (row.row > 10) break;
    rmSync(path);
  });
});

describe('files that are not what they seem', () => {
  const parts = (more: Record<string, string> = {}): Zippable => {
    const texts: Record<string, string> = {
      'xl/workbook.xml':
        '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="a" r:id="r1"/></x:sheets></x:workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r1" Type="t/worksheet" Target="/xl/s.xml"/></Relationships>',
      'xl/s.xml':
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>企业名称</x:t></x:is></x:c></x:row><x:row><x:c t="str"><x:v>甲&amp;乙</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      ...more,
    };
    return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]));
  };
  const only = { name: { header: '企业名称', schema: z.string() } } as const;
  const file = (content: Uint8Array) => {
    const path = fresh();
    writeFileSync(path, content);
    return path;
  };

  test('prefixed names, absolute targets and cells without references are read', async () => {
    const rows = await read(file(zipSync(parts())), only);
    expect(rows).toEqual([{ row: 2, ok: true, cells: { name: '甲&乙' }, problems: [] }]);
  });

  test.each<[string, Uint8Array]>([
    ['no zip', strToU8('企业名称,代码')],
    ['an encrypted workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])],
    ['a zip of something else', zipSync({ 'a.txt': strToU8('x') })],
    ['broken XML', zipSync(parts({ 'xl/s.xml': '<worksheet><sheetData><row>' }))],
    ['a sheet that is not there', zipSync(parts({ 'xl/_rels/workbook.xml.rels': '<Relationships/>' }))],
    ['entities', zipSync(parts({ 'xl/s.xml': '<!DOCTYPE a [<!ENTITY b "bb">]><worksheet>&b;</worksheet>' }))],
    ['cut off', zipSync(parts()).slice(0, 400)],
    ['names that climb out', zipSync({ ...parts(), '../../etc/x': strToU8('x') })],
  ])('%s is refused in a sentence', async (_, content) => {
    await expect(read(file(content), only)).rejects.toMatchObject({ code: 'excel/not-a-workbook', status: 422 });
  });

  test('a bomb of strings, and one that lies about its size, are refused', async () => {
    const rels =
      '<Relationships><Relationship Id="r1" Type="t/worksheet" Target="s.xml"/><Relationship Id="r2" Type="t/sharedStrings" Target="strings.xml"/></Relationships>';
    /** Packs the parts, and lets the directory of the zip declare another unpacked size for one of them. */
    const declaring = (content: Zippable, name: string, size: number) => {
      const packed = Buffer.from(zipSync(content));
      const entry = packed.lastIndexOf(Buffer.from('504b0102', 'hex'), packed.lastIndexOf(name));
      packed.writeUInt32LE(size, entry + 24);
      return file(packed);
    };
    const bomb = parts({ 'xl/_rels/workbook.xml.rels': rels, 'xl/strings.xml': ' '.repeat(100) });
    const large = declaring(bomb, 'xl/strings.xml', 151_000_000);
    await expect(read(large, only)).rejects.toMatchObject({ code: 'excel/too-large', status: 413 });
    const huge = declaring(bomb, 'xl/s.xml', 2_100_000_000);
    await expect(read(huge, only)).rejects.toMatchObject({ code: 'excel/too-large' });
    const lying = declaring(parts(), 'xl/s.xml', 20);
    await expect(read(lying, only)).rejects.toMatchObject({ code: 'excel/not-a-workbook' });

    const rowOf = (cells: string) =>
      file(zipSync(parts({ 'xl/s.xml': `<worksheet><sheetData><row>${cells}</row></sheetData></worksheet>` })));
    const text = (characters: number) => `<c t="inlineStr"><is><t>${'长'.repeat(characters)}</t></is></c>`;
    for (const cells of [text(10_100_000), text(2_100_000).repeat(5)]) {
      await expect(read(rowOf(cells), only)).rejects.toMatchObject({ code: 'excel/too-large' });
    }
    const wide = await readHead(rowOf('<c><v>1</v></c>'.repeat(150_000)), {});
    expect(wide.headers.length).toBe(200);

    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`p${i}`, new Uint8Array()]));
    await expect(read(file(zipSync({ ...parts(), ...many })), only)).rejects.toMatchObject({ code: 'excel/too-large' });
  });
});

test('100,000 rows are read in less than 300 MB', async () => {
  const cell = (column: string, row: number, index: number) => `<c r="${column}${row}" t="s"><v>${index}</v></c>`;
  const strings = ['企业名称', '统一社会信用代码', '隐患描述'];
  const rows = [
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>',
  ];
  for (let row = 2; row <= 100_001; row++) {
    const from = strings.length;
    strings.push(
      `示范企业${row}`,
      `91990101MA${String(row).padStart(8, '0')}`,
      `第${row}处配电箱未接地，消防通道堵塞，未设置警示标志`,
    );
    rows.push(`<row r="${row}">${cell('A', row, from)}${cell('B', row, from + 1)}${cell('C', row, from + 2)}</row>`);
  }
  const path = fresh();
  writeFileSync(
    path,
    zipSync(
      {
        'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<Relationships><Relationship Id="r1" Type="t/worksheet" Target="s.xml"/><Relationship Id="r2" Type="t/sharedStrings" Target="strings.xml"/></Relationships>',
        ),
        'xl/s.xml': strToU8(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`),
        'xl/strings.xml': strToU8(`<sst>${strings.map((s) => `<si><t>${s}</t></si>`).join('')}</sst>`),
      },
      { level: 1 },
    ),
  );
  const script = `
    import { z } from 'zod';
    import { readRows } from ${JSON.stringify(new URL('./read-rows.ts', import.meta.url).href)};
    const text = z.string();
    const columns = { name: { header: '企业名称', schema: text }, code: { header: '统一社会信用代码', schema: text }, what: { header: '隐患描述', schema: text } };
    let count = 0;
    for await (const row of readRows(${JSON.stringify(path)}, columns)) if (row.ok) count += 1;
    console.log(JSON.stringify({ count, megabytes: process.resourceUsage().maxRSS / 1024 }));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    {
      cwd: import.meta.dirname,
    },
  );
  const { count, megabytes } = JSON.parse(stdout);
  expect(count).toBe(100_000);
  expect(megabytes).toBeLessThan(300);
}, 60_000);

import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { GongwenError } from '../gongwen-error.ts';
import { OFFICIAL_NUMBERING, sampleDocx } from '../testing/sample-docx.ts';
import { samplePdf } from '../testing/sample-pdf.ts';
import { readPlanFile } from './read-plan-file.ts';

const PLAN = `青石县安全生产治本攻坚实施方案
县安委会决定，结合实际制定本方案。
一、总体要求
坚持安全第一。
二、主要任务
（一）健全机制。2024年底前，县应急局建立专家库。
（二）强化检查。各乡镇每季度至少开展1次检查。
三、保障措施
（一）加强领导。各部门要高度重视。
青石县安全生产委员会
2024年3月1日`;

const paths = (plan: { sections: { path: string[] }[] }): string[] =>
  plan.sections.map((section) => section.path.join('/'));
const UNITS = ['一', '二', '二/（一）', '二/（二）', '三', '三/（一）'];

async function refusal(bytes: Uint8Array, name: string): Promise<GongwenError> {
  const outcome = await readPlanFile(bytes, name).catch((error: unknown) => error);
  if (!(outcome instanceof GongwenError)) throw new Error(`expected a refusal, got ${String(outcome)}`);
  return outcome;
}

describe('plain text', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(PLAN)],
    ['UTF-8 with a byte-order mark', new TextEncoder().encode(`\ufeff${PLAN}`)],
    ['GB18030', new Uint8Array(iconv.encode(PLAN, 'gb18030'))],
    ['UTF-16', new Uint8Array(iconv.encode(PLAN, 'utf-16le', { addBOM: true }))],
  ])('reads %s', async (_, bytes) => {
    const { plan, format } = await readPlanFile(bytes, '方案.txt');
    expect(format).toBe('txt');
    expect(paths(plan)).toEqual(UNITS);
    expect(plan.date).toBe('2024-03-01');
    expect(plan.obligations.map((duty) => [duty.kind, duty.actor])).toEqual([
      ['deadline', '县应急局'],
      ['recurring', '各乡镇'],
    ]);
  });
});

describe('docx', () => {
  it('computes the numbers that are fields, and leaves out contents, deletions, hidden words and footers', async () => {
    const bytes = sampleDocx(
      [
        '青石县安全生产治本攻坚实施方案',
        { contents: ['一、总体要求 1', '二、主要任务 2'] },
        { words: '总体要求', listId: 7 },
        '坚持安全第一。',
        { words: '主要任务', listId: 7 },
        { words: '健全机制。2024年底前，县应急局建立专家库。', listId: 7, level: 1, deleted: '2023年底前' },
        { words: '强化检查。各乡镇每季度至少开展1次检查。', listId: 7, level: 1 },
        { words: '每月检查一次。', hidden: true },
        { words: '保障措施', style: 'H1' },
        { words: '加强领导。各部门要高度重视。', listId: 7, level: 1 },
        '青石县安全生产委员会',
        '2024年3月1日',
      ],
      {
        numbering: OFFICIAL_NUMBERING,
        styles:
          '<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>',
        entries: { 'word/footer1.xml': '<w:ftr><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>' },
      },
    );
    const { text, plan, format } = await readPlanFile(bytes, '方案.docx');
    expect(format).toBe('docx');
    expect(text).toContain('二、主要任务\n（一）健全机制。');
    expect(text).toContain('三、保障措施\n（一）加强领导。');
    expect(text).not.toMatch(/2023|— 1 —|每月/);
    expect(paths(plan)).toEqual(UNITS);
    expect(plan.obligations).toHaveLength(2);
  });

  it('reads a 任务分工 table: merged cells, doers, time limits', async () => {
    const bytes = sampleDocx([
      '青石县安全生产治本攻坚实施方案',
      '二、主要任务',
      '（一）健全企业自查自改常态化机制。完善全员责任制。',
      '（二）强化执法检查。突出重点，精准执法。',
      '附件',
      '青石县治本攻坚重点任务分工表',
      {
        rows: [
          ['序号', '任务', '措施', '牵头单位', '责任单位', '完成时限'],
          ['1', '隐患排查', '健全企业自查自改常态化机制', '县应急局', '各乡镇', '2024年12月底'],
          ['2', { words: '', merged: true }, '对重点企业开展全覆盖检查', '县住建局', '', '每季度'],
          [
            '3',
            '宣传教育',
            { words: '每年组织开展安全生产月活动\n建成安全体验馆', columns: 1 },
            '县委宣传部',
            '县应急局',
            '2025年6月30日前',
          ],
          ['4', '队伍建设', '配齐执法人员', '县委编办', '', '长期坚持'],
        ],
      },
    ]);
    const { plan } = await readPlanFile(bytes, '方案.docx');
    const rows = plan.obligations.map((duty) => [
      duty.taskPath.join('/'),
      duty.deadline ?? duty.frequency?.per,
      duty.actor,
      duty.actorAlt ?? null,
    ]);
    const table = '青石县治本攻坚重点任务分工表';
    expect(rows).toEqual([
      ['二/（一）', '2024-12-31', '县应急局', ['各乡镇']],
      [`${table}/2`, 'quarter', '县住建局', null],
      [`${table}/3`, 'year', '县委宣传部', ['县应急局']],
      [`${table}/3`, '2025-06-30', '县委宣传部', ['县应急局']],
    ]);
    expect(plan.sections.filter((section) => section.path[0] === table).map((section) => section.path[1])).toEqual([
      '2',
      '3',
      '4',
    ]);
  });
});

describe('html', () => {
  const page = (body: string): Uint8Array =>
    new TextEncoder().encode(`<!doctype html><html><head><title>青石县人民政府</title><script>var a='一、不是正文';</script></head><body>
<div class="top"><a href="/">首页</a><ul><li><a href="/a">政务公开</a></li><li><a href="/b">一、机构职能</a></li></ul></div>
<div class="main"><h1>青石县安全生产治本攻坚实施方案</h1><div class="info">发布日期：2024-03-01 来源：青石县应急管理局</div>
<div class="content">${body}</div></div>
<div class="foot"><p>版权所有：青石县人民政府，网站标识码0000000000，联系电话见公告。</p><a href="/c">网站地图</a></div></body></html>`);

  it('finds the text of a government page among its navigation', async () => {
    const body = PLAN.split('\n')
      .slice(1)
      .map((line) => `<p>&emsp;&emsp;${line}</p>`)
      .join('\n');
    const { text, plan, format } = await readPlanFile(page(body), '页面.html');
    expect(format).toBe('html');
    expect(text).not.toMatch(/政务公开|网站标识码|不是正文/);
    expect(plan.title).toBe('青石县安全生产治本攻坚实施方案');
    expect(paths(plan)).toEqual(UNITS);
  });

  it('reads a 任务分工 table with spans', async () => {
    const body = `<p>一、总体要求</p><p>坚持安全第一、预防为主，深入推进治本攻坚，坚决防范事故。</p>
<p>重点任务分工表</p><table><tr><th>序号</th><th>重点任务</th><th>工作措施</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>1</td><td rowspan="2">源头治理</td><td>淘汰落后设备</td><td>县工信局</td><td rowspan="2">2025年底前</td></tr>
<tr><td>2</td><td>完成管网改造</td><td>县住建局</td></tr></table>`;
    const { plan } = await readPlanFile(page(body), '页面.html');
    expect(plan.obligations.map((duty) => [duty.taskPath.at(-1), duty.deadline, duty.actor, duty.quote])).toEqual([
      ['1', '2025-12-31', '县工信局', '淘汰落后设备'],
      ['2', '2025-12-31', '县住建局', '完成管网改造'],
    ]);
  });

  it('tells a page saved as .doc from a document', async () => {
    expect((await readPlanFile(page('<p>一、总体要求</p>'), '方案.doc')).format).toBe('html');
  });
});

describe('pdf', () => {
  it('reads the text layer: wrapped lines, page marks of two forms', async () => {
    const bytes = samplePdf([
      [
        '青石县安全生产治本攻坚实施方案',
        '一、总体要求',
        '坚持安全第一。',
        '二、主要任务',
        '（一）健全机制。2024年底前，县应急局建',
        '— 1 —',
      ],
      [
        '立专家库。',
        '（二）强化检查。各乡镇每季度至少开展1次',
        '检查。',
        '三、保障措施',
        '（一）加强领导。各部门要高度重视。',
        '—',
        '2',
        '—',
      ],
    ]);
    const { text, plan, format } = await readPlanFile(bytes, '方案.pdf');
    expect(format).toBe('pdf');
    expect(text).toContain('青石县安全生产治本攻坚实施方案');
    expect(paths(plan)).toEqual(UNITS);
    expect(plan.obligations.map((duty) => duty.quote)).toEqual([
      '2024年底前，县应急局建立专家库',
      '各乡镇每季度至少开展1次检查',
    ]);
  });

  it('refuses a scan with a clear sentence', async () => {
    const error = await refusal(samplePdf([[], [], []]), '扫描件.pdf');
    expect(error.code).toBe('scanned');
    expect(error.message).toContain('扫描件');
  });
});

describe('files that are not read', () => {
  const compound = (words: string): Uint8Array =>
    new Uint8Array(
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from(words, 'utf16le')]),
    );
  it.each([
    ['wps', compound('WordDocument'), '方案.wps', 'old-format'],
    ['doc', compound('WordDocument'), '方案.doc', 'old-format'],
    ['docx with a password', compound('EncryptedPackage'), '方案.docx', 'encrypted'],
    ['rtf', new TextEncoder().encode('{\\rtf1 a}'), '方案.rtf', 'old-format'],
    ['ofd', zipSync({ 'OFD.xml': strToU8('<a/>') }), '方案.ofd', 'old-format'],
    ['xlsx', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), '台账.xlsx', 'unsupported'],
    ['picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]), '方案.png', 'unsupported'],
    ['nothing', new Uint8Array(0), '方案.txt', 'empty'],
    ['white space', new TextEncoder().encode(' \n\t '), '方案.txt', 'empty'],
    ['null bytes', new Uint8Array(100_000), '方案.txt', 'not-text'],
    ['noise', Uint8Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 31), '方案.txt', 'not-text'],
    ['half a docx', sampleDocx(['一、总体要求']).slice(0, 200), '方案.docx', 'damaged'],
    ['broken xml', zipSync({ 'word/document.xml': strToU8('<w:document><w:p>') }), '方案.docx', 'damaged'],
    ['half a pdf', samplePdf([['一、总体要求']]).slice(0, 60), '方案.pdf', 'damaged'],
  ])('%s', async (_, bytes, name, code) => {
    const error = await refusal(bytes, name);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/[\u4e00-\u9fff]{6}/);
  });
});

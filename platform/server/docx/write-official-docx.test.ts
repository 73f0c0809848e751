import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type OfficialDocument, writeOfficialDocx } from './index.ts';
import { headingMarker } from './paragraphs.ts';

async function xmlOf(document: OfficialDocument): Promise<string> {
  const parts = unzipSync(await writeOfficialDocx(document));
  return strFromU8(parts['word/document.xml'] ?? new Uint8Array());
}

/** The words of each paragraph. */
function wordsOf(xml: string): string[] {
  return xml
    .split('</w:p>')
    .map((p) => [...p.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:(br)\/>|<w:(tab)\/>/g)].map((m) => m[1] ?? ' ').join(''))
    .filter(Boolean);
}

const text = '现将有关情况报告如下。';

describe('writeOfficialDocx', () => {
  it('keeps the last words of the body with the signature, so that no page holds the signature alone', async () => {
    const body = [
      { kind: 'paragraph' as const, text },
      { kind: 'paragraph' as const, text: '特此通知。' },
    ];
    const kept = async (document: OfficialDocument) =>
      (await xmlOf(document)).split('</w:p>').flatMap((p) => (p.includes('<w:keepNext/>') ? wordsOf(p) : []));
    expect(await kept({ title: '函', body, signature: { issuer: '县安委办', on: null } })).toContain('特此通知。');
    expect(await kept({ title: '函', body })).not.toContain('特此通知。');
    // The names of attachments stand between the two and must not part them.
    const attachments = [{ title: '名单', body }];
    expect(await kept({ title: '函', body, attachments, signature: { issuer: '县安委办', on: null } })).toEqual(
      expect.arrayContaining(['特此通知。', '附件：名单', '县安委办']),
    );
  });

  it('lays a page out as GB/T 9704 says: A4, 37 and 28 mm, 16 point 仿宋, 22 lines', async () => {
    const xml = await xmlOf({ title: '报告', body: [{ kind: 'paragraph', text }] });
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>');
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(xml).toContain('w:eastAsia="仿宋"');
    expect(xml).toContain('<w:sz w:val="32"/>');
    expect(xml).toContain('w:line="579" w:lineRule="exact"');
    expect(xml).toContain('w:firstLineChars="200"');
  });

  it('numbers headings by level, anew under each higher one', async () => {
    const heading = (level: 1 | 2 | 3 | 4, words: string) => ({ kind: 'heading', level, text: words }) as const;
    const body = [
      heading(1, '甲'),
      heading(2, '乙'),
      heading(3, '丙'),
      heading(4, '丁'),
      heading(3, '戊'),
      heading(2, '己'),
      heading(3, '庚'),
      heading(1, '辛'),
      heading(2, '壬'),
    ];
    const xml = await xmlOf({ title: '报告', body });
    expect(wordsOf(xml).slice(1)).toEqual([
      '一、甲',
      '（一）乙',
      '1.丙',
      '（1）丁',
      '2.戊',
      '（二）己',
      '1.庚',
      '二、辛',
      '（一）壬',
    ]);
    const fontOf = (words: string) => xml.match(new RegExp(`eastAsia="([^"]*)"[^>]*>(?:(?!</w:r>).)*${words}`))?.[1];
    expect([fontOf('一、甲'), fontOf('（一）乙'), fontOf('1.丙')]).toEqual(['黑体', '楷体', '仿宋']);
  });

  it('has every element of a document in its order', async () => {
    const xml = await xmlOf({
      letterhead: { issuer: '海晏县安全生产委员会', signer: '李四' },
      docNumber: '海安委〔2026〕3号',
      title: '关于进展情况\n的报告',
      addressee: '县人民政府',
      body: [{ kind: 'heading', level: 1, text: '进展。', runOn: ['共 ', { strong: '58 项' }, '。'] }],
      attachments: [
        { title: '任务分解表', orientation: 'landscape', body: [] },
        { title: '清单', body: [{ kind: 'paragraph', text }] },
      ],
      signature: { issuer: '海晏县安全生产委员会', on: '2026-11-02' },
      note: '此件公开发布',
      colophon: { copies: '县委办公室', printedBy: { issuer: '县安委办', on: '2026-11-03' } },
    });
    expect(wordsOf(xml)).toEqual([
      '海晏县安全生产委员会文件',
      '海安委〔2026〕3号 签发人：李四',
      '关于进展情况',
      '的报告',
      '县人民政府：',
      '一、进展。共 58 项。',
      '附件：1. 任务分解表',
      '2. 清单',
      '海晏县安全生产委员会',
      '2026年11月2日',
      '（此件公开发布）',
      '附件1',
      '任务分解表',
      '附件2',
      '清单',
      text,
      '抄送：县委办公室。',
      '县安委办 2026年11月3日印发',
    ]);
    expect(xml.match(/w:orient="(\w+)"/g)).toEqual(['portrait', 'landscape', 'portrait'].map((o) => `w:orient="${o}"`));
  });

  it('puts the colophon at the foot of the last page; a letter has neither its lines nor who printed it', async () => {
    const colophon = { copies: '县委办公室', printedBy: { issuer: '县安委办', on: '2026-11-03' } } as const;
    const written = (form: 'document' | 'letter') =>
      xmlOf({ letterhead: { issuer: '县安委办', form }, title: '函', body: [], colophon });
    const document = await written('document');
    // From the paper's edge: else LibreOffice puts it behind the text.
    expect(document).toContain('w:tblpX="1587" w:horzAnchor="page" w:tblpYSpec="bottom" w:vertAnchor="margin"');
    const linesOf = (xml: string) => [...xml.matchAll(/<w:tcBorders>.*?<\/w:tcBorders>/g)].join().match(/w:sz="\d"/g);
    expect(linesOf(document)).toEqual(['8', '6', '6', '8'].map((size) => `w:sz="${size}"`));
    const letter = await written('letter');
    expect(wordsOf(letter).at(-1)).toBe('抄送：县委办公室。');
    expect(linesOf(letter)).toBeNull();
  });

  it('leaves the day open for the pen', async () => {
    const signature = { issuer: '县安委办', on: null };
    expect(wordsOf(await xmlOf({ title: '函', body: [], signature })).at(-1)).toBe('    年  月  日');
  });

  it('repeats the head of a table, parts it by groups, and fills the width exactly', async () => {
    const columns = [
      { header: '序号', share: 1 },
      { header: '任务', share: 3 },
      { header: '单位', share: 3 },
    ];
    const rows = [{ group: '（一）行动' }, ['1', '甲\n乙', '县应急管理局'], ['2', '丙']];
    const xml = await xmlOf({ title: '表', orientation: 'landscape', body: [{ kind: 'table', columns, rows }] });
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(wordsOf(xml)).toEqual([
      '表',
      '序号',
      '任务',
      '单位',
      '（一）行动',
      '1',
      '甲',
      '乙',
      '县应急管理局',
      '2',
      '丙',
    ]);
    expect(xml).toContain('<w:gridSpan w:val="3"/>');
    const widths = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map((m) => Number(m[1]));
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(Math.round((225 / 25.4) * 1440));
  });

  it('numbers pages at the outer edge, and not on the first page of a letter', async () => {
    const letterhead = { issuer: '县安委办', form: 'letter' } as const;
    const parts = unzipSync(await writeOfficialDocx({ letterhead, title: '函', body: [] }));
    const of = (part: string) =>
      Object.keys(parts)
        .filter((name) => name.startsWith(part))
        .map((name) => strFromU8(parts[name] ?? new Uint8Array()));
    const footers = of('word/footer');
    expect(footers.filter((xml) => xml.includes('PAGE'))).toHaveLength(2);
    expect(footers.filter((xml) => xml.includes('w:val="left"') && xml.includes('PAGE'))).toHaveLength(1);
    expect(strFromU8(parts['word/settings.xml'] ?? new Uint8Array())).toContain('evenAndOddHeaders');
    expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('<w:titlePg/>');
    expect(of('word/header').some((xml) => xml.includes('县安委办'))).toBe(true);
  });

  it('takes out what word processors cannot read, and keeps the rest', async () => {
    const xml = await xmlOf({ title: '报告', body: [{ kind: 'paragraph', text: '甲\u0000乙\u000b丙\ud800<丁>&戊' }] });
    expect(wordsOf(xml)[1]).toBe('甲乙丙&lt;丁&gt;&amp;戊');
  });

  it.each([
    [1, 1, '一、'],
    [1, 10, '十、'],
    [1, 11, '十一、'],
    [1, 20, '二十、'],
    [2, 35, '（三十五）'],
    [3, 12, '12.'],
    [4, 3, '（3）'],
  ] as const)('level %i, number %i: %s', (level, number, marker) => {
    expect(headingMarker(level, number)).toBe(marker);
  });
});

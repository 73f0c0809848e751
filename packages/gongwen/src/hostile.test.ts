import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readPlanFile } from './files/read-plan-file.ts';
import { GongwenError } from './gongwen-error.ts';
import { readPlanText } from './read-plan-text.ts';
import { labelledPlans } from './testing/labelled-plans.ts';

const LONGEST = labelledPlans().reduce((longest, { text }) => (text.length > longest.length ? text : longest), '');

/** Time of the processor, which a busy machine does not stretch. */
function timed<T>(work: () => T): { result: T; milliseconds: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, milliseconds: (user + system) / 1000 };
}

async function codeOf(bytes: Uint8Array, name: string): Promise<string> {
  const outcome = await readPlanFile(bytes, name).catch((error: unknown) => error);
  return outcome instanceof GongwenError ? outcome.code : 'read';
}

describe('time', () => {
  it('reads the longest county plan in a moment', () => {
    for (let i = 0; i < 3; i++) readPlanText(LONGEST);
    const runs = Array.from({ length: 7 }, () => timed(() => readPlanText(LONGEST)).milliseconds).sort((a, b) => a - b);
    // 10 to 15 ms; the work of the garbage collector and of other threads is counted too
    expect(runs[1]).toBeLessThan(50);
  });

  it('grows with the length of the text, not with its square', () => {
    const units = (count: number): string =>
      Array.from(
        { length: count },
        (_, index) =>
          `（${index % 2 ? '二' : '一'}）强化检查。各乡镇每季度至少开展1次检查，2024年底前，县应急局建立专家库。`,
      ).join('\n');
    const text = (count: number): string => `方案\n一、主要任务\n${units(count)}`;
    readPlanText(text(500));
    const small = timed(() => readPlanText(text(500))).milliseconds;
    const large = timed(() => readPlanText(text(4000)));
    expect(large.result.obligations).toHaveLength(8000);
    expect(large.milliseconds).toBeLessThan(Math.max(small, 60) * 8 * 4);
  });

  it.each([
    ['a million commas', '，'.repeat(1_000_000)],
    ['200,000 levels of brackets', '（'.repeat(200_000)],
    ['200,000 units in one line', '（一）'.repeat(200_000)],
    ['50,000 units in lines', '（一）甲。\n'.repeat(50_000)],
    ['a million digits', '1'.repeat(1_000_000)],
    ['one name that never ends', `《${'年'.repeat(500_000)}`],
    ['lines without end', '\n'.repeat(1_000_000)],
    ['tabs without end', 'a\tb\tc\n'.repeat(100_000)],
    ['null characters', '\0'.repeat(1_000_000)],
  ])('%s', (_, noise) => {
    const { milliseconds } = timed(() => readPlanText(`方案\n一、主要任务\n（一）检查。${noise}`));
    expect(milliseconds).toBeLessThan(5000);
  });
});

describe('hostile files end quickly with a clear error', () => {
  it('a zip bomb', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(45 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await codeOf(bomb, '方案.docx')).toBe('too-large');
  });

  it('a zip bomb that lies about its size', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(30 * 1024 * 1024) }, { level: 9 });
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.length);
    const directory = bomb.findLastIndex(
      (byte, at) => byte === 0x50 && bomb[at + 1] === 0x4b && bomb[at + 2] === 1 && bomb[at + 3] === 2,
    );
    view.setUint32(directory + 24, 1000, true);
    expect(await codeOf(bomb, '方案.docx')).toBe('damaged');
  });

  it.each([
    ['docx', zipSync({ 'word/document.xml': strToU8(`<w:document>${'<w:sdt>'.repeat(200_000)}`) }), '方案.docx'],
    ['html', new TextEncoder().encode(`<!doctype html><body>${'<div>'.repeat(200_000)}一、总体要求`), '方案.html'],
  ])('200,000 levels of %s', async (_, bytes, name) => expect(await codeOf(bytes, name)).toBe('damaged'));

  it('entities that multiply', async () => {
    const xml =
      '<!DOCTYPE w [<!ENTITY a "一一一一一一一一"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document><w:p><w:t>&b;</w:t></w:p></w:document>';
    expect(await codeOf(zipSync({ 'word/document.xml': strToU8(xml) }), '方案.docx')).toBe('damaged');
  });

  it('more bytes than a document has', async () =>
    expect(await codeOf(new Uint8Array(51 * 1024 * 1024), '方案.txt')).toBe('too-large'));
});

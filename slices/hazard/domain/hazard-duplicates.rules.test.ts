import { describe, expect, it, test } from 'vitest';
import { ALIKE, likenessTo, piecesWith, type Reported } from './hazard-duplicates.rules.ts';

const base: Reported = {
  id: 'a',
  description: '甲醇罐区两个可燃气体探测器离线，现场无临时监测措施',
  place: '甲醇罐区',
  discoveredOn: '2024-03-01',
  criterionCode: 'CH-12',
  files: ['f1'],
  prints: [-1n],
};

describe('two reports', () => {
  it.each<[string, Partial<Reported>, boolean]>([
    ['in the same words', { files: [], prints: [] }, true],
    [
      'in other words for the same',
      { description: '甲醇罐区有两个可燃气体探测器离线，没有临时监测措施', files: [], prints: [] },
      true,
    ],
    ['with the same photo', { description: '探头不亮', place: '', discoveredOn: '2023-01-01' }, true],
    [
      'with the same photo, saved again',
      { description: '探头不亮', place: '', discoveredOn: '2023-01-01', files: ['f2'], prints: [-8n] },
      true,
    ],
    [
      'with a photo that shows something else',
      { description: '探头不亮', place: '', discoveredOn: '2023-01-01', files: ['f2'], prints: [-16n] },
      false,
    ],
    ['of another fault', { description: '消防通道堆放杂物', files: [], prints: [] }, false],
    [
      'of another place, long ago',
      {
        place: '包装车间',
        discoveredOn: '2023-06-01',
        criterionCode: null,
        description: '可燃气体探测器离线',
        files: [],
        prints: [],
      },
      false,
    ],
  ])('%s', (_, over, isOne) => {
    const { score, because } = likenessTo(base)({ ...base, id: 'b', ...over });
    expect(score >= ALIKE).toBe(isOne);
    if (isOne) expect(because.length).toBeGreaterThan(0);
  });

  test('say why', () => {
    const { because } = likenessTo(base)({ ...base, id: 'b', discoveredOn: '2024-03-03' });
    expect(because).toEqual([
      '有 1 个内容完全相同的附件',
      '描述有 100% 相同',
      '部位相同',
      '发现日期相差 2 天',
      '对应同一条判定标准',
    ]);
  });
});

describe('pieces of one hazard', () => {
  const piece = (id: string, over = {}) => ({
    id,
    place: '喷漆车间',
    discoveredOn: '2024-03-01',
    grade: 'general' as const,
    ...over,
  });
  test('are three general ones of one place within days', () => {
    expect(piecesWith(piece('a'), [piece('b'), piece('c', { discoveredOn: '2024-03-03' })])).toEqual(['b', 'c']);
    expect(piecesWith(piece('a'), [piece('b')])).toEqual([]);
    expect(piecesWith(piece('a'), [piece('b'), piece('c', { place: '食堂' })])).toEqual([]);
    expect(piecesWith(piece('a', { grade: 'major' }), [piece('b'), piece('c')])).toEqual([]);
  });
});

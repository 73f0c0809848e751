import { expect, test } from 'vitest';
import type { Correction, Operation } from '../domain/index.ts';
import { sayCorrection } from './say-correction.ts';

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const made = (operations: readonly Operation[]): Correction[] =>
  operations.map((operation, n) => ({
    id: idOf(n),
    version: n + 2,
    operation,
    madeAt: '2024-03-01T00:00:00Z',
    madeBy: idOf(99),
    madeByName: '测试',
  }));

const duty = { kind: 'deadline', start: 0, end: 9, quote: '各乡镇每季度检查1次', path: ['一'], nth: 0 } as const;
const undo = (n: number): Operation => ({ op: 'undo', correctionId: idOf(n) });

test.each<[readonly Operation[], string]>([
  [
    [{ op: 'changeDuty', duty, changes: { actor: '各乡镇', deadline: null } }],
    '把“各乡镇每季度检查1次”的责任主体改为“各乡镇”，完成期限改为空',
  ],
  [
    [{ op: 'changeDuty', duty, changes: { kind: 'recurring', frequency: { per: 'month', atLeast: 2 } } }],
    '把“各乡镇每季度检查1次”的类型改为定期开展，频次改为每月至少 2 次',
  ],
  [[{ op: 'deleteDuty', duty: { correctionId: idOf(3) } }], '删除要求补充的内容'],
  [[{ op: 'confirmDuty', duty }, undo(0)], '撤销：核对“各乡镇每季度检查1次”无误'],
  [[{ op: 'confirmDuty', duty }, undo(0), undo(1)], '恢复：核对“各乡镇每季度检查1次”无误'],
])('the last of %j', (operations, sentence) => {
  const corrections = made(operations);
  expect(sayCorrection(corrections.at(-1) as Correction, corrections)).toBe(sentence);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf, sayCell, shareOf } from './duty-matrix.rules.ts';
import { SLOT_STATES, type SlotState } from './screening.terms.ts';

test.each<[SlotState[], string, string]>([
  [[], 'none', ''],
  [['done', 'done'], 'done', '已完成 2/2'],
  [['done', 'made-up', 'excluded'], 'made-up', '有补办 2/2'],
  [['done', 'made-up', 'missed'], 'missed', '有缺漏 2/3'],
  [['done', 'overdue'], 'due', '待完成 1/1'],
  [['due', 'coming'], 'due', '待完成'],
  [['coming', 'coming'], 'coming', '未到期'],
  [['done', 'coming'], 'done', '已完成 1/1'],
  [['excluded', 'excluded'], 'suspended', '停用'],
  [['excluded', 'missed'], 'missed', '有缺漏 0/1'],
])('%j is %s', (states, state, said) => {
  const cell = cellOf(states);
  expect([cell.state, sayCell(cell)]).toEqual([state, said]);
});

test('every slot is counted once, and a miss is never hidden by what else there is', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SLOT_STATES)), (states) => {
      const { state, done, madeUp, missed, open, coming, excluded, ...others } = cellOf(states);
      expect(done + madeUp + missed + open + coming + excluded).toBe(states.length);
      expect(others).toEqual({});
      expect(state === 'missed').toBe(states.includes('missed'));
      expect(state === 'none').toBe(states.length === 0);
      const share = shareOf(cellOf(states));
      expect(share === null || share.answered <= share.ended).toBe(true);
    }),
  );
});

import { expect, it } from 'vitest';
import { learnWording } from './wording.ts';

it('leans towards the kind whose descriptions are worded alike, and to neither for what it never met', () => {
  const wording = learnWording(['报警器没装', '联锁没装'], ['标签没贴', '灯不亮', '标签掉了']);
  expect(wording('声光报警器没装')).toBeGreaterThan(0.5);
  expect(wording('一张标签')).toBeLessThan(-0.5);
  expect(wording('xyz')).toBe(0);
});

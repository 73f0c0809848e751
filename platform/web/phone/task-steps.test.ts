import { expect, it } from 'vitest';
import { z } from 'zod';
import { text } from '../../domain/contract.ts';
import { answerProblem, firstOpenStep, stepOfProblem } from './task-steps.ts';

const schema = z.object({
  id: z.string(),
  title: text(5),
  note: z.string().max(3).optional(),
  photoIds: z.array(z.string()).min(1),
});
const fields = ['photoIds', 'title', 'note'];

it('an answer is held to its own part of the schema', () => {
  expect(answerProblem(schema, 'title', '', '问题')).toBe('请填写问题');
  expect(answerProblem(schema, 'title', '甲乙丙丁戊己', '问题')).toBe('不能超过 5 字');
  expect(answerProblem(schema, 'note', '', '备注')).toBeNull();
  expect(answerProblem(schema, 'photoIds', [], '照片')).toBe('请填写照片');
});

it.each([
  [{}, 0],
  [{ photoIds: ['a'] }, 1],
  [{ photoIds: ['a'], title: '甲', note: '太长的备注' }, 2],
  [{ photoIds: ['a'], title: '甲' }, 3],
])('%o goes on at %i', (values, step) => {
  expect(firstOpenStep(schema, fields, values)).toBe(step);
});

it('a refusal leads to its question', () => {
  expect(stepOfProblem(fields, [{ path: 'body.title', message: '' }])).toBe(1);
  expect(stepOfProblem(fields, [{ path: 'photoIds.0', message: '' }])).toBe(0);
  expect(stepOfProblem(fields, [{ path: 'id', message: '' }])).toBe(-1);
});

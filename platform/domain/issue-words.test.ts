import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sayIssue } from './issue-words.ts';

const before = z.config();
beforeAll(() => void z.config({ localeError: (issue) => sayIssue(issue, issue.input) }));
afterAll(() => void z.config({ localeError: before.localeError }));

test.each<[string, z.ZodType, unknown, string]>([
  ['nothing', z.string(), null, '请填写'],
  ['a missing key', z.object({ phone: z.string() }), {}, '请填写'],
  ['an emptied control', z.string().min(1), '', '请填写'],
  ['text for a number', z.number(), '三', '应为数字'],
  ['a number for text', z.string(), 3, '格式不正确'],
  ['too long', z.string().max(2), '三个字', '不能超过 2 字'],
  ['too much', z.number().max(10), 11, '不能大于 10'],
  ['too few', z.array(z.string()).min(2), ['一'], '至少 2 项'],
  ['no such choice', z.enum(['a', 'b']), 'c', '请重新选择'],
  ['no address', z.email(), '某某', '格式不正确'],
  ['a rule that speaks for itself', z.string().max(2, '不能超过两个字'), '三个字', '不能超过两个字'],
])('%s', (_, schema, value, sentence) => {
  expect(schema.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([sentence]);
});

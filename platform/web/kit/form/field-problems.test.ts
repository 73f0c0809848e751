import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { text } from '../../../domain/contract.ts';
import { fieldProblems, isOptionalAt, namePath, withoutBlanks } from './field-problems.ts';

const schema = z.object({
  name: text(5),
  note: z.string().max(3).default(''),
  funds: z.number().min(0),
  kind: z.enum(['a', 'b']),
  photos: z.array(z.string()).min(1),
  place: z.object({ address: text(50), floor: z.int().optional() }),
  steps: z.array(z.object({ what: text(10) })).optional(),
});
const labels: Record<string, string> = { name: '名称', 'place.address': '地址', kind: '类型', photos: '照片' };

function problemsOf(values: unknown): Record<string, string> {
  const { error } = schema.safeParse(values);
  const problems = fieldProblems(error?.issues ?? [], values, (path) => labels[path]);
  return Object.fromEntries(problems.map(({ path, message }) => [path, message]));
}

const good = { name: '甲', funds: 1, kind: 'a', photos: ['x'], place: { address: '乙' } };

describe('fieldProblems', () => {
  it('asks for what is missing by the name of the field', () => {
    expect(problemsOf({ place: {} })).toEqual({
      name: '请填写名称',
      funds: '请填写',
      kind: '请填写类型',
      photos: '请填写照片',
      'place.address': '请填写地址',
    });
  });

  it('lets the sentence of the schema stand and puts the others into Chinese', () => {
    expect(problemsOf({ ...good, name: '甲乙丙丁戊己' })).toEqual({ name: '不能超过 5 字' });
    expect(problemsOf({ ...good, note: '一二三四' })).toEqual({ note: '不能超过 3 字' });
    expect(problemsOf({ ...good, funds: -1 })).toEqual({ funds: '不能小于 0' });
    expect(problemsOf({ ...good, funds: '多' })).toEqual({ funds: '应为数字' });
    expect(problemsOf({ ...good, kind: 'c' })).toEqual({ kind: '请重新选择类型' });
    expect(problemsOf({ ...good, photos: [] })).toEqual({ photos: '请填写照片' });
    expect(problemsOf({ ...good, steps: [{ what: '' }] })).toEqual({ 'steps.0.what': '请填写' });
  });
});

describe('isOptionalAt', () => {
  it.each([
    ['name', false],
    ['note', true],
    ['funds', false],
    ['place.address', false],
    ['place.floor', true],
    ['steps', true],
    ['steps.0.what', false],
    ['unknown', false],
  ])('%s: %s', (path, optional) => {
    expect(isOptionalAt(schema, path)).toBe(optional);
  });
});

it('namePath reads digits as places in a list', () => {
  expect(namePath('steps.0.what')).toEqual(['steps', 0, 'what']);
});

it('withoutBlanks leaves out what was emptied and keeps 0 and false', () => {
  expect(withoutBlanks({ a: '', b: null, c: 0, d: false, e: { f: '', g: [{ h: '' }] } })).toEqual({
    c: 0,
    d: false,
    e: { g: [{}] },
  });
});

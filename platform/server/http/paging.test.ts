import { newId } from '@zhiben/platform/domain/ids.ts';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './paging.ts';

const id = newId();

describe('a cursor', () => {
  test.each([
    [
      ['instant', 'id'],
      ['2026-03-01T08:00:00.000Z', id],
    ],
    [
      ['instant', 'id'],
      ['2026-03-01 08:00:00.123456+00', id],
    ],
    [
      ['instant', 'id'],
      ['2026-03-01 16:00:00+05:30', id],
    ],
    [
      ['instant', 'id'],
      ['infinity', id],
    ],
    [
      ['day', 'id'],
      ['2024-02-29', id],
    ],
    [
      ['day', 'id'],
      ['-infinity', id],
    ],
    [
      ['text', 'id'],
      ['东方化工', id],
    ],
    [['integer'], [-1]],
    [
      ['number', 'id'],
      [87.25, id],
    ],
  ] as const)('of %j comes back: %j', (kinds, values) => {
    expect(decodeCursor(encodeCursor(values), kinds)).toEqual(values);
  });

  test.each([
    ['of another order', ['instant', 'id'], ['2026-03-01', id]],
    ['of another order', ['day', 'id'], ['2026-03-01T08:00:00.000Z', id]],
    ['with a day that is none', ['day', 'id'], ['2026-02-29', id]],
    ['with an instant on a day that is none', ['instant', 'id'], ['2026-02-29T08:00:00Z', id]],
    ['with an hour that is none', ['instant', 'id'], ['2026-03-01 25:00:00+00', id]],
    ['without a value', ['day', 'id'], [null, id]],
    ['with an id that is none', ['text', 'id'], ['甲', 'x']],
    ['with too few', ['text', 'id'], [id]],
    ['with too many', ['id'], [id, id]],
    ['with a fraction', ['integer'], [1.5]],
    ['with a number too large', ['integer'], [2 ** 31]],
    ['with text for a number', ['number'], ['7']],
  ] as const)('%s is refused: %j %j', (_, kinds, values) => {
    expect(() => decodeCursor(encodeCursor(values), kinds)).toThrow('填写的内容有误');
  });

  test.each(['', '!', 'bnVsbA', Buffer.from('"text"').toString('base64url')])('that is none is refused: %j', (text) => {
    expect(() => decodeCursor(text, ['id'])).toThrow('填写的内容有误');
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fittingSearch, parseSearch, patchSearch, readSearch, sameSearch, stringifySearch } from './url-state.ts';

const schema = z.object({
  q: z.string().max(5).optional(),
  division: z.string().optional(),
  limit: z.coerce.number().int().max(200).default(25),
  status: z.array(z.enum(['open', 'closed'])).optional(),
});

describe('search params', () => {
  it('keeps text as text, also when it looks like a number', () => {
    expect(parseSearch('?division=441521000000&q=%E6%B6%A6')).toEqual({ division: '441521000000', q: '润' });
    expect(parseSearch('?status=open&status=closed')).toEqual({ status: ['open', 'closed'] });
  });

  it('survives the way to the address and back', () => {
    const search = { division: '441521000000', status: ['open', 'closed'], q: 'a&b=c' };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
    expect(stringifySearch({})).toBe('');
  });
});

describe('readSearch', () => {
  it('takes what fits and drops what does not, key by key', () => {
    expect(readSearch(schema, { q: 'much too long', division: '4415', limit: 'x', unknown: '1' })).toEqual({
      division: '4415',
      limit: 25,
    });
  });

  it('reads a single value where a list is meant', () => {
    expect(readSearch(schema, { status: 'open' }).status).toEqual(['open']);
    expect(readSearch(schema, { status: 'other' }).status).toBeUndefined();
  });
});

describe('fittingSearch', () => {
  it('keeps what may be sent on as it stands', () => {
    const raw = { q: 'abc', limit: '50', status: 'open', division: ['a', 'b'], row: '1' };
    expect(fittingSearch(schema, raw)).toEqual({ q: 'abc', limit: '50', status: 'open' });
  });
});

describe('patchSearch', () => {
  it('sets, replaces and removes', () => {
    expect(patchSearch({ q: 'a', tab: 'x' }, { q: '', status: ['open'], limit: 50 })).toEqual({
      tab: 'x',
      status: ['open'],
      limit: '50',
    });
    expect(patchSearch({ status: ['open'], late: 'true' }, { status: [], late: false })).toEqual({});
  });
});

it('sameSearch minds the values, not their order', () => {
  expect(sameSearch({ q: 'a', status: ['x', 'y'] }, { status: ['x', 'y'], q: 'a' })).toBe(true);
  expect(sameSearch({ q: 'a' }, { q: 'b' })).toBe(false);
  expect(sameSearch({ q: 'a' }, {})).toBe(false);
});

import { expect, test } from 'vitest';
import type { Body, Division } from '../domain/division.contract.ts';
import { placeNames } from './place-names.ts';

const divisions = [
  { code: '990101001000', name: '东镇', kind: 'township', parent: '990101000000' },
  { code: '990101001001', name: '一村', kind: 'village', parent: '990101001000' },
] as Division[];
const bodies = [{ id: 'b', name: '应急管理局' }] as Body[];

test('a village stands behind its township; a code without a name for itself', () => {
  const { division, body } = placeNames(divisions, bodies);
  expect(['990101001000', '990101001001', '990101009000'].map(division)).toEqual(['东镇', '东镇 一村', '990101009000']);
  expect([body('b'), body('c'), body(null)]).toEqual(['应急管理局', null, null]);
});

test('while the names are on their way nothing is said, neither a code nor that there is none', () => {
  const { division, body } = placeNames(null, null);
  expect([division('990101001000'), body('b'), body(null)]).toEqual(['', '', null]);
});

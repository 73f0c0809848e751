import { expect, test } from 'vitest';
import { whomToCall } from './whom-to-call.ts';

const people = {
  principalName: '甲示一',
  principalPhone: '10000000001',
  safetyManagerName: '乙示二',
  safetyManagerPhone: '10000000002',
};

test.each([
  ['the owner by the number on file', '甲示一', people, { name: '甲示一', phone: '10000000001' }],
  ['one who is not on file, without a number', '丙示三', people, { name: '丙示三', phone: '' }],
  ['without an owner the safety manager', '', people, { name: '乙示二', phone: '10000000002' }],
  ['without either the principal', '', { ...people, safetyManagerName: '' }, { name: '甲示一', phone: '10000000001' }],
  ['never a masked number', '甲示一', { ...people, principalPhone: '100****0001' }, { name: '甲示一', phone: '' }],
  ['nobody where nothing is known', '', undefined, { name: '', phone: '' }],
])('a card names %s', (_, owner, known, who) => {
  expect(whomToCall(owner, known)).toEqual(who);
});

import { expect, it } from 'vitest';
import { unitOfCode } from './read-code.ts';

const ID = '0193aaaa-0000-7000-8000-00000000000a';

it.each([
  [`https://zhiben.example/m/screening/unit/${ID}`, ID],
  [`http://10.1.2.3:8080/m/risks/${ID}`, ID],
  [`https://zhiben.example/m/screening/unit/${ID.toUpperCase()}?from=card`, ID],
  [` ${ID} `, ID],
  ['https://zhiben.example/m/risks', null],
  ['https://elsewhere.example/', null],
  ['', null],
])('%s', (text, unit) => {
  expect(unitOfCode(text)).toBe(unit);
});

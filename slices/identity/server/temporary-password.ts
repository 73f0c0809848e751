import { randomInt } from 'node:crypto';

// Without characters that are confused when read out or copied by hand: 0 O o, 1 l I.
const LETTERS = { upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ', lower: 'abcdefghijkmnpqrstuvwxyz', digit: '23456789' };
const ALL = LETTERS.upper + LETTERS.lower + LETTERS.digit;

const pick = (from: string) => from.charAt(randomInt(from.length));
const four = () => Array.from({ length: 4 }, () => pick(ALL)).join('');

/** Three groups of four characters and one of each kind, some 85 bits: within the password policy, easy to dictate. */
export function newTemporaryPassword(): string {
  const one = pick(LETTERS.upper) + pick(LETTERS.lower) + pick(LETTERS.digit);
  return [four(), four(), four(), one].join('-');
}

import canonicalizeModule from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

// The reference implementation of RFC 8785; it is several times slower on the entries of the chain.
const reference = canonicalizeModule as unknown as (value: unknown) => string;

test('is what the reference implementation writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
      expect(canonicalJson(value)).toBe(reference(value));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  [{ b: 1, a: { d: [3, null, 'x'], c: undefined } }, '{"a":{"d":[3,null,"x"]},"b":1}'],
  [
    { '€': 1, '\r': 2, '1': 3, '10': 4, '2': 5, 隐患: '"\\\n' },
    '{"\\r":2,"1":3,"10":4,"2":5,"€":1,"隐患":"\\"\\\\\\n"}',
  ],
  [[-0, 1e21, 0.000001, 1e-7, 333333333.3333333], '[0,1e+21,0.000001,1e-7,333333333.3333333]'],
  ['\ud800', '"\\ud800"'],
  [[], '[]'],
  [{}, '{}'],
])('%j', (value, text) => expect(canonicalJson(value)).toBe(text));

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [() => 1], [[undefined]], [{ a: 1n }]])(
  '%s is refused',
  (value) => expect(() => canonicalJson(value)).toThrow(TypeError),
);

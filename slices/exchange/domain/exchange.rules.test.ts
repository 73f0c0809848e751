import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Incoming, type Standing } from './exchange.rules.ts';

/** A world of one record: what was received last, and what stands with us. */
interface World {
  received: Standing['received'];
  own: { body: string; updateDate: string } | null;
}

function take(world: World, incoming: Incoming, isReplay: boolean): World {
  const { received, own } = world;
  const standing = own && { changedHere: own.body !== received?.body, updateDate: own.updateDate };
  const what = decide(incoming, { received, own: standing }, isReplay);
  if (what === 'newerHere') return { received: incoming, own };
  return what === 'take' ? { received: incoming, own: incoming } : world;
}
const edit = (world: World, body: string, updateDate: string): World => ({ ...world, own: { body, updateDate } });

const version = fc
  .record({ body: fc.constantFrom('a', 'b', 'c', 'd'), second: fc.integer({ min: 10, max: 14 }) })
  .map(({ body, second }) => ({ body: `${second}${body}`, updateDate: `202403010000${second}`, deleted: false }));
const nothing: World = { received: null, own: null };
const play = (versions: readonly Incoming[], from: World = nothing, isReplay = false) =>
  versions.reduce((world, one) => take(world, one, isReplay), from);

test('sent again, once or in any order after it, nothing changes', () => {
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 8 }), fc.nat(), (versions, n) => {
      const world = play(versions);
      expect(play([versions[n % versions.length] as Incoming], world, true)).toEqual(world);
      expect(play(versions, world, true)).toEqual(world);
    }),
  );
});

test('the latest version stands, in whatever order they come', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(version, { selector: (v) => v.updateDate, minLength: 1 }),
      fc.infiniteStream(fc.nat()),
      (versions, dice) => {
        const shuffled = versions
          .map((one) => ({ one, at: dice.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const latest = versions.reduce((a, b) => (a.updateDate > b.updateDate ? a : b));
        expect(play(shuffled).own?.body).toBe(latest.body);
      },
    ),
  );
});

test('what was changed here later is not undone, and a later version from outside is taken', () => {
  const [first, second] = [10, 14].map((s) => ({ body: `${s}`, updateDate: `202403010000${s}`, deleted: false })) as [
    Incoming,
    Incoming,
  ];
  const edited = edit(play([first]), 'here', '20240301000012');
  expect(play([first], edited, true)).toEqual(edited);
  expect(play([{ ...first, body: 'x', updateDate: '20240301000011' }], edited).own?.body).toBe('here');
  expect(play([second], edited).own?.body).toBe(second.body);
});

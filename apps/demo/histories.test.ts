import { expect, test } from 'vitest';
import { inOrder } from './agenda.ts';
import { makeEnterprises } from './enterprises.ts';
import { playHistories } from './histories.ts';
import { makePeople } from './people.ts';
import { makePlaces } from './places.ts';
import { createRandom } from './random.ts';

const foundedAt = new Date('2023-12-20T01:00:00Z');

function cast() {
  const random = createRandom(1);
  const places = makePlaces(random, foundedAt);
  const enterprises = [...makeEnterprises(random, places, 1200, foundedAt)].filter((one) => one.supervisingBodyId);
  return { enterprises, ...makePeople(random, places, enterprises, '', foundedAt), bodies: places.bodies };
}

function play(of: number) {
  const period = { from: new Date('2024-01-02T00:00:00Z'), now: new Date('2026-06-30T08:00:00Z') };
  const parts = Array.from({ length: of }, (_, index) => {
    const steps = [];
    const played = playHistories(cast(), { seed: 1, count: 300, majorShare: 0.35, ...period, part: { index, of } });
    let next = played.next();
    for (; !next.done; next = played.next()) {
      const { nth, steps: walked } = next.value;
      for (const { at, event, hazard } of walked) steps.push({ at: at.getTime(), nth, event, hazard });
    }
    return { steps, numbers: next.value };
  });
  return { steps: parts.flatMap(({ steps }) => steps).sort(inOrder), numbers: parts.map(({ numbers }) => numbers) };
}

test('parts that are played apart are one history, with its numbers without gap or repetition', () => {
  const whole = play(1);
  const apart = play(3);
  expect(apart.steps).toEqual(whole.steps);
  expect(apart.numbers).toEqual([whole.numbers[0], whole.numbers[0], whole.numbers[0]]);

  const given = whole.steps.filter(({ event }) => event.action === 'hazard:register').map((step) => step.hazard.number);
  const expected = [...(whole.numbers[0] ?? [])].flatMap(([year, last]) =>
    Array.from({ length: last }, (_, n) => `${year}-${String(n + 1).padStart(6, '0')}`),
  );
  expect(given.map((number) => number.slice(-11))).toEqual(expected);
});

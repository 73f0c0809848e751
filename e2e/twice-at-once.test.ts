import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { EVERYONE, rolesWith } from '@zhiben/platform/server/slice.ts';
import { expect, test } from 'vitest';
import { slices } from '../apps/slices.ts';
import { samples } from './matrix-samples/index.ts';
import { type Answer, onePersonPerRole, routeKey, send, World } from './permission-matrix-world.ts';

const database = testDatabase();

test('a command sent twice at the very same moment is one command, and both are answered alike', async () => {
  const world = await World.create(database.app);
  const people = onePersonPerRole(world.home);
  const faults: string[] = [];
  let met = 0;
  for (const sample of samples) {
    const { method, permission } = sample.contract;
    if (method === 'GET' || sample.last || permission === null) continue;
    const holders = rolesWith(permission, slices);
    const able = people.filter(({ role }) => holders === EVERYONE || holders.includes(role));
    for (const { role, person } of able.slice(0, 1)) {
      const call = await sample.call(world.setting(sample, person, world.ownPlace(person)));
      if (!isCommand(call.body)) break;
      const answers = await Promise.all([1, 2].map(() => send(world.home, person, sample, call)));
      const [one = 0, two = 0] = answers.map(({ statusCode }) => statusCode);
      if (one >= 500 || two >= 500 || one < 400 !== two < 400) {
        faults.push(`${routeKey(sample.contract)} as ${role}: ${answers.map(said).join(' and ')}`);
      }
      if (one >= 400) continue;
      met += 1;
      break;
    }
  }
  expect(faults).toEqual([]);
  expect(met, 'writes that went through').toBeGreaterThan(50);
}, 120_000);

const isCommand = (body: unknown) =>
  typeof body === 'object' &&
  body !== null &&
  ('commandId' in body || 'id' in body) &&
  !('expectedVersion' in body && body.expectedVersion === 999); // refused whoever sends it
const said = ({ statusCode, body }: Answer) => `${statusCode} ${statusCode >= 400 ? body : ''}`;

import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { countForEffect, listAcceptances } from './hazard-effect.queries.ts';

const database = testDatabase();
const FROM = '2024-02-01';
const TO = '2024-02-29';

/** Days after 2024-01-01 on which things happened; null: not yet. */
const later = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: null });
const hazard = fc.record({
  registered: fc.integer({ min: 0, max: 70 }),
  judged: later(0, 10),
  dueIn: fc.integer({ min: 1, max: 50 }),
  acceptedIn: later(0, 45),
  left: fc.constantFrom(null, null, null, null, 'dismissed', 'referred', 'shut_down'),
  leftIn: fc.integer({ min: 0, max: 40 }),
  major: fc.boolean(),
  own: fc.boolean(),
  enterprise: fc.constantFrom('chem' as const, 'shop' as const),
});

test('the figures of E are those of a count by hand, whatever became of the hazards', async () => {
  const county = await testCounty(database.app, '2024-04-02T02:00:00Z');
  const { code, enterprises, townships, userIds } = county;
  const db = database.owner.db;
  const ctx = county.ctxOf('clerk');
  const at = (days: number) => new Date(Date.parse('2024-01-01T03:00:00Z') + days * 86_400_000);
  let n = 0;
  const rows = fc.sample(hazard, { numRuns: 400, seed: 7 }).map((one) => {
    const judged = one.judged === null ? null : one.registered + one.judged;
    const leftAt = one.left === null ? null : at((judged ?? one.registered) + one.leftIn);
    const acceptedAt = judged === null || leftAt || one.acceptedIn === null ? null : at(judged + one.acceptedIn);
    return {
      ...one,
      id: newId(),
      registeredAt: at(one.registered),
      confirmedAt: judged === null ? null : at(judged),
      dueOn: judged === null ? null : addDays(localDate(at(judged)), one.dueIn),
      acceptedAt,
      leftAt,
    };
  });
  for (const row of rows) {
    n += 1;
    const judgedOpen = row.acceptedAt ? 'closed' : row.confirmedAt ? 'rectifying' : 'clue';
    const gone = { dismissed: 'dismissed', referred: 'referred', shut_down: 'shutDown' } as const;
    const canShut = row.left !== 'shut_down' || row.confirmedAt !== null;
    const status = row.left && canShut ? gone[row.left] : judgedOpen;
    if (!canShut) row.leftAt = null;
    const when = (name: string) => (row.left === name && canShut ? row.leftAt : null);
    await sql`insert into hazards (county, id, number, grade, status, enterprise_id, enterprise_name, division,
            industry, description, place, search, channel, discovered_on, registered_at, registered_by, confirmed_at,
            committed_at, closed_at, closed_by, dismissed_at, referred_at, shut_down_at, rectification_due_on)
          values (${code}, ${row.id}, ${`隐-${n}`}, ${row.confirmedAt && (row.major ? 'major' : 'general')}, ${status},
            ${enterprises[row.enterprise]}, '企业', ${townships.east}, 'chemicals', '情况', '部位', ''::tsvector,
            ${row.own ? 'selfInspection' : 'departmentInspection'}, ${localDate(row.registeredAt)}::date,
            ${row.registeredAt}, ${userIds.safety}, ${row.confirmedAt}, ${row.confirmedAt}, ${row.acceptedAt},
            ${row.acceptedAt && userIds.inspector}, ${when('dismissed')}, ${when('referred')}, ${when('shut_down')},
            ${row.dueOn}::date)`.execute(db);
  }
  const counted = new Map((await countForEffect(ctx, { from: FROM, to: TO })).map((row) => [row.enterpriseId, row]));
  for (const enterprise of ['chem', 'shop'] as const) {
    const own = rows.filter((row) => {
      const isGone = row.leftAt !== null && localDate(row.leftAt) <= TO;
      return row.enterprise === enterprise && localDate(row.registeredAt) <= TO && !isGone;
    });
    const day = (instant: Date | null) => instant && localDate(instant);
    const due = own.filter(({ confirmedAt, acceptedAt, dueOn }) => {
      const [confirmed, accepted] = [day(confirmedAt), day(acceptedAt)];
      if (confirmed === null || confirmed > TO || (accepted !== null && accepted < FROM)) return false;
      return (dueOn !== null && dueOn <= TO) || (accepted !== null && accepted <= TO);
    });
    const accepted = due.filter(({ acceptedAt }) => acceptedAt && localDate(acceptedAt) <= TO);
    const {
      due: kept = 0,
      accepted: met = 0,
      found = 0,
      overdueMajor = 0,
    } = counted.get(enterprises[enterprise]) ?? {};
    expect(due.length).toBeGreaterThan(20);
    const open = due.filter((one) => !accepted.includes(one));
    // What was accepted before the month is not looked at, found or not: it was found before as well.
    const foundOwn = own.filter((one) => one.own && localDate(one.registeredAt) >= FROM);
    expect([kept, met, found, overdueMajor]).toEqual([
      due.length,
      accepted.length,
      foundOwn.length,
      open.filter((one) => one.major).length,
    ]);
  }
  const listed = await listAcceptances(ctx, { from: FROM, to: TO });
  const inMonth = rows.filter(({ acceptedAt }) => {
    const on = acceptedAt && localDate(acceptedAt);
    return on !== null && on >= FROM && on <= TO;
  });
  expect(listed.map(({ hazardId }) => hazardId).sort()).toEqual(inMonth.map(({ id }) => id).sort());
  const ofChem = await listAcceptances(ctx, { from: FROM, to: TO }, enterprises.chem);
  const alsoElsewhere = inMonth.some((row) => row.enterprise === 'chem') ? inMonth.length : 0;
  expect(ofChem).toHaveLength(alsoElsewhere);
});

import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';
import { LEVELS } from '../domain/risk.terms.ts';

const database = testDatabase();

const level = fc.constantFrom(...LEVELS, null);
const enterprise = fc.constantFrom('chem', 'shop', 'site');
/** Statements as actions, sheets, moves of enterprises and clean-ups make them: one row, many, none. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), enterprise, levels: fc.array(level, { maxLength: 6 }) }),
  fc.record({ kind: fc.constant('grade' as const), every: fc.integer({ min: 1, max: 4 }), level }),
  fc.record({ kind: fc.constant('move' as const), enterprise, township: fc.constantFrom('east', 'west') }),
  fc.record({ kind: fc.constant('remove' as const), every: fc.integer({ min: 2, max: 5 }) }),
  fc.record({ kind: fc.constant('delete' as const), every: fc.integer({ min: 3, max: 6 }) }),
);

test('whatever is done to the points, the maintained figures equal the slow recount', async () => {
  const county = await testCounty(database.app);
  const { code, enterprises, townships } = county;
  const db = database.owner.db;
  const unitOf = new Map<string, string>();
  for (const id of Object.values(enterprises)) {
    const unit = newId();
    unitOf.set(id, unit);
    await sql`insert into risk_files (county, enterprise_id, name, division, industry, created_at, updated_at)
      values (${code}, ${id}, '企业', ${townships.east}, 'chemicals', now(), now())`.execute(db);
    await sql`insert into risk_units
        (county, id, enterprise_id, name, position, created_at, updated_at, updated_by_name)
      values (${code}, ${unit}, ${id}, '单元', 1, now(), now(), '甲')`.execute(db);
  }
  let serial = 0;
  const nth = (every: number) => sql`county = ${code} and position % ${every} = 0`;
  const graded = (value: string | null) =>
    sql`level = ${value}, direct_rule = ${value && 'crowdedPlace'}, control_level = ${value && 'company'},
      assessed_at = ${value && '2024-01-01'}::timestamptz`;
  let most = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === 'add') {
          const id = enterprises[one.enterprise];
          const rows = one.levels.map((value, n) => ({ id: newId(), level: value, position: serial + n + 1 }));
          serial += rows.length;
          await sql`insert into risk_events (county, id, enterprise_id, unit_id, division, industry, name, position,
              search, created_at, updated_at, level, direct_rule, control_level, assessed_at)
            select ${code}, r.id, f.enterprise_id, ${unitOf.get(id)}::uuid, f.division, f.industry, '事件', r.position,
              ''::tsvector, now(), now(), r.level, case when r.level is not null then 'crowdedPlace' end,
              case when r.level is not null then 'company' end, case when r.level is not null then now() end
            from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, level text, position int),
              risk_files f where f.county = ${code} and f.enterprise_id = ${id}`.execute(db);
        }
        if (one.kind === 'grade')
          await sql`update risk_events set ${graded(one.level)} where ${nth(one.every)}`.execute(db);
        if (one.kind === 'remove')
          await sql`update risk_events set removed_at = now() where ${nth(one.every)}`.execute(db);
        if (one.kind === 'delete') await sql`delete from risk_events where ${nth(one.every)}`.execute(db);
        if (one.kind === 'move') {
          const to = townships[one.township as 'east' | 'west'];
          const own = sql`county = ${code} and enterprise_id = ${enterprises[one.enterprise]}`;
          await sql`update risk_files set division = ${to} where ${own}`.execute(db);
          await sql`update risk_events set division = ${to} where ${own}`.execute(db);
        }
      }
      const kept = await sql<{ place: unknown; red: number }>`
        select division as place, red, orange, yellow, blue, ungraded from risk_counts
          where county = ${code} and (red, orange, yellow, blue, ungraded) <> (0, 0, 0, 0, 0)
        union all select enterprise_id::text, red, orange, yellow, blue, ungraded from risk_files
          where county = ${code} and (red, orange, yellow, blue, ungraded) <> (0, 0, 0, 0, 0) order by 1`.execute(db);
      const count = (value: string) => sql`count(*) filter (where level = ${value})::int as ${sql.ref(value)}`;
      const counts = sql`${sql.join(LEVELS.map(count))}, count(*) filter (where level is null)::int as ungraded`;
      const live = sql`from risk_events where county = ${code} and removed_at is null`;
      const slow = await sql`select division as place, ${counts} ${live} group by division
        union all select enterprise_id::text, ${counts} ${live} group by enterprise_id order by 1`.execute(db);
      expect(kept.rows).toEqual(slow.rows);
      most = Math.max(most, kept.rows.length);
    }),
    { numRuns: 25 },
  );
  expect(most, 'places and enterprises with points').toBeGreaterThan(3);
}, 60_000);

import { signIn } from '../e2e/product.ts';
import { CLIENTS, type Compared, SECONDS } from './compare.ts';
import { httpClient, measure } from './load.ts';
import type { Bare } from './statements.ts';

/*
 * Plans at the size of a large county: 200 campaigns of 50 tasks with 5 duties each (50,000), every duty owed 20 times
 * (1,000,000 occurrences), by all townships and departments alike; most answered, some late, some missed.
 */
const CAMPAIGNS = 200;
const TASKS = 50;
const DUTIES = 5;
const PERIODS = 20;

/** Adds the plans to a loaded county unless they are there. @returns how many occurrences there are */
export async function fillPlans({ pool }: Bare): Promise<number> {
  const count = async () => Number((await pool.query('select count(*) as n from obligation_occurrences')).rows[0].n);
  const there = await count();
  if (there >= CAMPAIGNS * TASKS * DUTIES * PERIODS) return there;
  const { rows } = await pool.query(
    `select county, id from bodies where kind in ('township', 'department') order by id`,
  );
  const county = rows[0].county as string;
  const bodies = rows.map((row) => row.id as string);
  // One id is derived from another, so that every part of the fill finds the others without looking them up.
  const id = (kind: string, number: string) =>
    `overlay(overlay(md5('bench ${kind} ' || ${number}) placing '7' from 13) placing '8' from 17)::uuid`;
  const lead = `($2::uuid[])[1 + t % ${bodies.length}]`;
  const statements = [
    `insert into plan_documents (county, id, sha256, file_name, bytes, format, text, title, reading, read_at, search,
       imported_at, imported_by)
     select $1, ${id('plan', 'c')}, md5(c::text) || md5('x' || c), 'bench.txt', 1, 'txt', repeat('条', 9000),
       '基准方案 ' || c, '{"sections": [], "obligations": [], "phases": []}', now(), '', now(), ($2::uuid[])[1]
     from generate_series(1, ${CAMPAIGNS}) c`,
    `insert into campaigns (county, id, number, document_id, name, owner_body_id, starts_on, ends_on, adopted_at,
       adopted_by, adopted_by_name)
     select $1, ${id('campaign', 'c')}, '基准-' || c, ${id('plan', 'c')}, '基准行动 ' || c, ($2::uuid[])[1],
       current_date - 500, current_date + 500, now() - interval '500 days', ($2::uuid[])[1], '基准'
     from generate_series(1, ${CAMPAIGNS}) c`,
    `insert into campaign_units (county, id, campaign_id, parent_id, ordinal, kind, path, label, span_start, span_end, search)
     select $1, ${id('action', 'c')}, ${id('campaign', 'c')}, null, 0, 'action', array['一'], '主要任务', 0, 9000, ''
     from generate_series(1, ${CAMPAIGNS}) c where $2::uuid[] is not null`,
    `insert into campaign_units (county, id, campaign_id, parent_id, ordinal, kind, path, label, span_start, span_end, search)
     select $1, ${id('task', 't')}, ${id('campaign', 'c')}, ${id('action', 'c')}, 1 + t % ${TASKS}, 'task',
       array['一', (t % ${TASKS})::text], '开展排查整治 ' || t, (t % ${TASKS}) * 150, (t % ${TASKS}) * 150 + 150,
       to_tsvector('simple', '开展 排查 整治 ' || t)
     from generate_series(0, ${CAMPAIGNS * TASKS - 1}) t, lateral (select 1 + t / ${TASKS} as c) x
     where $2::uuid[] is not null`,
    `insert into tasks (county, id, campaign_id, action_id, lead_body_id, assigned_on, due_on)
     select $1, ${id('task', 't')}, ${id('campaign', 'c')}, ${id('action', 'c')}, ${lead}, current_date - 500,
       current_date + (t % 60) - 10
     from generate_series(0, ${CAMPAIGNS * TASKS - 1}) t, lateral (select 1 + t / ${TASKS} as c) x`,
    `insert into obligations (county, id, campaign_id, unit_id, ordinal, kind, quote, span_start, span_end, frequency,
       confidence)
     select $1, ${id('duty', 'd')}, ${id('campaign', 'c')}, ${id('task', 't')}, d % ${TASKS * DUTIES}, 'recurring',
       '每月至少开展1次检查', (t % ${TASKS}) * 150, (t % ${TASKS}) * 150 + 10, '{"per": "month", "atLeast": 1}', 1
     from generate_series(0, ${CAMPAIGNS * TASKS * DUTIES - 1}) d,
       lateral (select d / ${DUTIES} as t, 1 + d / ${TASKS * DUTIES} as c) x
     where $2::uuid[] is not null`,
    `insert into obligation_owners (county, obligation_id, body_id, since_on, task_id, laid_through)
     select $1, ${id('duty', 'd')}, ${lead}, current_date - 500, ${id('task', 't')}, '9999-12-31'
     from generate_series(0, ${CAMPAIGNS * TASKS * DUTIES - 1}) d, lateral (select d / ${DUTIES} as t) x`,
    // Sixteen periods lie behind, one runs, three lie ahead; of what lies behind 1 in 25 was never answered.
    `insert into obligation_occurrences (county, id, campaign_id, task_id, obligation_id, body_id, starts_on, ends_on,
       due_on, filed_on, verified_on)
     select $1, ${id('occurrence', "d || ' ' || p")}, ${id('campaign', 'c')}, ${id('task', 't')},
       ${id('duty', 'd')}, ${lead}, starts, starts + 29, starts + 29 - d % 9, filed, filed + 2
     from generate_series(0, ${CAMPAIGNS * TASKS * DUTIES - 1}) d, generate_series(0, ${PERIODS - 1}) p,
       lateral (select d / ${DUTIES} as t, 1 + d / ${TASKS * DUTIES} as c, current_date - 490 + p * 30 as starts) x,
       lateral (select case when p < 16 and (d * 7 + p) % 25 <> 0 then starts + 22 + d % 13 end as filed) y`,
  ];
  for (const statement of statements) await pool.query(statement, [county, bodies]);
  // As autovacuum does some minutes after a fill; the indexes answer alone from then on.
  const owner = await pool.connect();
  try {
    await owner.query('reset role');
    await owner.query('vacuum analyze tasks, task_supporters, obligations, obligation_owners, obligation_occurrences');
  } finally {
    owner.release(true);
  }
  return count();
}

/** What people open most, at that size. */
export async function planCases(port: number): Promise<Compared[]> {
  const clerk = httpClient(port, await signIn(port, 'clerk'));
  const township = httpClient(port, await signIn(port, 'township'));
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { rows } = JSON.parse((await clerk('GET', '/api/occurrences?limit=1&q=9000')).text) as {
    rows: { campaignId: string; taskId: string }[];
  };
  const [first] = rows;
  if (!first) throw new Error('the plans of the bench are loaded');
  const month = `from=${today.slice(0, 8)}01&to=${today.slice(0, 8)}28`;
  const cases: readonly (readonly [name: string, send: typeof clerk, path: string])[] = [
    ['worklist of a township, first page', township, '/api/occurrences?mine=true&group=todo'],
    ['worklist of a township, missed', township, '/api/occurrences?mine=true&group=missed'],
    ['worklist of the county, overdue', clerk, '/api/occurrences?group=overdue'],
    ['worklist of the county, by word', clerk, '/api/occurrences?q=9000'],
    ['calendar of a township, a month', township, `/api/calendar?${month}`],
    ['bodies that have not answered', clerk, '/api/unanswered'],
    ['campaign page', clerk, `/api/campaigns/${first.campaignId}`],
    ['periods of a task', clerk, `/api/tasks/${first.taskId}/occurrences`],
  ];
  const results: Compared[] = [];
  for (const [name, send, path] of cases) {
    const work = async () => (await send('GET', path)).status === 200;
    results.push({
      name: `plans: ${name}`,
      http: await measure({ clients: CLIENTS, seconds: SECONDS, work }),
      bare: null,
    });
  }
  return results;
}

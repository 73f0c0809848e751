-- E of a township or a trade is the official formula over its tasks and hazards, not a mean of those few enterprises
-- that have both halves. What the formula needs beside the counts is kept with each enterprise and summed.
alter table effect_months
  add column completed integer not null default 0 check (completed between 0 and done + made_up),
  add column deducted_a numeric(5, 2) not null default 0 check (deducted_a between 0 and 50),
  add column deducted_b numeric(5, 2) not null default 0 check (deducted_b between 0 and 50);
comment on column effect_months.completed is '完成任务数: done in time, and made up where the parameters of the county count that';
comment on column effect_months.deducted_a is '包保履职扣分 as taken; deducted_b: 隐患过少扣分';

alter table effect_sums
  add column counted_completed bigint not null default 0,
  add column counted_accepted bigint not null default 0,
  add column deducted_a numeric not null default 0,
  add column deducted_b numeric not null default 0;
comment on column effect_sums.counted_completed is 'completed and accepted of enterprises that are not vetoed (α = 1); those of the others count nothing';
comment on column effect_sums.deducted_a is 'Points deducted from enterprises that are not vetoed, each times its planned tasks; deducted_b: times its hazards to be rectified';

create or replace function keep_effect_sums() returns trigger language plpgsql as $$
declare
  moved text := case tg_op when 'INSERT' then 'select *, 1 as n from new_rows'
    when 'DELETE' then 'select *, -1 as n from old_rows'
    else 'select *, 1 as n from new_rows union all select *, -1 as n from old_rows' end;
begin
  execute format($q$
    insert into effect_sums as s (county, month, division, industry, enterprises, comparable, e, a_count, a, b_count, b,
      vetoed, flagged, done, made_up, missed, excluded, due, accepted, records, records_with_findings,
      counted_completed, counted_accepted, deducted_a, deducted_b)
    select county, month, division, industry, sum(n), sum(n * (e is not null)::integer), coalesce(sum(n * e), 0),
      sum(n * (a is not null)::integer), coalesce(sum(n * a), 0), sum(n * (b is not null)::integer),
      coalesce(sum(n * b), 0), sum(n * vetoed::integer), sum(n * (flags <> '{}')::integer), sum(n * done),
      sum(n * made_up), sum(n * missed), sum(n * excluded), sum(n * due), sum(n * accepted), sum(n * records),
      sum(n * records_with_findings),
      coalesce(sum(n * completed) filter (where not vetoed), 0),
      coalesce(sum(n * accepted) filter (where not vetoed), 0),
      coalesce(sum(n * deducted_a * (done + made_up + missed)) filter (where not vetoed), 0),
      coalesce(sum(n * deducted_b * due) filter (where not vetoed), 0)
    from (%s) as moved group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (county, month, division, industry) do update set
      enterprises = s.enterprises + excluded.enterprises, comparable = s.comparable + excluded.comparable,
      e = s.e + excluded.e, a_count = s.a_count + excluded.a_count, a = s.a + excluded.a,
      b_count = s.b_count + excluded.b_count, b = s.b + excluded.b, vetoed = s.vetoed + excluded.vetoed,
      flagged = s.flagged + excluded.flagged, done = s.done + excluded.done, made_up = s.made_up + excluded.made_up,
      missed = s.missed + excluded.missed, excluded = s.excluded + excluded.excluded, due = s.due + excluded.due,
      accepted = s.accepted + excluded.accepted, records = s.records + excluded.records,
      records_with_findings = s.records_with_findings + excluded.records_with_findings,
      counted_completed = s.counted_completed + excluded.counted_completed,
      counted_accepted = s.counted_accepted + excluded.counted_accepted,
      deducted_a = s.deducted_a + excluded.deducted_a, deducted_b = s.deducted_b + excluded.deducted_b$q$, moved);
  execute format($q$
    insert into effect_test_sums as s (county, month, division, industry, test, judged, flagged)
    select county, month, division, industry, t.key, sum(n * (t.value ->> 0 <> 'f')::integer), sum(n * (t.value ->> 0 = 'c')::integer)
    from (%s) as moved, jsonb_each(moved.tests) as t group by 1, 2, 3, 4, 5
    having (sum(n * (t.value ->> 0 <> 'f')::integer), sum(n * (t.value ->> 0 = 'c')::integer)) <> (0, 0) order by 1, 2, 3, 4, 5
    on conflict (county, month, division, industry, test) do update set
      judged = s.judged + excluded.judged, flagged = s.flagged + excluded.flagged$q$, moved);
  return null;
end $$;

-- Months that were kept before: what was completed follows from the parameters they were computed with, and what was
-- deducted is what is missing to the plain share.
alter table effect_months disable trigger effect_months_resummed;
update effect_months m set completed = m.done + case when coalesce((
    select (s.settings ->> 'countMadeUp')::boolean from effect_settings s
    where s.county = m.county and s.version = m.settings_version), true) then m.made_up else 0 end;
update effect_months set
  deducted_a = case when a is null then 0 else greatest(0, round(50.0 * completed / (done + made_up + missed), 2) - a) end,
  deducted_b = case when b is null then 0 else greatest(0, round(50.0 * accepted / due, 2) - b) end
where round(50.0 * completed / nullif(done + made_up + missed, 0), 2) <> a or round(50.0 * accepted / nullif(due, 0), 2) <> b;
alter table effect_months enable trigger effect_months_resummed;
update effect_sums s set counted_completed = c.completed, counted_accepted = c.accepted, deducted_a = c.deducted_a,
  deducted_b = c.deducted_b
from (
  select county, month, division, industry, sum(completed) as completed, sum(accepted) as accepted,
    sum(deducted_a * (done + made_up + missed)) as deducted_a, sum(deducted_b * due) as deducted_b
  from effect_months where not vetoed group by 1, 2, 3, 4
) as c
where (c.county, c.month, c.division, c.industry) = (s.county, s.month, s.division, s.industry);

-- Median days for a township and for a department from the sums too: what was closed counts for the county, for its
-- township and for its industry. Only what is narrowed twice, or to a channel, still looks at the hazards.
alter table hazard_durations
  add column township text collate "C" not null default '',
  add column industry text not null default '';
comment on column hazard_durations.township is 'Empty in the rows of the whole county and of an industry';
comment on column hazard_durations.industry is 'Empty in the rows of the whole county and of a township';
drop index hazard_durations_month;
create index hazard_durations_part on hazard_durations (county, township, industry, month);

create or replace function add_hazard_durations() returns trigger language plpgsql as $$
begin
  -- Most changes are of hazards under way.
  if not exists (select from added where closed_at is not null) then return null; end if;
  if tg_op = 'INSERT' then
    insert into hazard_durations (county, month, grade, stage, tenths, township, industry, count)
    select h.county, date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date, coalesce(h.grade, ''), d.stage,
      d.tenths, coalesce(h.township, ''), coalesce(h.industry, ''), count(*)
    from added h, lateral hazard_durations_of(h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d
    group by 1, 2, 3, 4, 5, grouping sets ((), (h.township), (h.industry));
  else
    insert into hazard_durations (county, month, grade, stage, tenths, township, industry, count)
    select h.county, date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date, coalesce(h.grade, ''), d.stage,
      d.tenths, coalesce(h.township, ''), coalesce(h.industry, ''), sum(h.sign)
    from (select *, 1 as sign from added union all select *, -1 from removed) h,
      lateral hazard_durations_of(h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d
    group by 1, 2, 3, 4, 5, grouping sets ((), (h.township), (h.industry))
    having sum(h.sign) <> 0;
  end if;
  return null;
end $$;

insert into hazard_durations (county, month, grade, stage, tenths, township, industry, count)
select h.county, date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date, coalesce(h.grade, ''), d.stage,
  d.tenths, coalesce(h.township, ''), coalesce(h.industry, ''), count(*)
from hazards h, lateral hazard_durations_of(h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d
group by 1, 2, 3, 4, 5, grouping sets ((h.township), (h.industry));

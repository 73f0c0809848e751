-- How long what was closed took, so that the medians of a year over a million hazards read a few thousand rows. Kept as
-- signed additions like hazard_sums, for the whole county: narrower questions look at the hazards, which are fewer.
create table hazard_durations (
  county text collate "C" not null,
  -- Of the closure.
  month date not null,
  grade text not null,
  stage text not null check (stage in ('judgement', 'commitments', 'rectification', 'acceptance', 'whole')),
  tenths integer not null,
  count integer not null
);
comment on table hazard_durations is 'Signed: several rows with the same key add up. hazard_durations_of gives what a hazard adds.';
comment on column hazard_durations.tenths is 'Tenths of days; from ten days on whole days';
create index hazard_durations_month on hazard_durations (county, month);

create function hazard_duration(since timestamptz, until timestamptz) returns integer language sql immutable as $$
  select case when until - since < interval '240 hours' then round(extract(epoch from until - since) / 8640)::integer
    else round(extract(epoch from until - since) / 86400)::integer * 10 end
$$;

create function hazard_durations_of(
  registered_at timestamptz, confirmed_at timestamptz, committed_at timestamptz, applied_at timestamptz, closed_at timestamptz
) returns table (stage text, tenths integer) language sql immutable as $$
  select d.stage, hazard_duration(d.since, d.until)
  from (values
    ('judgement', registered_at, confirmed_at),
    ('commitments', confirmed_at, committed_at),
    ('rectification', confirmed_at, applied_at),
    ('acceptance', applied_at, closed_at),
    ('whole', registered_at, closed_at)
  ) as d(stage, since, until)
  where closed_at is not null and d.since is not null and d.until is not null
$$;

create function add_hazard_durations() returns trigger language plpgsql as $$
begin
  -- Most changes are of hazards under way.
  if not exists (select from added where closed_at is not null) then return null; end if;
  if tg_op = 'INSERT' then
    insert into hazard_durations
    select h.county, date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date, coalesce(h.grade, ''), d.stage, d.tenths, count(*)
    from added h, lateral hazard_durations_of(h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d
    group by 1, 2, 3, 4, 5;
  else
    insert into hazard_durations
    select h.county, date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date, coalesce(h.grade, ''), d.stage, d.tenths, sum(h.sign)
    from (select *, 1 as sign from added union all select *, -1 from removed) h,
      lateral hazard_durations_of(h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d
    group by 1, 2, 3, 4, 5
    having sum(h.sign) <> 0;
  end if;
  return null;
end $$;
create trigger hazards_durations_insert after insert on hazards
  referencing new table as added for each statement execute function add_hazard_durations();
create trigger hazards_durations_update after update on hazards
  referencing old table as removed new table as added for each statement execute function add_hazard_durations();

insert into hazard_durations
select h.county, date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date, coalesce(h.grade, ''), d.stage, d.tenths, count(*)
from hazards h, lateral hazard_durations_of(h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d
group by 1, 2, 3, 4, 5;

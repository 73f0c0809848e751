-- The analysis counts what is overdue and what was extended from the totals too: what is open stands by the month in
-- which it is due, what was extended by the month of its registration. Recurrence is read from an index alone.
alter table hazard_totals
  add column extended integer not null default 0,
  add column due integer not null default 0;
comment on column hazard_totals.due is 'Judged and open, by the month of the rectification day';
alter table hazard_sums
  drop constraint hazard_sums_what_check,
  add constraint hazard_sums_what_check check (what in ('registered', 'left', 'closed', 'extended', 'due'));

create function hazard_sums_of(
  registered_at timestamptz, closed_at timestamptz, left_at timestamptz, dismissed_at timestamptz, due_on date,
  confirmed_at timestamptz, extended_count integer
) returns table (month date, what text, on_time boolean) language sql immutable as $$
  -- What was found to be no hazard is not counted at all, nor when it was registered.
  select date_trunc('month', m.at)::date, m.what, m.what = 'closed' and coalesce(m.at::date <= due_on, true)
  from (values
    (registered_at at time zone 'Asia/Shanghai', 'registered'),
    (closed_at at time zone 'Asia/Shanghai', 'closed'),
    (left_at at time zone 'Asia/Shanghai', 'left'),
    (case when extended_count > 0 then registered_at at time zone 'Asia/Shanghai' end, 'extended'),
    (case when confirmed_at is not null and closed_at is null and left_at is null then due_on::timestamp end, 'due')
  ) as m(at, what)
  where m.at is not null and dismissed_at is null
$$;

create or replace function add_hazard_sums() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into hazard_sums
    select h.county, m.month, m.what, h.township, h.industry, h.channel, coalesce(h.grade, ''),
      h.discovered_on < '2024-01-01', m.on_time, coalesce(h.criterion_code, ''), count(*)
    from added h, lateral hazard_sums_of(h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at),
      h.dismissed_at, h.rectification_due_on, h.confirmed_at, h.extended_count) m
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  else
    -- What the rows added before is taken away, what they add now comes in; most changes leave nothing of it.
    insert into hazard_sums
    select h.county, m.month, m.what, h.township, h.industry, h.channel, coalesce(h.grade, ''),
      h.discovered_on < '2024-01-01', m.on_time, coalesce(h.criterion_code, ''), sum(h.sign)
    from (select *, 1 as sign from added union all select *, -1 from removed) h,
      lateral hazard_sums_of(h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at), h.dismissed_at,
        h.rectification_due_on, h.confirmed_at, h.extended_count) m
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    having sum(h.sign) <> 0;
  end if;
  return null;
end $$;
drop function hazard_sums_of(timestamptz, timestamptz, timestamptz, timestamptz, date);

truncate hazard_sums, hazard_totals;
insert into hazard_totals
select county,
  concat_ws(' ', case grouping(township) when 0 then 'township' end, case grouping(industry) when 0 then 'industry' end,
    case grouping(channel) when 0 then 'channel' end, case grouping(criterion_code) when 0 then 'criterion' end),
  coalesce(township, ''), coalesce(industry, ''), coalesce(channel, ''), coalesce(criterion_code, ''),
  month, grade, stock,
  count(*) filter (where what = 'registered'), count(*) filter (where what = 'closed'),
  count(*) filter (where what = 'closed' and on_time), count(*) filter (where what = 'left'),
  count(*) filter (where what = 'extended'), count(*) filter (where what = 'due')
from (
  select h.county, h.township, h.industry, h.channel, coalesce(h.criterion_code, '') as criterion_code, m.month,
    coalesce(h.grade, '') as grade, h.discovered_on < '2024-01-01' as stock, m.what, m.on_time
  from hazards h, lateral hazard_sums_of(h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at),
    h.dismissed_at, h.rectification_due_on, h.confirmed_at, h.extended_count) m
) as each
group by county, month, grade, stock, grouping sets (
  (township, industry, channel, criterion_code), (township, industry), (township, channel), (industry, channel),
  (industry, criterion_code), (township), (industry), (channel), ());

drop index hazards_recurrence;
create index hazards_recurrence on hazards (county, enterprise_id, criterion_code, registered_at)
  include (township, division, industry, channel, dismissed_at) where grade = 'major' and criterion_code is not null;

-- The analysis of a million hazards reads some thousand rows: the monthly sums by each axis and each pair of axes that
-- is asked for. hazard_sums holds only what came since the last fold; the triggers that fill it stay as they are.
create table hazard_totals (
  county text collate "C" not null,
  -- By which columns, in their order here: 'township', 'industry channel', … or '' for the whole county.
  part text not null,
  township text collate "C" not null,
  industry text not null,
  channel text not null,
  criterion_code text not null,
  month date not null,
  grade text not null,
  stock boolean not null,
  registered integer not null,
  closed integer not null,
  closed_on_time integer not null,
  left_open integer not null,
  primary key (county, part, township, industry, channel, criterion_code, month, grade, stock)
);
comment on table hazard_totals is 'Sums of the months, folded out of hazard_sums; together with what waits there they are today''s';
comment on column hazard_totals.part is 'By which of the four columns; the others are empty in its rows';
comment on column hazard_totals.left_open is '移送 or 关闭';
comment on table hazard_sums is 'Signed, since the last fold into hazard_totals. hazard_sums_of gives what a hazard adds.';

insert into hazard_totals
select county,
  concat_ws(' ', case grouping(township) when 0 then 'township' end, case grouping(industry) when 0 then 'industry' end,
    case grouping(channel) when 0 then 'channel' end, case grouping(criterion_code) when 0 then 'criterion' end),
  coalesce(township, ''), coalesce(industry, ''), coalesce(channel, ''), coalesce(criterion_code, ''),
  month, grade, stock,
  coalesce(sum(count) filter (where what = 'registered'), 0), coalesce(sum(count) filter (where what = 'closed'), 0),
  coalesce(sum(count) filter (where what = 'closed' and on_time), 0), coalesce(sum(count) filter (where what = 'left'), 0)
from hazard_sums
group by county, month, grade, stock, grouping sets (
  (township, industry, channel, criterion_code), (township, industry), (township, channel), (industry, channel),
  (industry, criterion_code), (township), (industry), (channel), ());
truncate hazard_sums;

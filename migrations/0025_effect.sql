-- 双重预防运行效果: E = (A + B) × α of each enterprise and month with the tests beside it, their sums by place and
-- trade, the county's parameters, vetoes by a person; prints of photographs.

create table photo_prints (
  county text collate "C" not null,
  sha256 text not null,
  print bigint,
  primary key (county, sha256)
);
-- Two prints that differ in three bits or fewer agree in one of four bands.
create index photo_prints_band1 on photo_prints (county, ((print >> 48) & 65535)) where print is not null;
create index photo_prints_band2 on photo_prints (county, ((print >> 32) & 65535)) where print is not null;
create index photo_prints_band3 on photo_prints (county, ((print >> 16) & 65535)) where print is not null;
create index photo_prints_band4 on photo_prints (county, (print & 65535)) where print is not null;
comment on table photo_prints is 'What a photograph shows, as 64 bits that survive resizing and recompression; null where there is too little in it';

create table effect_settings (
  county text collate "C" not null,
  version integer not null check (version > 0),
  settings jsonb not null,
  basis text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, version)
);
comment on table effect_settings is '本县参数: what the public formula leaves open, with the paper it rests on; a new version, never an update';

create table effect_vetoes (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  month date not null check (extract(day from month) = 1),
  reason text not null,
  basis text not null,
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_by_name text,
  withdrawn_why text not null default '',
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id)
);
create index effect_vetoes_month on effect_vetoes (county, month, enterprise_id) where withdrawn_at is null;
create index effect_vetoes_enterprise on effect_vetoes (county, enterprise_id, month);
comment on table effect_vetoes is '否决: a person decided that α is 0 for an enterprise and month, and on what ground';

create table effect_months (
  county text collate "C" not null,
  month date not null check (extract(day from month) = 1),
  enterprise_id uuid not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  done integer not null check (done >= 0),
  made_up integer not null check (made_up >= 0),
  missed integer not null check (missed >= 0),
  excluded integer not null check (excluded >= 0),
  -- Missed tasks of the three guarantors 包保责任人: principal, technical, operator.
  guarantor_missed integer[] not null check (cardinality(guarantor_missed) = 3),
  due integer not null check (due >= 0),
  accepted integer not null check (accepted between 0 and due),
  found integer not null check (found >= 0),
  overdue_major integer not null check (overdue_major >= 0),
  records integer not null check (records >= 0),
  records_with_findings integer not null check (records_with_findings between 0 and records),
  a numeric(5, 2) check (a between 0 and 50),
  b numeric(5, 2) check (b between 0 and 50),
  e numeric(5, 2) check (e between 0 and 100),
  rank numeric(5, 2) not null generated always as (coalesce(e, 101)) stored,
  vetoed boolean not null,
  tests jsonb not null,
  flags text[] not null,
  settings_version integer not null,
  computed_at timestamptz not null,
  primary key (county, month, enterprise_id),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check (not vetoed or e = 0)
);
create index effect_months_rank on effect_months (county, month, rank, enterprise_id) include (division, industry);
create index effect_months_rank_township on effect_months (county, month, township, rank, enterprise_id);
create index effect_months_rank_industry on effect_months (county, month, industry, rank, enterprise_id);
create index effect_months_flagged on effect_months (county, month, rank, enterprise_id) where flags <> '{}';
create index effect_months_enterprise on effect_months (county, enterprise_id, month);
comment on table effect_months is 'E of an enterprise and month with what it was computed from, as of computed_at; null halves are not comparable';
comment on column effect_months.tests is 'By test: [state, seen, of, expected]; state f too few, u usual, c worth checking';

create table effect_sums (
  county text collate "C" not null,
  month date not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  enterprises integer not null,
  comparable integer not null,
  e numeric not null,
  a_count integer not null,
  a numeric not null,
  b_count integer not null,
  b numeric not null,
  vetoed integer not null,
  flagged integer not null,
  done integer not null,
  made_up integer not null,
  missed integer not null,
  excluded integer not null,
  due integer not null,
  accepted integer not null,
  records integer not null,
  records_with_findings integer not null,
  primary key (county, month, division, industry)
);
comment on table effect_sums is 'Enterprises of a place and trade in a month, kept by the trigger on effect_months; e, a, b are sums of points over the counts beside them';

create table effect_test_sums (
  county text collate "C" not null,
  month date not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  test text not null,
  judged integer not null,
  flagged integer not null,
  primary key (county, month, division, industry, test)
);
comment on table effect_test_sums is 'Enterprises that a test could judge, and those worth checking; kept by the trigger on effect_months';

-- Answers of the month that say enough to be compared with those of other enterprises; older ones are dropped.
create table effect_answer_prints (
  county text collate "C" not null,
  month date not null,
  print bytea not null,
  enterprise_id uuid not null,
  primary key (county, month, print, enterprise_id)
);
create index effect_answer_prints_enterprise on effect_answer_prints (county, month, enterprise_id);

-- Rows are written in the order of their keys: writers that meet wait and never in a circle.
create function keep_effect_sums() returns trigger language plpgsql as $$
declare
  moved text := case tg_op when 'INSERT' then 'select *, 1 as n from new_rows'
    when 'DELETE' then 'select *, -1 as n from old_rows'
    else 'select *, 1 as n from new_rows union all select *, -1 as n from old_rows' end;
begin
  execute format($q$
    insert into effect_sums as s (county, month, division, industry, enterprises, comparable, e, a_count, a, b_count, b,
      vetoed, flagged, done, made_up, missed, excluded, due, accepted, records, records_with_findings)
    select county, month, division, industry, sum(n), sum(n * (e is not null)::integer), coalesce(sum(n * e), 0),
      sum(n * (a is not null)::integer), coalesce(sum(n * a), 0), sum(n * (b is not null)::integer),
      coalesce(sum(n * b), 0), sum(n * vetoed::integer), sum(n * (flags <> '{}')::integer), sum(n * done),
      sum(n * made_up), sum(n * missed), sum(n * excluded), sum(n * due), sum(n * accepted), sum(n * records),
      sum(n * records_with_findings)
    from (%s) as moved group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (county, month, division, industry) do update set
      enterprises = s.enterprises + excluded.enterprises, comparable = s.comparable + excluded.comparable,
      e = s.e + excluded.e, a_count = s.a_count + excluded.a_count, a = s.a + excluded.a,
      b_count = s.b_count + excluded.b_count, b = s.b + excluded.b, vetoed = s.vetoed + excluded.vetoed,
      flagged = s.flagged + excluded.flagged, done = s.done + excluded.done, made_up = s.made_up + excluded.made_up,
      missed = s.missed + excluded.missed, excluded = s.excluded + excluded.excluded, due = s.due + excluded.due,
      accepted = s.accepted + excluded.accepted, records = s.records + excluded.records,
      records_with_findings = s.records_with_findings + excluded.records_with_findings$q$, moved);
  execute format($q$
    insert into effect_test_sums as s (county, month, division, industry, test, judged, flagged)
    select county, month, division, industry, t.key, sum(n * (t.value ->> 0 <> 'f')::integer), sum(n * (t.value ->> 0 = 'c')::integer)
    from (%s) as moved, jsonb_each(moved.tests) as t group by 1, 2, 3, 4, 5
    having (sum(n * (t.value ->> 0 <> 'f')::integer), sum(n * (t.value ->> 0 = 'c')::integer)) <> (0, 0) order by 1, 2, 3, 4, 5
    on conflict (county, month, division, industry, test) do update set
      judged = s.judged + excluded.judged, flagged = s.flagged + excluded.flagged$q$, moved);
  return null;
end $$;
create trigger effect_months_summed after insert on effect_months referencing new table as new_rows
  for each statement execute function keep_effect_sums();
create trigger effect_months_resummed after update on effect_months referencing new table as new_rows old table as old_rows
  for each statement execute function keep_effect_sums();
create trigger effect_months_unsummed after delete on effect_months referencing old table as old_rows
  for each statement execute function keep_effect_sums();

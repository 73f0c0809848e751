-- 风险分级管控: unit → event → control measure, each event graded; the four-colour plans, reviews and remarks.

create table risk_files (
  county text collate "C" not null,
  enterprise_id uuid not null,
  name text not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  longitude double precision,
  latitude double precision,
  score_table text not null default 'LS/standard',
  red integer not null default 0 check (red >= 0),
  orange integer not null default 0 check (orange >= 0),
  yellow integer not null default 0 check (yellow >= 0),
  blue integer not null default 0 check (blue >= 0),
  ungraded integer not null default 0 check (ungraded >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (county, enterprise_id),
  foreign key (county, enterprise_id) references enterprises (county, id)
);
create index risk_files_serious on risk_files (county, red desc, orange desc, enterprise_id) where red + orange > 0;
create index risk_files_serious_township on risk_files (county, township, red desc, orange desc, enterprise_id) where red + orange > 0;
create index risk_files_serious_industry on risk_files (county, industry, red desc, orange desc, enterprise_id) where red + orange > 0;
comment on table risk_files is 'The risk list of one enterprise: where it lies and how many points of each grade it has; a write locks it';
comment on column risk_files.name is 'Name and place are kept with the enterprise file';
comment on column risk_files.red is 'Points of a grade are kept by the trigger on risk_events';

create table risk_units (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  name text not null,
  place text not null default '',
  source_code text not null default '',
  department text not null default '',
  owner_name text not null default '',
  position integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by_name text not null,
  removed_at timestamptz,
  primary key (county, id),
  foreign key (county, enterprise_id) references risk_files (county, enterprise_id)
);
create index risk_units_file on risk_units (county, enterprise_id, position, id) where removed_at is null;
comment on table risk_units is '风险分析单元: what is looked at as one, an installation, a workshop, a job; removed, never deleted';
comment on column risk_units.source_code is '危险源编码 (hazardCode of the official record)';

create table risk_events (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  unit_id uuid not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  name text not null,
  accident_type text not null default '',
  score_table text,
  before_factors jsonb,
  after_factors jsonb,
  before_value numeric,
  after_value numeric,
  direct_rule text,
  level text check (level in ('red', 'orange', 'yellow', 'blue')),
  rank smallint not null generated always as
    (case level when 'red' then 1 when 'orange' then 2 when 'yellow' then 3 when 'blue' then 4 else 5 end) stored,
  control_level text check (control_level in ('company', 'workshop', 'team', 'post')),
  owner_name text not null default '',
  review_due_on date,
  assessed_at timestamptz,
  returned_at timestamptz,
  position integer not null,
  search tsvector not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  primary key (county, id),
  foreign key (county, enterprise_id) references risk_files (county, enterprise_id),
  foreign key (county, unit_id) references risk_units (county, id),
  check ((level is null) = (assessed_at is null)),
  check ((level is null) = (control_level is null)),
  check (level is null or (score_table is null) = (direct_rule is not null))
);
create index risk_events_file on risk_events (county, enterprise_id, position, id) where removed_at is null;
create index risk_events_rank on risk_events (county, rank, id) include (division, industry) where removed_at is null;
create index risk_events_rank_township on risk_events (county, township, rank, id) where removed_at is null;
create index risk_events_rank_industry on risk_events (county, industry, rank, id) where removed_at is null;
create index risk_events_due on risk_events (county, (coalesce(review_due_on, 'infinity'::date)), id) include (division, industry) where removed_at is null;
create index risk_events_due_township on risk_events (county, township, (coalesce(review_due_on, 'infinity'::date)), id) where removed_at is null;
create index risk_events_due_industry on risk_events (county, industry, (coalesce(review_due_on, 'infinity'::date)), id) where removed_at is null;
create index risk_events_updated on risk_events (county, updated_at, id) include (division, industry) where removed_at is null;
create index risk_events_updated_township on risk_events (county, township, updated_at, id) where removed_at is null;
create index risk_events_updated_industry on risk_events (county, industry, updated_at, id) where removed_at is null;
create index risk_events_returned on risk_events (county, returned_at, id) where returned_at is not null and removed_at is null;
create index risk_events_search on risk_events using gin (search);
comment on table risk_events is '风险事件, the graded risk point; its assessment as it stands, earlier ones in risk_assessments';
comment on column risk_events.level is 'Grade after control where that was assessed, else before; null until assessed';
comment on column risk_events.returned_at is 'A regulator returned it and the enterprise has not answered';

create table risk_measures (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  event_id uuid not null,
  data_source smallint not null check (data_source in (1, 2)),
  class1 smallint not null check (class1 between 1 and 4),
  class2 text check (class2 ~ '^[1-4]-[1-5]$'),
  class3 text not null default '',
  content text not null,
  position integer not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  primary key (county, id),
  foreign key (county, event_id) references risk_events (county, id)
);
create index risk_measures_file on risk_measures (county, enterprise_id, event_id, position) where removed_at is null;
comment on table risk_measures is '管控措施 with the codes of the official record: dataSrc, classify1–3, troubleshootContent';

create table risk_assessments (
  county text collate "C" not null,
  id uuid not null,
  event_id uuid not null,
  enterprise_id uuid not null,
  cause text not null check (cause in ('first', 'yearly', 'change', 'accident', 'correction', 'template', 'import')),
  score_table text,
  before_factors jsonb,
  after_factors jsonb,
  before_value numeric,
  after_value numeric,
  direct_rule text,
  level text not null,
  previous_level text,
  control_level text not null,
  owner_name text not null,
  note text not null default '',
  at timestamptz not null,
  by_user uuid not null,
  by_name text not null,
  primary key (county, id),
  foreign key (county, event_id) references risk_events (county, id)
);
create index risk_assessments_event on risk_assessments (county, event_id, at desc, id desc);
create index risk_assessments_file on risk_assessments (county, enterprise_id, at) where level in ('red', 'orange') or previous_level in ('red', 'orange');
comment on table risk_assessments is 'Each assessment with its factors and the table they were scored by, so that it can be computed again; never updated';

create table risk_remarks (
  county text collate "C" not null,
  id uuid not null,
  event_id uuid not null,
  enterprise_id uuid not null,
  kind text not null check (kind in ('comment', 'return')),
  words text not null,
  at timestamptz not null,
  by_user uuid not null,
  by_name text not null,
  answered_at timestamptz,
  answered_by_name text,
  answer text not null default '',
  primary key (county, id),
  foreign key (county, event_id) references risk_events (county, id)
);
create index risk_remarks_event on risk_remarks (county, event_id, at desc);
comment on table risk_remarks is 'What a regulator said to a risk point, and the answer to what was returned';

create table risk_reviews (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  quarter text not null check (quarter ~ '^\d{4}-[1-4]$'),
  changes jsonb not null,
  majors jsonb not null,
  statement text not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid not null,
  confirmed_by_name text not null,
  primary key (county, id),
  foreign key (county, enterprise_id) references risk_files (county, enterprise_id)
);
create unique index risk_reviews_quarter on risk_reviews (county, enterprise_id, quarter);
comment on table risk_reviews is 'Quarterly review of major risks as a person confirmed it; never updated';

create table risk_plans (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  name text not null,
  file_id uuid,
  width integer not null check (width between 100 and 10000),
  height integer not null check (height between 100 and 10000),
  areas jsonb not null default '[]',
  points jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by_name text not null,
  removed_at timestamptz,
  primary key (county, id),
  foreign key (county, enterprise_id) references risk_files (county, enterprise_id)
);
create index risk_plans_file on risk_plans (county, enterprise_id, created_at) where removed_at is null;
comment on table risk_plans is '四色分布图: areas (units) and points (events) over a drawing; colours come from the grades when it is read';

create table risk_counts (
  county text collate "C" not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  red integer not null,
  orange integer not null,
  yellow integer not null,
  blue integer not null,
  ungraded integer not null,
  primary key (county, division, industry)
);
comment on table risk_counts is 'Risk points of each grade by place and industry, kept by the trigger on risk_events';

-- One row a place and industry, written in the order of the key: writers that meet wait and never in a circle.
create function keep_risk_counts() returns trigger language plpgsql as $$
begin
  execute format($q$
    with moved as (
      select county, enterprise_id, division, industry,
        coalesce(sum(n) filter (where level = 'red'), 0) as red,
        coalesce(sum(n) filter (where level = 'orange'), 0) as orange,
        coalesce(sum(n) filter (where level = 'yellow'), 0) as yellow,
        coalesce(sum(n) filter (where level = 'blue'), 0) as blue,
        coalesce(sum(n) filter (where level is null), 0) as ungraded
      from (%s) as rows where removed_at is null group by 1, 2, 3, 4
    ), files as (
      update risk_files f set red = f.red + m.red, orange = f.orange + m.orange, yellow = f.yellow + m.yellow,
        blue = f.blue + m.blue, ungraded = f.ungraded + m.ungraded
      from (select county, enterprise_id, sum(red) as red, sum(orange) as orange, sum(yellow) as yellow,
          sum(blue) as blue, sum(ungraded) as ungraded from moved group by 1, 2) as m
      where f.county = m.county and f.enterprise_id = m.enterprise_id
        and (m.red, m.orange, m.yellow, m.blue, m.ungraded) <> (0, 0, 0, 0, 0)
    )
    insert into risk_counts as c (county, division, industry, red, orange, yellow, blue, ungraded)
    select county, division, industry, sum(red), sum(orange), sum(yellow), sum(blue), sum(ungraded)
    from moved group by 1, 2, 3
    having (sum(red), sum(orange), sum(yellow), sum(blue), sum(ungraded)) <> (0, 0, 0, 0, 0)
    order by 1, 2, 3
    on conflict (county, division, industry) do update set red = c.red + excluded.red,
      orange = c.orange + excluded.orange, yellow = c.yellow + excluded.yellow, blue = c.blue + excluded.blue,
      ungraded = c.ungraded + excluded.ungraded$q$,
    case tg_op when 'INSERT' then 'select *, 1 as n from new_rows'
      when 'DELETE' then 'select *, -1 as n from old_rows'
      else 'select *, 1 as n from new_rows union all select *, -1 as n from old_rows' end);
  return null;
end $$;
create trigger risk_events_counted after insert on risk_events referencing new table as new_rows
  for each statement execute function keep_risk_counts();
create trigger risk_events_recounted after update on risk_events referencing new table as new_rows old table as old_rows
  for each statement execute function keep_risk_counts();
create trigger risk_events_uncounted after delete on risk_events referencing old table as old_rows
  for each statement execute function keep_risk_counts();

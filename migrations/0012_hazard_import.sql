-- Finding and judging: imports, suggestions, favourites, merging; seeing: monthly sums for the analysis.

-- A sheet that is being imported. Its rows lie in hazard_import_rows until and after they are hazards.
create table hazard_imports (
  county text collate "C" not null,
  id uuid not null,
  file_name text not null,
  file_sha256 text not null,
  headers jsonb not null,
  header_row integer not null,
  -- Field → column, counted from 0.
  mapping jsonb not null,
  status text not null check (status in ('mapping', 'running', 'done', 'undoing', 'undone')),
  total integer not null,
  -- As whom the job acts: user, body and scope of the person who started it.
  actor jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  moved_at timestamptz not null,
  version integer not null default 1,
  primary key (county, id)
);
comment on column hazard_imports.moved_at is 'When a batch was last taken: one that stands still for minutes is started again';
create index hazard_imports_listed on hazard_imports (county, created_at desc, id desc);
create index hazard_imports_moving on hazard_imports (county) where status in ('running', 'undoing');

create table hazard_import_rows (
  county text collate "C" not null,
  import_id uuid not null,
  row integer not null,
  cells jsonb not null,
  status text not null check (status in ('ready', 'bad', 'imported', 'undone', 'kept')),
  problems jsonb not null default '[]',
  hazard_id uuid,
  original_channel text,
  primary key (county, import_id, row),
  foreign key (county, import_id) references hazard_imports (county, id)
);
comment on column hazard_import_rows.status is 'kept: not undone, since somebody had worked on the hazard';
create index hazard_import_rows_by_status on hazard_import_rows (county, import_id, status, row);
create unique index hazard_import_rows_hazard on hazard_import_rows (county, hazard_id) where hazard_id is not null;

-- Which column was what, remembered by the words of the headers.
create table hazard_import_mappings (
  county text collate "C" not null,
  signature text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (county, signature)
);

-- What the classifier proposed to the person who registered or judged; the decision stands in the hazard.
create table hazard_suggestions (
  county text collate "C" not null,
  hazard_id uuid not null,
  stage text not null check (stage in ('register', 'judge')),
  at timestamptz not null,
  user_id uuid not null,
  text text not null,
  industry text not null,
  verdict text not null check (verdict in ('major', 'general', 'unsure')),
  candidates jsonb not null,
  reranked boolean not null default false,
  primary key (county, hazard_id, stage)
);
comment on table hazard_suggestions is 'A proposal is no act of office: it is kept to be compared with the decision, not in the audit chain';
create index hazard_suggestions_at on hazard_suggestions (county, at desc);

create table hazard_criterion_favourites (
  county text collate "C" not null,
  user_id uuid not null,
  code text not null,
  primary key (county, user_id, code)
);

-- The same hazard reported twice: the later record points to the one that is worked on.
create table hazard_merges (
  county text collate "C" not null,
  merged_id uuid not null,
  kept_id uuid not null,
  reason text not null,
  merged_by uuid not null,
  merged_at timestamptz not null,
  primary key (county, merged_id),
  foreign key (county, merged_id) references hazards (county, id),
  foreign key (county, kept_id) references hazards (county, id),
  check (merged_id <> kept_id)
);
create index hazard_merges_kept on hazard_merges (county, kept_id);

-- Further orders and filters of the ledger.
create index hazards_returned on hazards (county, registered_at desc, id desc) where returned_count > 0;
create index hazards_extended on hazards (county, registered_at desc, id desc) where extended_count > 0;
create index hazards_left on hazards (county, coalesce(referred_at, shut_down_at), id) where coalesce(referred_at, shut_down_at) is not null;
-- 当前逾期 of the analysis, counted from the index alone.
create index hazards_overdue on hazards (county, rectification_due_on) include (township, division, industry, channel, grade, criterion_code, registered_at)
  where closed_at is null and dismissed_at is null and referred_at is null and shut_down_at is null and confirmed_at is not null;
-- 复发: earlier major hazards of the same enterprise under the same criterion.
create index hazards_recurrence on hazards (county, enterprise_id, criterion_code, registered_at) where grade = 'major' and criterion_code is not null;

-- Monthly sums 月度汇总, so that an analysis over a million hazards reads a few thousand rows. Kept by triggers as signed
-- additions: writers only insert, so that they never wait for one another; the sums are folded together at night.
create table hazard_sums (
  county text collate "C" not null,
  month date not null,
  what text not null check (what in ('registered', 'left', 'closed')),
  township text collate "C" not null,
  industry text not null,
  channel text not null,
  grade text not null,
  -- Found by the end of 2023: 存量; later ones are 增量.
  stock boolean not null,
  -- Of the closed: by the rectification day.
  on_time boolean not null,
  criterion_code text not null,
  count integer not null
);
comment on table hazard_sums is 'Signed: several rows with the same key add up. hazard_sums_of gives what a hazard adds.';
comment on column hazard_sums.what is 'left: 移送 or 关闭, open no longer and yet not closed';
create index hazard_sums_month on hazard_sums (county, month);

create function hazard_sums_of(
  registered_at timestamptz, closed_at timestamptz, left_at timestamptz, dismissed_at timestamptz, due_on date
) returns table (month date, what text, on_time boolean) language sql immutable as $$
  -- What was found to be no hazard is not counted at all, nor when it was registered.
  select date_trunc('month', m.at at time zone 'Asia/Shanghai')::date, m.what,
    m.what = 'closed' and coalesce((m.at at time zone 'Asia/Shanghai')::date <= due_on, true)
  from (values (registered_at, 'registered'), (closed_at, 'closed'), (left_at, 'left')) as m(at, what)
  where m.at is not null and dismissed_at is null
$$;

create function add_hazard_sums() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into hazard_sums
    select h.county, m.month, m.what, h.township, h.industry, h.channel, coalesce(h.grade, ''),
      h.discovered_on < '2024-01-01', m.on_time, coalesce(h.criterion_code, ''), count(*)
    from added h, lateral hazard_sums_of(
      h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at), h.dismissed_at, h.rectification_due_on) m
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  else
    -- What the rows added before is taken away, what they add now comes in; most changes leave nothing of it.
    insert into hazard_sums
    select h.county, m.month, m.what, h.township, h.industry, h.channel, coalesce(h.grade, ''),
      h.discovered_on < '2024-01-01', m.on_time, coalesce(h.criterion_code, ''), sum(h.sign)
    from (select *, 1 as sign from added union all select *, -1 from removed) h, lateral hazard_sums_of(
      h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at), h.dismissed_at, h.rectification_due_on) m
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    having sum(h.sign) <> 0;
  end if;
  return null;
end $$;
create trigger hazards_sums_insert after insert on hazards
  referencing new table as added for each statement execute function add_hazard_sums();
create trigger hazards_sums_update after update on hazards
  referencing old table as removed new table as added for each statement execute function add_hazard_sums();

insert into hazard_sums
select h.county, m.month, m.what, h.township, h.industry, h.channel, coalesce(h.grade, ''),
  h.discovered_on < '2024-01-01', m.on_time, coalesce(h.criterion_code, ''), count(*)
from hazards h, lateral hazard_sums_of(
  h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at), h.dismissed_at, h.rectification_due_on) m
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;

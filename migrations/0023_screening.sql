-- 企业自查: checklists and their editions, tasks, suspensions, signed records with what phones sent, figures by day and month.

create table screening_files (
  county text collate "C" not null,
  enterprise_id uuid not null,
  name text not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  search tsvector not null,
  days_until date,
  counted_at timestamptz,
  next_change_at timestamptz,
  created_at timestamptz not null,
  primary key (county, enterprise_id),
  foreign key (county, enterprise_id) references enterprises (county, id)
);
create index screening_files_days on screening_files (county, days_until, enterprise_id);
create index screening_files_change on screening_files (county, next_change_at, enterprise_id) where next_change_at is not null;
create index screening_files_search on screening_files using gin (search);
comment on table screening_files is 'The self-inspection of one enterprise: where it lies and how far its days are counted; a write locks it';
comment on column screening_files.name is 'Name and place are kept with the enterprise file';
comment on column screening_files.days_until is 'screening_days are laid out to this day';
comment on column screening_files.next_change_at is 'When its next unanswered slot is missed for good';

create table screening_settings (
  county text collate "C" primary key,
  make_up_days integer not null check (make_up_days between 0 and 14),
  late_filing_days integer not null check (late_filing_days between 0 and 60),
  updated_at timestamptz not null,
  updated_by_name text not null
);
comment on table screening_settings is 'What a county set for itself; without a row our defaults hold, which no rule prescribes';

create table checklists (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  name text not null,
  origin text not null check (origin in ('library', 'measures', 'own')),
  library_code text,
  edition integer not null,
  items integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by_name text not null,
  removed_at timestamptz,
  primary key (county, id),
  foreign key (county, enterprise_id) references screening_files (county, enterprise_id)
);
create index checklists_file on checklists (county, enterprise_id, updated_at desc, id desc);
comment on table checklists is '排查清单 of an enterprise; what it says is in its editions';

create table checklist_editions (
  county text collate "C" not null,
  checklist_id uuid not null,
  edition integer not null,
  name text not null,
  items jsonb not null,
  note text not null default '',
  at timestamptz not null,
  by_user uuid not null,
  by_name text not null,
  primary key (county, checklist_id, edition),
  foreign key (county, checklist_id) references checklists (county, id)
);
comment on table checklist_editions is 'Immutable: a record names the edition that it answered';

create table screening_tasks (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  checklist_id uuid not null,
  unit_id uuid,
  unit_name text,
  name text not null,
  level text not null check (level in ('post', 'team', 'workshop', 'company', 'group', 'technical', 'principal')),
  schedules jsonb not null,
  work_type smallint not null default 0 check (work_type between 0 and 3),
  task_no smallint check (task_no between 1 and 10),
  assignees uuid[] not null default '{}',
  duty_code text,
  basis text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by_name text not null,
  removed_at timestamptz,
  primary key (county, id),
  foreign key (county, enterprise_id) references screening_files (county, enterprise_id),
  foreign key (county, checklist_id) references checklists (county, id)
);
create index screening_tasks_file on screening_tasks (county, enterprise_id, created_at, id);
create index screening_tasks_updated on screening_tasks (county, updated_at, id);
comment on table screening_tasks is '排查任务; its slots follow from its schedules (slots.rules.ts), they are not rows. Removed ones owe what was due before';
comment on column screening_tasks.schedules is 'Each with the days it was in force; the last is the present one';

create table screening_suspensions (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  unit_id uuid,
  unit_name text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null,
  filed_at timestamptz not null,
  filed_by uuid not null,
  filed_by_name text not null,
  filed_late boolean not null,
  withdrawn_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (county, id),
  foreign key (county, enterprise_id) references screening_files (county, enterprise_id),
  check (ends_at > starts_at)
);
create index screening_suspensions_file on screening_suspensions (county, enterprise_id, starts_at desc, id desc);
create index screening_suspensions_updated on screening_suspensions (county, updated_at, id);
comment on table screening_suspensions is '停用/检修: slots that lie more than half in one leave the denominator; unit_id null is the whole enterprise';

create table screening_records (
  county text collate "C" not null,
  id uuid not null,
  slot_day date not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  task_id uuid not null,
  task_name text not null,
  level text not null,
  unit_id uuid,
  unit_name text,
  slot_key text,
  claimed_slot_key text,
  state text not null check (state in ('done', 'made-up', 'extra')),
  checklist_id uuid not null,
  edition integer not null,
  started_at timestamptz not null,
  signed_at timestamptz not null,
  clock_skew_seconds integer not null,
  received_at timestamptz not null,
  signer_id uuid not null,
  signer_name text not null,
  device_id text not null,
  hash text not null,
  answers jsonb not null,
  findings jsonb not null default '[]',
  answer_count smallint not null,
  bad smallint not null,
  finding_count smallint not null,
  open_conflicts smallint not null default 0,
  merged jsonb not null default '[]',
  missing_files text[] not null default '{}',
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (county, id, slot_day),
  check ((state = 'extra') = (slot_key is null))
) partition by range (slot_day);
create table screening_records_default partition of screening_records default;
create unique index screening_records_slot on screening_records (county, task_id, slot_key, slot_day) where slot_key is not null;
create index screening_records_file on screening_records (county, enterprise_id, slot_day, id);
create index screening_records_day on screening_records (county, slot_day, id) include (division, industry);
create index screening_records_township on screening_records (county, township, slot_day, id);
create index screening_records_industry on screening_records (county, industry, slot_day, id);
create index screening_records_updated on screening_records (county, updated_at, id);
create index screening_records_waiting on screening_records (county, enterprise_id, slot_day, id) where missing_files <> '{}' or open_conflicts > 0;
comment on table screening_records is 'Signed records: one a slot (or of no slot: extra). Partitions by month are made ahead by screening_partitions(); no position is stored';
comment on column screening_records.signed_at is 'By the clock of the device as told; less clock_skew_seconds it is the time that counts';
comment on column screening_records.claimed_slot_key is 'The slot that it was meant for where it came too late for it';
comment on column screening_records.hash is 'SHA-256 of the canonical JSON of what the phone sent';
comment on column screening_records.merged is 'Later signatures of the same slot; what they sent is in screening_items.body';

-- A month whose records lie in the default partition already stays there: nothing is moved behind the back of writers.
create function screening_partitions(first date, months integer) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare m date; n text;
begin
  for i in 0 .. least(months, 24) - 1 loop
    m := date_trunc('month', first)::date + make_interval(months => i);
    n := 'screening_records_' || to_char(m, 'YYYYMM');
    if to_regclass(n) is null
      and not exists (select from screening_records_default where slot_day >= m and slot_day < m + interval '1 month') then
      execute format('create table %I partition of screening_records for values from (%L) to (%L)', n, m, (m + interval '1 month')::date);
    end if;
  end loop;
end $$;

create table screening_items (
  county text collate "C" not null,
  id uuid not null,
  kind text not null check (kind in ('record', 'finding', 'snapshot')),
  hash text not null,
  outcome text not null check (outcome in ('accepted', 'merged', 'conflict')),
  problems jsonb,
  subject_kind text not null,
  subject_id uuid not null,
  subject_day date,
  enterprise_id uuid not null,
  user_id uuid,
  device_id text not null,
  body jsonb,
  received_at timestamptz not null,
  primary key (county, id)
);
comment on table screening_items is 'What phones sent and was stored: a resend gets the same receipt. What was refused is not here';
comment on column screening_items.user_id is 'Null for what was sent anonymously, whose device is not kept either';
comment on column screening_items.body is 'Kept where it was merged into a record that says something else';

create table screening_missing_files (
  county text collate "C" not null,
  sha256 text not null,
  subject_kind text not null check (subject_kind in ('screeningRecord', 'hazard')),
  subject_id uuid not null,
  slot_day date,
  enterprise_id uuid not null,
  since timestamptz not null,
  primary key (county, sha256, subject_id)
);
create index screening_missing_files_file on screening_missing_files (county, enterprise_id);
create index screening_missing_files_since on screening_missing_files (county, since);
comment on table screening_missing_files is 'Contents that a record or a hazard names and that have not arrived';

create table screening_conflicts (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  record_id uuid not null,
  slot_day date not null,
  slot_key text not null,
  task_name text not null,
  item_id text not null,
  question text not null,
  first jsonb not null,
  second jsonb not null,
  arisen_at timestamptz not null,
  chosen text check (chosen in ('first', 'second')),
  reason text,
  resolved_at timestamptz,
  resolved_by uuid,
  resolved_by_name text,
  primary key (county, id),
  foreign key (county, enterprise_id) references screening_files (county, enterprise_id),
  check ((chosen is null) = (resolved_at is null))
);
create index screening_conflicts_file on screening_conflicts (county, enterprise_id, arisen_at desc, id desc);
create index screening_conflicts_record on screening_conflicts (county, record_id);
create index screening_conflicts_open on screening_conflicts (county, enterprise_id) where resolved_at is null;
comment on table screening_conflicts is 'Two devices answered one item of one slot differently: both answers stay, a person says which counts';

create table screening_days (
  county text collate "C" not null,
  enterprise_id uuid not null,
  day date not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  due integer not null,
  done integer not null,
  made_up integer not null,
  missed integer not null,
  excluded integer not null,
  extra integer not null,
  findings integer not null,
  primary key (county, enterprise_id, day),
  check (done + made_up + missed <= due)
);
create index screening_days_missed on screening_days (county, day, enterprise_id) where missed > 0;
comment on table screening_days is 'Figures of an enterprise and day, up to today; written anew whenever a slot, a record or a suspension of it changes';
comment on column screening_days.division is 'Where the enterprise lay that day: what a township was told is not rewritten when it moves';

create table screening_sums (
  county text collate "C" not null,
  month date not null,
  division text collate "C" not null,
  township text collate "C" generated always as (substr(division, 1, 9) || '000') stored,
  industry text not null,
  due integer not null,
  done integer not null,
  made_up integer not null,
  missed integer not null,
  excluded integer not null,
  extra integer not null,
  findings integer not null,
  primary key (county, month, division, industry)
);
comment on table screening_sums is 'screening_days by month, place and industry, kept by the trigger on them';

-- One row a month, place and industry, written in the order of the key: writers that meet wait and never in a circle.
create function keep_screening_sums() returns trigger language plpgsql as $$
begin
  execute format($q$
    insert into screening_sums as s (county, month, division, industry, due, done, made_up, missed, excluded, extra, findings)
    select county, date_trunc('month', day)::date, division, industry,
      sum(n * due), sum(n * done), sum(n * made_up), sum(n * missed), sum(n * excluded), sum(n * extra), sum(n * findings)
    from (%s) as rows group by 1, 2, 3, 4
    having (sum(n * due), sum(n * done), sum(n * made_up), sum(n * missed), sum(n * excluded), sum(n * extra), sum(n * findings))
      <> (0, 0, 0, 0, 0, 0, 0)
    order by 1, 2, 3, 4
    on conflict (county, month, division, industry) do update set due = s.due + excluded.due, done = s.done + excluded.done,
      made_up = s.made_up + excluded.made_up, missed = s.missed + excluded.missed, excluded = s.excluded + excluded.excluded,
      extra = s.extra + excluded.extra, findings = s.findings + excluded.findings$q$,
    case tg_op when 'INSERT' then 'select *, 1 as n from new_rows'
      when 'DELETE' then 'select *, -1 as n from old_rows'
      else 'select *, 1 as n from new_rows union all select *, -1 as n from old_rows' end);
  return null;
end $$;
create trigger screening_days_summed after insert on screening_days referencing new table as new_rows
  for each statement execute function keep_screening_sums();
create trigger screening_days_resummed after update on screening_days referencing new table as new_rows old table as old_rows
  for each statement execute function keep_screening_sums();
create trigger screening_days_unsummed after delete on screening_days referencing old table as old_rows
  for each statement execute function keep_screening_sums();

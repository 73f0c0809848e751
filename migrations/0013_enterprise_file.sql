-- 一企一档: the enterprise file with its papers, provenance of each field, imports, merges, oversight and grading.

alter table enterprises
  add column kind text not null default 'registered' check (kind in ('registered', 'smallSite', 'smallWork')),
  add column local_number text,
  add column size text check (size in ('large', 'medium', 'small', 'micro')),
  add column safety_manager_name text not null default '',
  add column safety_manager_phone text not null default '',
  add column safety_organisation text not null default '',
  add column oversight_body_ids uuid[] not null default '{}',
  add column standard_level smallint check (standard_level between 1 and 3),
  add column standard_until date,
  add column licence_until date,
  add column insured_until date,
  add column listed_until date,
  add column supervision_grade text check (supervision_grade in ('A', 'B', 'C', 'D')),
  add column graded_on date,
  add column entered_by_name text not null default '系统',
  add column entered_source text not null default 'import' check (entered_source in ('staff', 'enterprise', 'import', 'system')),
  add column updated_at timestamptz,
  add column merged_into uuid,
  add column name_key text generated always as (
    regexp_replace(name, '[\s（）()]|有限责任公司|股份有限公司|有限公司|公司|厂$|店$', '', 'g')
  ) stored;
update enterprises set updated_at = created_at;
alter table enterprises alter column updated_at set not null;
alter table enterprises add check (merged_into is null or merged_into <> id);
comment on column enterprises.local_number is 'Where there is no unified social credit code: 小施工小作业 and other small places';
comment on column enterprises.oversight_body_ids is 'Bodies with a duty of oversight (监管) beside the competent department in supervising_body_id';
comment on column enterprises.licence_until is 'Earliest last day of the papers in force, kept with enterprise_papers; likewise standard_, insured_ and listed_until';
comment on column enterprises.name_key is 'The name without legal form, spaces and brackets: files that share it may be one entity';
comment on column enterprises.merged_into is 'The file that replaced this one; lists leave it out, its address leads on';

create unique index enterprises_local_number on enterprises (county, local_number) where local_number is not null;
create index enterprises_updated on enterprises (county, updated_at, id);
create index enterprises_employees on enterprises (county, (coalesce(employees, -1)), id);
create index enterprises_licence on enterprises (county, (coalesce(licence_until, 'infinity'::date)), id);
create index enterprises_insured on enterprises (county, (coalesce(insured_until, '-infinity'::date)), id);
create index enterprises_grade on enterprises (county, (coalesce(supervision_grade, '')), id);
create index enterprises_listed on enterprises (county, name, id) where listed_until is not null;
create index enterprises_blind on enterprises (county, name, id) where supervising_body_id is null;
create index enterprises_oversight on enterprises (county, industry, supervising_body_id, division);
create index enterprises_township on enterprises (county, township, name, id);
create index enterprises_name_key on enterprises (county, name_key);
create index enterprises_bare on enterprises (county, id) where credit_code is null;
create index enterprises_size on enterprises (county, size, name, id) where size is not null;
create index enterprises_status on enterprises (county, status, name, id) where status <> 'operating';
create index enterprises_kind on enterprises (county, kind, name, id) where kind <> 'registered';
create index enterprises_merged on enterprises (county, merged_into) where merged_into is not null;

create table enterprise_changes (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  field text not null,
  before jsonb not null,
  after jsonb not null,
  source text not null check (source in ('staff', 'enterprise', 'import', 'merge', 'transfer', 'system')),
  basis text not null,
  effective_on date not null,
  at timestamptz not null,
  by_user uuid not null,
  by_name text not null,
  command_id uuid not null,
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id)
);
create index enterprise_changes_record on enterprise_changes (county, enterprise_id, at desc, id desc);
comment on table enterprise_changes is 'Who changed which field of a file, when, from what to what, and on what ground; never updated';

create table enterprise_proposals (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  changes jsonb not null,
  basis text not null,
  effective_on date not null,
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  state text not null default 'pending' check (state in ('pending', 'confirmed', 'refused', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  reason text not null default '',
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check ((state = 'pending') = (decided_at is null))
);
create unique index enterprise_proposals_pending on enterprise_proposals (county, enterprise_id) where state = 'pending';
create index enterprise_proposals_record on enterprise_proposals (county, enterprise_id, proposed_at desc);
comment on table enterprise_proposals is 'Changes that an enterprise asked for in its own file and a regulator confirms';

create table enterprise_papers (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  kind text not null check (kind in ('licence', 'standardisation', 'insurance', 'listing', 'accident')),
  title text not null,
  number text not null default '',
  issuer text not null default '',
  starts_on date not null,
  ends_on date,
  details jsonb not null default '{}',
  ended_on date,
  ended_why text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check (ends_on is null or ends_on >= starts_on)
);
create index enterprise_papers_record on enterprise_papers (county, enterprise_id, kind, starts_on desc);
create index enterprise_papers_listing on enterprise_papers (county, ends_on) where kind = 'listing' and ended_on is null;
comment on table enterprise_papers is 'Licences, standardisation grades, liability insurance, listings 严重失信 and accidents of an enterprise; ended, never deleted';

create table enterprise_imports (
  county text collate "C" not null,
  id uuid not null,
  file_name text not null,
  actor jsonb not null,
  state text not null default 'checking' check (state in ('checking', 'checked', 'applying', 'applied', 'failed')),
  read_rows integer not null default 0,
  new_rows integer not null default 0,
  changed_rows integer not null default 0,
  same_rows integer not null default 0,
  bad_rows integer not null default 0,
  applied_rows integer not null default 0,
  overtaken_rows integer not null default 0,
  problem text not null default '',
  started_at timestamptz not null,
  started_by uuid not null,
  started_by_name text not null,
  ended_at timestamptz,
  primary key (county, id)
);
create index enterprise_imports_started on enterprise_imports (county, started_by, started_at desc);
comment on table enterprise_imports is 'An xlsx of enterprises: read and checked by one job, entered by another; both go on where they stopped';

create table enterprise_import_rows (
  county text collate "C" not null,
  import_id uuid not null,
  row integer not null,
  outcome text not null check (outcome in ('new', 'changed', 'same', 'bad')),
  name text not null,
  enterprise_id uuid,
  fields jsonb not null,
  changes jsonb not null default '{}',
  faults jsonb not null default '[]',
  state text not null default 'waiting' check (state in ('waiting', 'applied', 'overtaken')),
  primary key (county, import_id, row),
  foreign key (county, import_id) references enterprise_imports (county, id) on delete cascade
);
create index enterprise_import_rows_outcome on enterprise_import_rows (county, import_id, outcome, row);

create table enterprise_merges (
  county text collate "C" not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  reason text not null,
  taken jsonb not null,
  before jsonb not null,
  merged_at timestamptz not null,
  merged_by uuid not null,
  merged_by_name text not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (county, id),
  foreign key (county, kept_id) references enterprises (county, id),
  foreign key (county, gone_id) references enterprises (county, id)
);
create unique index enterprise_merges_standing on enterprise_merges (county, gone_id) where undone_at is null;
create index enterprise_merges_kept on enterprise_merges (county, kept_id);
comment on table enterprise_merges is 'Which file replaced which; before holds what the undoing puts back';

create table enterprise_duties (
  county text collate "C" not null,
  industry text not null,
  body_id uuid not null,
  duty text not null check (duty in ('competent', 'oversight', 'none')),
  source text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, industry, body_id),
  foreign key (county, body_id) references bodies (county, id)
);
comment on table enterprise_duties is '三管三必须: who answers for an industry, where it is said otherwise than in the industries of the body';

create table enterprise_grade_policies (
  county text collate "C" not null,
  version integer not null,
  policy jsonb not null,
  source text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, version)
);
comment on table enterprise_grade_policies is 'Points and limits of supervision grades A–D as the county set them; the newest counts';

create table enterprise_gradings (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  division text collate "C" not null,
  industry text not null,
  base integer not null,
  score integer not null,
  proposed text not null check (proposed in ('A', 'B', 'C', 'D')),
  points jsonb not null,
  policy_version integer not null,
  computed_at timestamptz not null,
  state text not null default 'proposed' check (state in ('proposed', 'decided', 'appealed', 'settled')),
  grade text check (grade in ('A', 'B', 'C', 'D')),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  reason text not null default '',
  appeal_due_on date,
  appealed_at timestamptz,
  appealed_by_name text,
  appeal text not null default '',
  settled_at timestamptz,
  settled_by uuid,
  settled_by_name text,
  settlement text not null default '',
  version integer not null default 1,
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check ((state = 'proposed') = (decided_at is null)),
  check ((decided_at is null) = (grade is null)),
  check (settled_by is null or settled_by <> decided_by)
);
create unique index enterprise_gradings_proposed on enterprise_gradings (county, enterprise_id) where state = 'proposed';
create index enterprise_gradings_record on enterprise_gradings (county, enterprise_id, computed_at desc);
create index enterprise_gradings_state on enterprise_gradings (county, state, computed_at desc, id desc);
comment on table enterprise_gradings is 'A computed grade with each point, what a person made of it, and the appeal against that; settled by another person than decided';

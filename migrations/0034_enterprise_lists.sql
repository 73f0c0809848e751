-- Import of enterprises: people's own sheets, whose columns a person matches once for the county; a sheet whose process
-- ended is taken up again by who stands still.
alter table enterprise_imports
  add column headers jsonb not null default '[]',
  add column samples jsonb not null default '[]',
  add column header_row integer,
  -- Field → column from 0; null until the sheet was opened.
  add column mapping jsonb,
  -- Rows that were staged under an earlier mapping are not taken for those of this one.
  add column mapping_version integer not null default 1,
  -- As the sheet says of itself; null where it does not.
  add column rows_about integer,
  add column moved_at timestamptz not null default now(),
  drop constraint enterprise_imports_state_check,
  add constraint enterprise_imports_state_check
    check (state in ('checking', 'mapping', 'checked', 'applying', 'applied', 'failed'));
create index enterprise_imports_moving on enterprise_imports (county, moved_at) where state in ('checking', 'applying');

create table enterprise_import_mappings (
  county text collate "C" not null,
  signature text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (county, signature)
);

-- Papers that lapse: listed by their last day, and reminded of in rungs.
alter table enterprise_papers
  add column reminded text check (reminded in ('ahead', 'week', 'lapsed')),
  add column reminded_on date;
comment on column enterprise_papers.reminded is 'The last rung of which enterprise and department were told: so many days ahead, in the last week, lapsed';
create index enterprise_papers_lapsing on enterprise_papers (county, ends_on, id)
  where ended_on is null and ends_on is not null;
create index enterprise_papers_reminded on enterprise_papers (county, reminded_on) where reminded_on is not null;

create table enterprise_lapse_settings (
  county text collate "C" not null,
  kind text not null check (kind in ('licence', 'standardisation', 'insurance', 'listing')),
  days integer not null check (days between 1 and 366),
  source text not null,
  set_at timestamptz not null,
  set_by_name text not null,
  primary key (county, kind)
);
comment on table enterprise_lapse_settings is 'How many days ahead the county reminds of a paper that lapses, where it differs from the default';

-- GB/T 4754: a division and all below it.
create index enterprises_industry_code on enterprises (county, (industry_code collate "C"), id)
  where industry_code is not null and merged_into is null;

-- Guesses at passwords, by where they come from. Not of a county: which account is meant is known only afterwards.
create table sign_in_attempts (
  address text not null,
  -- sha256 of the name that was typed, which may be anything, a password in the wrong field too.
  account_hash bytea not null,
  failed integer not null,
  at timestamptz not null,
  -- When the account last signed in from here: strangers elsewhere do not shut such a place out.
  familiar_at timestamptz,
  primary key (address, account_hash)
);
create index sign_in_attempts_account on sign_in_attempts (account_hash);
create index sign_in_attempts_at on sign_in_attempts (at);

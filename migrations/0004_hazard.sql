-- 隐患: one row of state each; its history lies in audit_entries, written in the same transaction.

create table hazards (
  county text collate "C" not null,
  id uuid not null,
  number text not null,
  grade text check (grade in ('major', 'general')),
  status text not null,
  version integer not null default 1,

  enterprise_id uuid not null,
  enterprise_name text not null,
  division text collate "C" not null,
  township text collate "C" not null generated always as (left(division, 9) || '000') stored,
  industry text not null,

  description text not null,
  place text not null,
  longitude double precision,
  latitude double precision,
  criterion_code text,
  basis text not null default '',
  search tsvector not null,

  -- Origin: who found it first and at what provable time. Never changed (a trigger holds it).
  channel text not null,
  discovered_on date not null,
  registered_at timestamptz not null,
  registered_by uuid not null,
  registered_by_body uuid,

  -- Milestones, for figures as of any past day.
  confirmed_at timestamptz,
  confirmed_by uuid,
  notified_at timestamptz,
  committed_at timestamptz,
  applied_at timestamptz,
  applied_by uuid,
  closed_at timestamptz,
  closed_by uuid,
  dismissed_at timestamptz,
  returned_count integer not null default 0,

  handling_body_id uuid,
  -- 五落实, each with owner, value and proof; committed_at is set when all five stand.
  commitments jsonb not null default '{}',
  funds_planned numeric(14, 2),
  funds_spent numeric(14, 2),
  rectified_by uuid[] not null default '{}',
  rectification_due_on date,
  due_on date not null default 'infinity',

  primary key (county, id),
  unique (county, number),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check ((status = 'closed') = (closed_at is not null)),
  check ((status = 'dismissed') = (dismissed_at is not null)),
  check (status in ('clue', 'dismissed') or (grade is not null and confirmed_at is not null)),
  check (status <> 'closed' or grade = 'general' or committed_at is not null),
  -- Who rectifies or recorded never accepts.
  check (closed_by is null or (closed_by <> registered_by and not closed_by = any (rectified_by))),
  check (discovered_on <= (registered_at at time zone 'Asia/Shanghai')::date)
);
comment on column hazards.enterprise_name is 'As it was called at registration: the ledger keeps it, and lists need no join';
comment on column hazards.due_on is 'What lapses next by status (认定, 五落实, 整改, 验收); infinity when nothing runs, so that it sorts last';
comment on column hazards.rectification_due_on is '整改期限; set once, moved only by an approved extension';

-- The open ones by what lapses first. A tab is one or a few statuses, each walked in order and merged; county, township
-- and industry have their own order. An enterprise has so few that its statuses are filtered.
create index hazards_open on hazards (county, status, due_on, id) include (division, industry, grade, channel) where closed_at is null and dismissed_at is null;
create index hazards_open_township on hazards (county, township, status, due_on, id) where closed_at is null and dismissed_at is null;
create index hazards_open_industry on hazards (county, industry, status, due_on, id) where closed_at is null and dismissed_at is null;
create index hazards_open_enterprise on hazards (county, enterprise_id, due_on, id) where closed_at is null and dismissed_at is null;
-- Open major ones are few among many and looked at most.
create index hazards_open_major on hazards (county, status, due_on, id) include (division, township, industry) where grade = 'major' and closed_at is null and dismissed_at is null;
-- The closed ones, last closed first.
create index hazards_closed on hazards (county, closed_at desc, id desc) where closed_at is not null;
create index hazards_closed_township on hazards (county, township, closed_at desc, id desc) where closed_at is not null;
create index hazards_closed_industry on hazards (county, industry, closed_at desc, id desc) where closed_at is not null;
-- All of them, newest first.
create index hazards_registered on hazards (county, registered_at desc, id desc);
create index hazards_registered_township on hazards (county, township, registered_at desc, id desc);
create index hazards_registered_industry on hazards (county, industry, registered_at desc, id desc);
create index hazards_registered_enterprise on hazards (county, enterprise_id, registered_at desc, id desc);
create index hazards_criterion on hazards (county, criterion_code, registered_at desc, id desc) where criterion_code is not null;
create index hazards_discovered on hazards (county, discovered_on, id);
create index hazards_search on hazards using gin (search);

create function hold_hazard_origin() returns trigger language plpgsql as $$
begin
  if (new.channel, new.discovered_on, new.registered_at, new.registered_by, new.enterprise_id, new.number, new.description, new.place)
    is distinct from
     (old.channel, old.discovered_on, old.registered_at, old.registered_by, old.enterprise_id, old.number, old.description, old.place)
  then
    raise exception 'what was reported of a hazard never changes';
  end if;
  return new;
end $$;
create trigger hazards_origin before update on hazards for each row execute function hold_hazard_origin();
create function keep_hazard() returns trigger language plpgsql as $$
begin
  raise exception 'a hazard is never deleted';
end $$;
create trigger hazards_kept before delete on hazards for each row execute function keep_hazard();

-- A record shows all its deadlines, also those that were met: the platform's own indexes hold only the open ones.
create index deadlines_subject on deadlines (county, subject_id, started_on);

-- Limits that a county sets itself, with the document that allows them; without a row the slice's default holds.
create table hazard_limits (
  county text collate "C" not null,
  purpose text not null check (purpose in ('judgement', 'commitments', 'acceptance')),
  amount integer not null check (amount > 0),
  unit text not null check (unit in ('day', 'workingDay')),
  source text not null,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (county, purpose)
);

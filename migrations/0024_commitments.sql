-- 安全承诺公告、月报告、随手拍、奖励台账: what an enterprise says of itself every day and month, and what it hears from
-- its own people. What was signed or confirmed is never changed: an amendment is a further version beside it.

create function keep_statement() returns trigger language plpgsql as $$
begin
  raise exception 'what was signed, confirmed or received stays as it is: a further version stands beside it';
end $$;

create table safety_commitments (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  division text collate "C" not null,
  industry text not null,
  day date not null,
  version integer not null check (version >= 1),
  counts jsonb not null,
  words text not null,
  is_public boolean not null,
  differences jsonb not null,
  due_at timestamptz,
  is_late boolean not null,
  signed_at timestamptz not null,
  signed_by uuid not null,
  signed_by_name text not null,
  signed_as text not null check (signed_as in ('principal', 'deputy')),
  deputy_reason text,
  amends_because text,
  primary key (county, id),
  unique (county, enterprise_id, day, version),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check ((signed_as = 'deputy') = (deputy_reason is not null)),
  check ((version > 1) = (amends_because is not null)),
  check (due_at is not null or not is_late)
);
comment on table safety_commitments is '安全承诺公告: one row a signature; the highest version of a day is the one in force';
comment on column safety_commitments.differences is 'What the cross-check told whoever signed, in that moment';
comment on column safety_commitments.due_at is 'By when it was owed, as the county had set it then; null where it was not owed';
create index safety_commitments_day on safety_commitments (county, day desc, signed_at desc, id desc);
create trigger safety_commitments_kept before update or delete on safety_commitments
  for each row execute function keep_statement();

create table commitment_deputies (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  user_id uuid not null,
  user_name text not null,
  reason text not null,
  until date not null,
  named_at timestamptz not null,
  named_by_name text not null,
  ended_at timestamptz,
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id)
);
comment on table commitment_deputies is 'Whom the principal named to sign in their place, why and until when';
create unique index commitment_deputies_one on commitment_deputies (county, enterprise_id) where ended_at is null;

create table monthly_statements (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  division text collate "C" not null,
  industry text not null,
  month text collate "C" not null check (month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
  version integer not null check (version >= 1),
  formula integer not null,
  figures jsonb not null,
  is_zero boolean not null,
  words text not null,
  due_on date,
  is_late boolean not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid not null,
  confirmed_by_name text not null,
  amends_because text,
  primary key (county, id),
  unique (county, enterprise_id, month, version),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check ((version > 1) = (amends_because is not null))
);
comment on table monthly_statements is '隐患排查治理情况月报告: computed figures as a person confirmed them';
comment on column monthly_statements.formula is 'Version of the definitions by which the figures were computed';
create index monthly_statements_month on monthly_statements (county, month desc, confirmed_at desc, id desc);
create trigger monthly_statements_kept before update or delete on monthly_statements
  for each row execute function keep_statement();

create table statement_receipts (
  county text collate "C" not null,
  id uuid not null,
  statement_id uuid not null,
  party text not null check (party in ('department', 'employees')),
  -- The body that received it; for employees the enterprise tells how and when they were told.
  body_id uuid,
  party_name text not null,
  manner text check (manner in ('congress', 'meeting', 'board')),
  held_on date,
  note text not null,
  received_at timestamptz not null,
  received_by uuid not null,
  received_by_name text not null,
  primary key (county, id),
  foreign key (county, statement_id) references monthly_statements (county, id),
  check ((party = 'department') = (body_id is not null)),
  check ((party = 'employees') = (manner is not null and held_on is not null))
);
create unique index statement_receipts_body on statement_receipts (county, statement_id, body_id) where body_id is not null;
create index statement_receipts_statement on statement_receipts (county, statement_id, received_at);
create trigger statement_receipts_kept before update or delete on statement_receipts
  for each row execute function keep_statement();

-- What a county sets itself: by when and of whom commitments and statements are owed.
create table statement_settings (
  county text collate "C" not null,
  key text collate "C" not null check (key in ('commitment', 'statement')),
  value jsonb not null,
  set_at timestamptz not null,
  set_by_name text not null,
  primary key (county, key)
);

create table snapshots (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  division text collate "C" not null,
  industry text not null,
  kind text not null check (kind in ('hazard', 'proposal')),
  words text not null,
  place text not null,
  file_hashes text[] not null default '{}',
  received_on date not null,
  finder_id uuid,
  finder_name text,
  claim_hash bytea,
  status text not null check (status in ('received', 'accepted', 'declined', 'duplicate')),
  due_on date not null,
  decided_at timestamptz,
  decided_by_name text,
  reason text,
  answer text not null default '',
  hazard_id uuid,
  duplicate_of uuid,
  collect_words text not null default '',
  version integer not null,
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id),
  -- Named, or with a claim code and then without a trace of the person.
  check ((finder_id is null) = (claim_hash is not null)),
  check ((finder_id is null) = (finder_name is null)),
  check ((status = 'received') = (decided_at is null)),
  check (status not in ('declined', 'duplicate') or reason is not null),
  check ((status = 'duplicate') = (duplicate_of is not null))
);
comment on table snapshots is '随手拍、合理化建议: what a worker reports inside the enterprise; see docs/decisions/0009';
comment on column snapshots.claim_hash is 'SHA-256 of the claim code that an anonymous finder alone holds';
comment on column snapshots.received_on is 'A day and no more: the minute would tell who it was';
create unique index snapshots_claim on snapshots (claim_hash) where claim_hash is not null;
create index snapshots_enterprise on snapshots (county, enterprise_id, received_on desc, id desc);
create index snapshots_waiting on snapshots (county, enterprise_id, due_on, id) where status = 'received';
create index snapshots_finder on snapshots (county, finder_id, received_on desc, id desc) where finder_id is not null;

create table reward_rules (
  county text collate "C" not null,
  enterprise_id uuid not null,
  amounts jsonb not null,
  answer_days integer not null check (answer_days between 1 and 30),
  -- Raised to make the address on the wall invalid that takes anonymous reports.
  drop_number integer not null default 1,
  version integer not null,
  set_at timestamptz not null,
  set_by_name text not null,
  primary key (county, enterprise_id),
  foreign key (county, enterprise_id) references enterprises (county, id)
);
comment on table reward_rules is 'What an enterprise pays for reports and proposals, by its own table; without a row it has none';

create table rewards (
  county text collate "C" not null,
  id uuid not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  division text collate "C" not null,
  industry text not null,
  kind text not null check (kind in ('hazard', 'proposal')),
  snapshot_id uuid,
  person_name text,
  subject text not null,
  item text not null,
  amount_fen integer not null check (amount_fen > 0),
  status text not null check (status in ('proposed', 'approved', 'refused', 'paid')),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  reason text,
  paid_on date,
  paid_at timestamptz,
  paid_by_name text,
  version integer not null,
  primary key (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id),
  foreign key (county, snapshot_id) references snapshots (county, id),
  -- Who proposes never approves.
  check (decided_by is null or decided_by <> proposed_by),
  check ((status = 'proposed') = (decided_at is null)),
  check ((status = 'refused') = (reason is not null)),
  check ((status = 'paid') = (paid_on is not null))
);
comment on column rewards.person_name is 'Null where the finder stayed anonymous';
create unique index rewards_snapshot on rewards (county, snapshot_id) where snapshot_id is not null and status <> 'refused';
create index rewards_proposed on rewards (county, proposed_at desc, id desc);
create index rewards_enterprise on rewards (county, enterprise_id, proposed_at desc, id desc);
create index rewards_paid on rewards (county, enterprise_id, paid_on) where paid_on is not null;
create trigger rewards_kept before delete on rewards for each row execute function keep_statement();
create trigger snapshots_kept before delete on snapshots for each row execute function keep_statement();

-- Pictures of a snapshot may arrive after it, as those of records and hazards do.
alter table screening_missing_files drop constraint screening_missing_files_subject_kind_check;
alter table screening_missing_files add constraint screening_missing_files_subject_kind_check
  check (subject_kind in ('screeningRecord', 'hazard', 'snapshot'));

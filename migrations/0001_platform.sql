-- What every slice stands on: the audit chain, numbers, files, deadlines, notifications.
-- Every business row carries `county` (first six digits of its division code) and primary keys begin with it.

create table audit_heads (
  county text collate "C" primary key,
  seq bigint not null,
  hash bytea not null
);
comment on table audit_heads is 'The last link of each county''s chain, kept outside the chain so that a cut tail shows';

create table audit_entries (
  county text collate "C" not null,
  seq bigint not null check (seq > 0),
  id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  body text not null,
  algorithm text not null check (algorithm in ('sha256', 'sm3')),
  prev_hash bytea not null,
  hash bytea not null,
  primary key (county, seq),
  unique (county, prev_hash),
  unique (county, id)
);
create index audit_entries_subject on audit_entries (county, subject_id, seq);
comment on table audit_entries is 'Append-only: the events of every aggregate, each hashing the one before. body holds the canonical bytes that were hashed; the columns repeat it for look-up';

create table audit_checkpoints (
  county text collate "C" not null,
  seq bigint not null,
  from_seq bigint not null,
  at timestamptz not null,
  algorithm text not null,
  head_hash bytea not null,
  merkle_root bytea not null,
  primary key (county, seq),
  check (from_seq <= seq)
);
comment on table audit_checkpoints is 'One a day and county, and one for each export with proofs: head of the chain and Merkle root of the entries from_seq..seq';

create table number_counters (
  county text collate "C" not null,
  kind text not null,
  year integer not null,
  last bigint not null,
  primary key (county, kind, year)
);
comment on table number_counters is 'Human numbers without gaps, per county, kind and year';

create table files (
  county text collate "C" not null,
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  has_thumbnail boolean not null default false,
  subject_kind text,
  subject_id uuid,
  division text collate "C" not null,
  industry text not null,
  enterprise_id uuid,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  primary key (county, id)
);
create index files_subject on files (county, subject_id) where subject_id is not null;
create index files_unattached on files (uploaded_at) where subject_id is null;
comment on table files is 'Content-addressed; the bytes lie in the file store. A file is seen by whoever sees the subject it is attached to, before that by its uploader';

create table deadlines (
  county text collate "C" not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  purpose text not null,
  rule_code text not null,
  source text not null,
  started_on date not null,
  amount integer,
  unit text not null check (unit in ('day', 'workingDay', 'month', 'year', 'fixed')),
  original_due_on date not null,
  due_on date not null,
  met_on date,
  cancelled_on date,
  primary key (county, id)
);
create unique index deadlines_open on deadlines (county, subject_id, purpose) where met_on is null and cancelled_on is null;
create index deadlines_due on deadlines (due_on) where met_on is null and cancelled_on is null;
comment on table deadlines is 'One row a limit; original_due_on never changes, due_on is derived from it and from deadline_changes';

create table deadline_changes (
  county text collate "C" not null,
  deadline_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('pause', 'resume', 'extension')),
  on_date date not null,
  due_on date,
  reason text not null,
  source text not null,
  decided_by uuid not null,
  at timestamptz not null,
  primary key (county, id),
  foreign key (county, deadline_id) references deadlines (county, id)
);
create index deadline_changes_deadline on deadline_changes (county, deadline_id, at);

create table notifications (
  county text collate "C" not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  title text not null,
  detail text not null,
  link text not null,
  dedupe_key text,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (county, id)
);
create index notifications_inbox on notifications (county, user_id, created_at desc);
create index notifications_unread on notifications (county, user_id) where read_at is null;
create unique index notifications_dedupe on notifications (county, user_id, dedupe_key) where dedupe_key is not null;

create table deliveries (
  county text collate "C" not null,
  id uuid not null,
  notification_id uuid not null,
  channel text not null check (channel in ('mail', 'gateway')),
  address text not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (county, id),
  foreign key (county, notification_id) references notifications (county, id)
);
comment on table deliveries is 'Messages that left the house by mail or through the HTTP gateway (SMS, 政务微信), with receipts';

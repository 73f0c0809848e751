-- Exchange of the official records with other platforms: what came in, what goes out, receipts of both.

create table exchange_companies (
  county text collate "C" not null,
  company_code text collate "C" not null check (company_code ~ '^[0-9A-Za-z]{9}$'),
  enterprise_id uuid not null,
  set_at timestamptz not null,
  set_by_name text not null,
  primary key (county, company_code),
  foreign key (county, enterprise_id) references enterprises (county, id)
);
create unique index exchange_companies_enterprise on exchange_companies (county, enterprise_id);
comment on table exchange_companies is 'companyCode of the official records (9位, 危化登记平台) → enterprise on file';

create table exchange_batches (
  county text collate "C" not null,
  id uuid not null,
  source text not null,
  file_name text not null,
  format text not null check (format in ('jsonl', 'json', 'xlsx')),
  -- Of the original bytes, which lie in the file store.
  sha256 text not null,
  bytes bigint not null,
  status text not null check (status in ('ready', 'running', 'done')),
  -- Hazards are entered as clues, or kept as they came.
  registers_hazards boolean not null default false,
  is_replay boolean not null default false,
  replays integer not null default 0,
  total integer not null default 0,
  receipt_hash text,
  -- As whom the job acts.
  actor jsonb not null,
  received_by_name text not null,
  received_at timestamptz not null,
  applied_at timestamptz,
  moved_at timestamptz not null,
  version integer not null default 1,
  primary key (county, id)
);
create index exchange_batches_listed on exchange_batches (county, received_at desc, id desc);
create index exchange_batches_moving on exchange_batches (county) where status = 'running';
comment on column exchange_batches.receipt_hash is 'sha256 of the canonical receipt: what became of each record; the same after a replay that changes nothing';
comment on column exchange_batches.moved_at is 'When records were last taken in: a batch that stands still for minutes is started again';

create table exchange_rows (
  county text collate "C" not null,
  batch_id uuid not null,
  line integer not null,
  -- Null where it is not known what the record is.
  type text,
  -- Parents before children; what is removed the other way round, after all others.
  turn smallint not null,
  record_id uuid,
  company_code text,
  body text not null,
  status text not null check (status in ('ready', 'bad', 'applied')),
  outcome text,
  problems jsonb not null default '[]',
  primary key (county, batch_id, line),
  foreign key (county, batch_id) references exchange_batches (county, id)
);
create index exchange_rows_turn on exchange_rows (county, batch_id, turn, line) where status = 'ready';
create index exchange_rows_listed on exchange_rows (county, batch_id, outcome, line);

create table exchange_records (
  county text collate "C" not null,
  type text not null,
  id uuid not null,
  company_code text not null,
  enterprise_id uuid,
  update_date text collate "C" not null,
  deleted boolean not null,
  -- The record with all its fields, also those that nobody here knows; canonical JSON.
  body text not null,
  -- Stands in our own records too; otherwise it is kept as it came.
  entered boolean not null,
  source text not null,
  batch_id uuid not null,
  changed_at timestamptz not null,
  primary key (county, type, id)
);
create index exchange_records_kept on exchange_records (county, type, changed_at, id) where not entered;
create index exchange_records_enterprise on exchange_records (county, enterprise_id, type);
comment on table exchange_records is 'Each official record as it was received last, with its source: what goes out again unchanged unless it was changed here';

create table exchange_targets (
  county text collate "C" not null,
  id uuid not null,
  name text not null,
  url text not null,
  types text[] not null,
  -- Name of the secret under which the token is found (environment or file); never the token.
  token_name text,
  paused boolean not null default false,
  paused_because text not null default '',
  cursor jsonb not null default '{}',
  held_back integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  primary key (county, id)
);
comment on column exchange_targets.cursor is 'Up to where records were put into the outbox, by stream';
comment on column exchange_targets.held_back is 'Records that were not sent because their enterprise has no companyCode on file';

create table exchange_sends (
  county text collate "C" not null,
  id uuid not null,
  target_id uuid not null,
  records integer not null,
  sha256 text not null,
  -- gzip of the lines; dropped once the receiver gave its receipt.
  body bytea,
  status text not null check (status in ('waiting', 'sent', 'dead', 'skipped')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  claimed_until timestamptz,
  last_error text not null default '',
  receipt jsonb,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (county, id),
  foreign key (county, target_id) references exchange_targets (county, id)
);
create index exchange_sends_listed on exchange_sends (county, target_id, created_at desc, id desc);
create index exchange_sends_waiting on exchange_sends (county, target_id, created_at, id) where status in ('waiting', 'dead');

create table exchange_peers (
  county text collate "C" not null,
  id uuid not null,
  name text not null,
  -- Ed25519, raw 32 bytes in base64url.
  public_key text not null,
  created_at timestamptz not null,
  created_by_name text not null,
  removed_at timestamptz,
  primary key (county, id)
);
create unique index exchange_peers_key on exchange_peers (county, public_key) where removed_at is null;
comment on table exchange_peers is 'Platforms that may send batches here, known by the key they sign with';

-- What changed since a cursor, removed ones among it.
create index risk_units_changed on risk_units (county, updated_at, id);
create index risk_events_changed on risk_events (county, updated_at, id);
create index risk_measures_changed on risk_measures (county, updated_at, id);
-- The measures of a removed point are removed with it.
update risk_measures m set removed_at = e.removed_at, updated_at = e.removed_at
from risk_events e
where e.county = m.county and e.id = m.event_id and e.removed_at is not null and m.removed_at is null;

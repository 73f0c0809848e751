-- Who there is: divisions, bodies, enterprises, users and their sessions.

create table divisions (
  county text collate "C" not null,
  code text collate "C" not null check (code ~ '^[0-9]{12}$'),
  name text not null,
  kind text not null check (kind in ('county', 'township', 'park', 'village')),
  parent text collate "C",
  primary key (county, code),
  check (left(code, 6) = county)
);
comment on table divisions is '行政区划: 12-digit codes; the subtree of a division is a range of codes';

create table bodies (
  county text collate "C" not null,
  id uuid not null,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('committeeOffice', 'department', 'township', 'park', 'leadership')),
  division text collate "C" not null,
  industries text[],
  sort integer not null,
  primary key (county, id),
  unique (county, name)
);
comment on table bodies is '机构. industries: what a department supervises, null where the body supervises all of its division';

create table enterprises (
  county text collate "C" not null,
  id uuid not null,
  name text not null,
  credit_code text,
  division text collate "C" not null,
  township text collate "C" generated always as (left(division, 9) || '000') stored,
  industry text not null,
  industry_code text,
  address text not null default '',
  longitude double precision,
  latitude double precision,
  employees integer check (employees >= 0),
  high_risk boolean not null default false,
  principal_name text not null default '',
  principal_phone text not null default '',
  controller_name text not null default '',
  supervising_body_id uuid,
  status text not null default 'operating' check (status in ('operating', 'suspended', 'closed')),
  search tsvector not null,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (county, id),
  foreign key (county, supervising_body_id) references bodies (county, id)
);
create unique index enterprises_credit_code on enterprises (county, credit_code) where credit_code is not null;
create index enterprises_name on enterprises (county, name, id);
create index enterprises_division on enterprises (county, division, name, id);
create index enterprises_industry on enterprises (county, industry, name, id);
create index enterprises_search on enterprises using gin (search);
comment on column enterprises.search is 'Words and character pairs of name, address and credit code (platform/server/search.ts)';

create table users (
  county text collate "C" not null,
  id uuid not null,
  account text collate "C" not null,
  name text not null,
  phone text not null default '',
  email text not null default '',
  role text not null,
  body_id uuid,
  enterprise_id uuid,
  division text collate "C" not null,
  industries text[],
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  oidc_subject text,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  last_signed_in_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (county, id),
  foreign key (county, body_id) references bodies (county, id),
  foreign key (county, enterprise_id) references enterprises (county, id),
  check (body_id is null or enterprise_id is null)
);
create unique index users_account on users (account);
create unique index users_oidc on users (oidc_subject) where oidc_subject is not null;
create index users_body on users (county, body_id);
create index users_enterprise on users (county, enterprise_id);
comment on column users.division is 'Scope 块: the subtree that is visible';
comment on column users.industries is 'Scope 条: the industries that are visible, null means all';

create table sessions (
  token_hash bytea primary key,
  county text collate "C" not null,
  user_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text not null,
  user_agent text not null,
  foreign key (county, user_id) references users (county, id)
);
create index sessions_user on sessions (county, user_id);
create index sessions_expiry on sessions (expires_at);
comment on table sessions is 'The cookie holds a random token; only its SHA-256 is stored';

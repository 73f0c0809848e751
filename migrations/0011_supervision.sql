-- 督办: papers that press for a thing, who received them, and what the rules propose. Nothing here is deleted.

create table supervision_papers (
  county text collate "C" not null,
  id uuid not null,
  version integer not null,
  kind text not null,
  status text not null,
  subject_kind text not null check (subject_kind in ('hazard', 'task', 'enterprise', 'body')),
  subject_id uuid not null,
  subject_name text not null,
  division text collate "C" not null,
  industry text not null,
  enterprise_id uuid,
  proposal_id uuid,
  basis text not null,
  issuer_body_id uuid not null,
  issuer_name text not null,
  level text check (level in ('county', 'city', 'province')),
  title text not null,
  body text not null,
  reply_due_on date,
  progress_months integer check (progress_months between 1 and 12),
  number text,
  drafted_at timestamptz not null,
  drafted_by uuid not null,
  approved_at timestamptz,
  approved_by uuid,
  issued_at timestamptz,
  closed_at timestamptz,
  withdrawn_at timestamptz,
  talked_at timestamptz,
  delisting_number text,
  notice text,
  published_at timestamptz,
  -- When something last happened: the order of the list.
  changed_at timestamptz not null,
  search tsvector not null,
  primary key (county, id),
  foreign key (county, issuer_body_id) references bodies (county, id),
  check (status in ('draft', 'submitted', 'approved', 'withdrawn') or (issued_at is not null and number is not null)),
  check ((kind = 'listedSupervision') = (level is not null)),
  check ((status = 'closed') = (closed_at is not null)),
  check ((status = 'withdrawn') = (withdrawn_at is not null)),
  check ((published_at is null) = (notice is null)),
  -- Who drafts never approves.
  check (approved_by is null or approved_by <> drafted_by)
);
comment on table supervision_papers is 'One row of state each; the history lies in audit_entries';
comment on column supervision_papers.number is '发文字号: given at issue, gapless in each body, kind and year; typed for plates of the levels above';
create unique index supervision_papers_number on supervision_papers (county, number) where number is not null and issued_at is not null and level is distinct from 'city' and level is distinct from 'province';
create index supervision_papers_changed on supervision_papers (county, changed_at desc, id desc);
create index supervision_papers_issued on supervision_papers (county, issued_at desc, id desc) where issued_at is not null;
create index supervision_papers_subject on supervision_papers (county, subject_id, drafted_at);
create index supervision_papers_search on supervision_papers using gin (search);
create index supervision_papers_published on supervision_papers (county, published_at desc, id desc) where published_at is not null;
-- One plate a level hangs on a hazard at a time.
create unique index supervision_papers_listed on supervision_papers (county, subject_id, level)
  where kind = 'listedSupervision' and status in ('issued', 'acknowledged', 'replied');

create function hold_issued_paper() returns trigger language plpgsql as $$
begin
  if old.issued_at is not null and
     (new.kind, new.subject_id, new.title, new.body, new.basis, new.number, new.issued_at, new.issuer_body_id, new.level)
       is distinct from
     (old.kind, old.subject_id, old.title, old.body, old.basis, old.number, old.issued_at, old.issuer_body_id, old.level)
  then
    raise exception 'a paper that was issued is not rewritten: it is withdrawn, and another one issued';
  end if;
  return new;
end $$;
create trigger supervision_papers_held before update on supervision_papers for each row execute function hold_issued_paper();
create function keep_paper() returns trigger language plpgsql as $$
begin
  raise exception 'papers, their receipts and proposals are never deleted';
end $$;
create trigger supervision_papers_kept before delete on supervision_papers for each row execute function keep_paper();

create table supervision_receipts (
  county text collate "C" not null,
  id uuid not null,
  paper_id uuid not null,
  position integer not null,
  role text not null check (role in ('main', 'copy')),
  party_kind text not null check (party_kind in ('enterprise', 'body', 'external')),
  party_id uuid,
  party_name text not null,
  acknowledged_at timestamptz,
  signer text,
  delivered text,
  replied_at timestamptz,
  reports integer not null default 0,
  primary key (county, id),
  unique (county, paper_id, position),
  foreign key (county, paper_id) references supervision_papers (county, id),
  check ((party_kind = 'external') = (party_id is null)),
  check ((acknowledged_at is null) = (signer is null)),
  check (replied_at is null or acknowledged_at is not null)
);
create index supervision_receipts_party on supervision_receipts (county, party_id, paper_id) where party_id is not null;
create function keep_receipt() returns trigger language plpgsql as $$
begin
  if old.acknowledged_at is not null then
    raise exception 'a receipt that was signed is never deleted';
  end if;
  return old;
end $$;
create trigger supervision_receipts_kept before delete on supervision_receipts for each row execute function keep_receipt();

create table supervision_proposals (
  county text collate "C" not null,
  id uuid not null,
  rule_code text not null,
  paper_kind text not null,
  subject_kind text not null check (subject_kind in ('hazard', 'task')),
  subject_id uuid not null,
  subject_number text not null,
  subject_name text not null,
  party_name text not null,
  division text collate "C" not null,
  industry text not null,
  enterprise_id uuid,
  -- Due day, number of returns …: the same ground is proposed once.
  ground text not null,
  since_on date not null,
  due_name text,
  source text not null,
  status text not null default 'open' check (status in ('open', 'accepted', 'dismissed', 'lapsed')),
  proposed_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  settled_by_name text,
  settled_reason text,
  paper_id uuid,
  primary key (county, id),
  unique (county, subject_id, rule_code, ground),
  check ((status = 'open') = (settled_at is null)),
  check ((status = 'accepted') = (paper_id is not null)),
  check (status <> 'dismissed' or (settled_by is not null and settled_reason is not null))
);
create index supervision_proposals_open on supervision_proposals (county, since_on, id) where status = 'open';
create index supervision_proposals_settled on supervision_proposals (county, settled_at desc, id desc) where status <> 'open';
create trigger supervision_proposals_kept before delete on supervision_proposals for each row execute function keep_paper();

-- What a county sets itself: rule:<code>, kind:<paper kind>, word:<body id>; without a row the product's default holds.
create table supervision_settings (
  county text collate "C" not null,
  key text collate "C" not null,
  value jsonb not null,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, key)
);

-- Whence a plan comes and what becomes of it: words for bodies, higher plans, editions, targets, duties of enterprises.

create table body_aliases (
  county text collate "C" not null,
  id uuid not null,
  phrase text not null check (phrase <> ''),
  body_kinds text[] not null default '{}',
  body_ids uuid[] not null default '{}',
  learned_from uuid,
  version integer not null default 1,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, id),
  unique (county, phrase),
  foreign key (county, learned_from) references tasks (county, id)
);
comment on table body_aliases is 'What the words of plans mean in this county, where it is not what the product ships: all bodies of some kinds, and some bodies by name. Neither: the words stand for nobody';
comment on column body_aliases.learned_from is 'The task whose assignment taught it; null where somebody entered it';

create table plan_lineage (
  county text collate "C" not null,
  document_id uuid not null,
  level text not null check (level in ('national', 'province', 'city', 'county', 'township')),
  parent_id uuid,
  body_id uuid,
  version integer not null default 1,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, document_id),
  foreign key (county, document_id) references plan_documents (county, id),
  foreign key (county, parent_id) references plan_documents (county, id),
  foreign key (county, body_id) references bodies (county, id),
  check (parent_id <> document_id)
);
create index plan_lineage_parent on plan_lineage (county, parent_id) where parent_id is not null;
comment on table plan_lineage is 'Level of a plan and the higher plan that it carries out. body_id: whose plan it is, where a department or township wrote it; it then owes the clauses in which it has a part';

create table clause_links (
  county text collate "C" not null,
  document_id uuid not null,
  parent_id uuid not null,
  parent_clause text not null,
  clause text not null default '',
  decision text not null check (decision in ('confirmed', 'refused', 'waived')),
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  primary key (county, document_id, parent_id, parent_clause, clause),
  foreign key (county, document_id) references plan_documents (county, id),
  foreign key (county, parent_id) references plan_documents (county, id),
  check ((decision = 'waived') = (clause = '')),
  check (decision <> 'waived' or reason <> '')
);
create index clause_links_parent on clause_links (county, parent_id);
comment on table clause_links is 'What a person said of a clause of a higher plan: carried out by this clause, not by this one, or not owed here for a reason. Clauses are named by their key in the reading. Likeness proposes and is not stored';

-- Editions: the campaign stays, its clauses are laid down anew; tasks keep their ids.
alter table campaigns add column edition integer not null default 1;
alter table campaign_units
  add column document_id uuid,
  add column repealed_on date,
  add foreign key (county, document_id) references plan_documents (county, id);
comment on column campaign_units.document_id is 'The earlier edition in which a repealed clause stands; null: the campaign''s present document';
alter table tasks
  add column added_on date,
  add column repealed_on date,
  add check (repealed_on is null or done_on is not null);
comment on column tasks.added_on is 'Day of the edition that brought it; null: there since the adoption';
comment on column tasks.repealed_on is '条款已废止: a later edition left the clause out. done_on is then set too: nothing is owed any more';
create index tasks_repealed on tasks (county, campaign_id, repealed_on) where repealed_on is not null;
alter table obligations add column repealed_on date;

create table campaign_editions (
  county text collate "C" not null,
  campaign_id uuid not null,
  edition integer not null check (edition > 0),
  document_id uuid not null,
  adopted_at timestamptz not null,
  adopted_by uuid not null,
  adopted_by_name text not null,
  counts jsonb not null default '{}',
  primary key (county, campaign_id, edition),
  unique (county, document_id),
  foreign key (county, campaign_id) references campaigns (county, id),
  foreign key (county, document_id) references plan_documents (county, id)
);
comment on table campaign_editions is '修订版 of a campaign that has more than one; counts: unchanged, changed, removed, added clauses. Its first row is the document it was adopted from';

create table target_indicators (
  county text collate "C" not null,
  obligation_id uuid not null,
  formula text not null,
  formula_version integer not null,
  goal double precision,
  cohort_through date,
  version integer not null default 1,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, obligation_id),
  foreign key (county, obligation_id) references obligations (county, id)
);
comment on table target_indicators is 'By which formula a target of a plan is measured, once a person confirmed it';

create table class_duties (
  county text collate "C" not null,
  obligation_id uuid not null,
  rule jsonb not null,
  version integer not null default 1,
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  primary key (county, obligation_id),
  foreign key (county, obligation_id) references obligations (county, id)
);
comment on table class_duties is 'On which enterprises a duty falls (industries, sizes, grades, high-risk or not), once a person confirmed it';

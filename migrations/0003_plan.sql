-- 方案 → 专项行动 → 任务与要求 → 进展. A document is read once and kept; adopting it lays down the campaign's clauses.

create table plan_documents (
  county text collate "C" not null,
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  bytes integer not null,
  format text not null check (format in ('txt', 'docx', 'html', 'pdf')),
  text text not null,
  title text not null,
  doc_number text,
  issuer text,
  dated_on date,
  period_from date,
  period_to date,
  reading jsonb not null,
  read_at timestamptz not null,
  section_count integer not null generated always as (jsonb_array_length(reading -> 'sections')) stored,
  obligation_count integer not null generated always as (jsonb_array_length(reading -> 'obligations')) stored,
  search tsvector not null,
  imported_at timestamptz not null,
  imported_by uuid not null,
  primary key (county, id),
  unique (county, sha256)
);
create index plan_documents_imported on plan_documents (county, imported_at desc, id desc);
create index plan_documents_search on plan_documents using gin (search);
comment on table plan_documents is 'Published plans as they came; the original lies in the file store under its hash. reading: what packages/gongwen understood, with spans in UTF-16 offsets into text; read again by a later reader it may change, text never does';

create function hold_plan_document() returns trigger language plpgsql as $$
begin
  if (new.sha256, new.text) is distinct from (old.sha256, old.text) then
    raise exception 'the text of a plan never changes';
  end if;
  return new;
end $$;
create trigger plan_documents_text before update on plan_documents for each row execute function hold_plan_document();

create table campaigns (
  county text collate "C" not null,
  id uuid not null,
  number text not null,
  document_id uuid not null,
  name text not null,
  owner_body_id uuid not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  adopted_at timestamptz not null,
  adopted_by uuid not null,
  adopted_by_name text not null,
  version integer not null default 1,
  primary key (county, id),
  unique (county, number),
  unique (county, document_id),
  foreign key (county, document_id) references plan_documents (county, id),
  foreign key (county, owner_body_id) references bodies (county, id)
);
create index campaigns_adopted on campaigns (county, adopted_at desc, id desc);
comment on table campaigns is '专项行动: an adopted plan with an owner and a period';

create table campaign_units (
  county text collate "C" not null,
  id uuid not null,
  campaign_id uuid not null,
  parent_id uuid,
  ordinal integer not null,
  kind text not null check (kind in ('section', 'action', 'task', 'safeguard', 'letter')),
  path text[] not null,
  label text not null,
  span_start integer not null,
  span_end integer not null check (span_end >= span_start),
  search tsvector not null,
  primary key (county, id),
  unique (county, campaign_id, ordinal),
  foreign key (county, campaign_id) references campaigns (county, id),
  foreign key (county, parent_id) references campaign_units (county, id)
);
create index campaign_units_search on campaign_units using gin (search);
comment on table campaign_units is 'The clauses of a campaign in the order of the text, as adopted. letter: what stands outside every numbered unit';
comment on column campaign_units.label is 'Heading phrase, or the first words of a unit without one';

create table tasks (
  county text collate "C" not null,
  id uuid not null,
  campaign_id uuid not null,
  action_id uuid not null,
  lead_body_id uuid,
  assigned_on date,
  due_on date not null,
  pending_on date,
  done_on date,
  version integer not null default 1,
  primary key (county, id),
  foreign key (county, id) references campaign_units (county, id),
  foreign key (county, campaign_id) references campaigns (county, id),
  foreign key (county, action_id) references campaign_units (county, id),
  foreign key (county, lead_body_id) references bodies (county, id),
  check ((lead_body_id is null) = (assigned_on is null))
);
-- What a body has open, by what lapses first; and the office's own queue.
create index tasks_open_lead on tasks (county, lead_body_id, due_on, id) where done_on is null;
create index tasks_open on tasks (county, due_on, id) where done_on is null;
create index tasks_pending on tasks (county, pending_on, id) where pending_on is not null;
create index tasks_campaign on tasks (county, campaign_id, due_on, id);
comment on table tasks is 'A unit that carries work; same id as its unit. due_on, pending_on and done_on are what taskStateAsOf() derives from duties and progress: the status follows from them and the day, it is never stored';
comment on column tasks.action_id is 'The unit under which it is counted: nearest action above, else its outermost section';

create table task_supporters (
  county text collate "C" not null,
  body_id uuid not null,
  task_id uuid not null,
  due_on date not null,
  pending_on date,
  done_on date,
  primary key (county, body_id, task_id),
  foreign key (county, task_id) references tasks (county, id),
  foreign key (county, body_id) references bodies (county, id)
);
create index task_supporters_task on task_supporters (county, task_id);
create index task_supporters_open on task_supporters (county, body_id, due_on, task_id) where done_on is null;
comment on table task_supporters is '配合单位, with the state of the task, so that the worklist of a body that supports thousands walks an index';

create function copy_task_state() returns trigger language plpgsql as $$
begin
  update task_supporters set due_on = new.due_on, pending_on = new.pending_on, done_on = new.done_on
    where county = new.county and task_id = new.id;
  return null;
end $$;
create trigger tasks_state after update of due_on, pending_on, done_on on tasks for each row
  when ((old.due_on, old.pending_on, old.done_on) is distinct from (new.due_on, new.pending_on, new.done_on))
  execute function copy_task_state();

create table obligations (
  county text collate "C" not null,
  id uuid not null,
  campaign_id uuid not null,
  unit_id uuid not null,
  ordinal integer not null,
  kind text not null check (kind in ('deadline', 'recurring', 'one-off-count', 'target', 'prohibition-trigger')),
  quote text not null,
  span_start integer not null,
  span_end integer not null check (span_end >= span_start),
  deadline date,
  deadline_alternatives date[] not null default '{}',
  in_period boolean not null default false,
  frequency jsonb,
  count integer,
  target text,
  applies_to text,
  condition text,
  actor text,
  actor_alternatives text[] not null default '{}',
  actor_source text check (actor_source in ('explicit', 'task', 'resolved')),
  confidence real not null check (confidence between 0 and 1),
  due_on date,
  met_through date,
  primary key (county, id),
  unique (county, campaign_id, ordinal),
  foreign key (county, campaign_id) references campaigns (county, id),
  foreign key (county, unit_id) references campaign_units (county, id)
);
create index obligations_unit on obligations (county, unit_id);
create index obligations_due on obligations (county, due_on, id) where due_on is not null;
comment on table obligations is 'Checkable duties with the words that state them. due_on: next day on which something is owed; met_through: last day for which it was shown to be done';

create table task_progress (
  county text collate "C" not null,
  id uuid not null,
  task_id uuid not null,
  body_id uuid not null,
  happened_on date not null,
  text text not null,
  figures jsonb not null default '[]',
  obligation_ids uuid[] not null default '{}',
  claims_completion boolean not null,
  filed_at timestamptz not null,
  filed_by uuid not null,
  filed_by_name text not null,
  outcome text check (outcome in ('verified', 'returned')),
  reason text,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  primary key (county, id),
  foreign key (county, task_id) references tasks (county, id),
  foreign key (county, body_id) references bodies (county, id),
  check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null)),
  check (outcome is distinct from 'returned' or reason is not null),
  check (decided_by is null or decided_by <> filed_by)
);
create index task_progress_task on task_progress (county, task_id, filed_at);
comment on table task_progress is 'What a body reports of a task, decided once by somebody else; evidence lies in files';

create function hold_task_progress() returns trigger language plpgsql as $$
begin
  if old.outcome is not null
    or (new.task_id, new.body_id, new.happened_on, new.text, new.figures, new.obligation_ids, new.claims_completion,
        new.filed_at, new.filed_by)
      is distinct from
      (old.task_id, old.body_id, old.happened_on, old.text, old.figures, old.obligation_ids, old.claims_completion,
       old.filed_at, old.filed_by)
  then
    raise exception 'progress is decided once and never rewritten';
  end if;
  return new;
end $$;
create trigger task_progress_kept before update on task_progress for each row execute function hold_task_progress();
create function keep_task_progress() returns trigger language plpgsql as $$
begin
  raise exception 'progress is never deleted';
end $$;
create trigger task_progress_not_deleted before delete on task_progress for each row execute function keep_task_progress();

-- What people corrected in a plan before adopting it. The reading itself is never rewritten by hand.

alter table plan_documents add column version integer not null default 1 check (version >= 1);
comment on column plan_documents.version is 'Counts corrections and readings, so that two clerks notice each other';

create table plan_corrections (
  county text collate "C" not null,
  id uuid not null,
  document_id uuid not null,
  version integer not null check (version > 1),
  operation jsonb not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  primary key (county, id),
  unique (county, document_id, version),
  foreign key (county, document_id) references plan_documents (county, id)
);
comment on table plan_corrections is 'Differences between what the reader understood and what a person says, in the order of version. An undo is a further row. operation: slices/plan/domain/correction.contract.ts; items are named by their place in the text, so a later reading keeps them';

create function hold_plan_corrections() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'corrections of a plan are only added';
  end if;
  if exists (select from campaigns c where c.county = new.county and c.document_id = new.document_id) then
    raise exception 'an adopted plan is closed to corrections';
  end if;
  return new;
end $$;
create trigger plan_corrections_kept before insert or update or delete on plan_corrections
  for each row execute function hold_plan_corrections();

-- What a merge of enterprise files took over of the self-inspection, so that undoing it gives back exactly that.
alter table enterprise_merges add column moved_screening jsonb not null default '{}';
comment on column enterprise_merges.moved_screening is 'Ids of the tasks, checklists, suspensions, signed statements and reports that came from the file that disappeared';

-- What was signed stays as it was signed; under which file of the enterprise it is kept is not part of what it says.
create or replace function keep_statement() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'enterprise_id' = to_jsonb(old) - 'enterprise_id' then
    return new;
  end if;
  raise exception 'what was signed, confirmed or received stays as it is: a further version stands beside it';
end $$;

-- 自查规则: on what ground the county set them.
alter table screening_settings add column source text not null default '';

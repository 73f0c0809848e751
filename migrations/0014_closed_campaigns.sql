-- What belongs to a campaign that has ended leaves every worklist; and worklists are answered from indexes alone.

-- Made anew below; without them the table is rewritten in a fraction of the time.
drop index obligation_occurrences_owed_body, obligation_occurrences_owed, obligation_occurrences_body,
  obligation_occurrences_due, obligation_occurrences_returned;
drop index tasks_open_lead, tasks_open, tasks_pending, task_supporters_open;

alter table obligation_occurrences
  add column closed_on date,
  add column lapses_on date generated always as (
    case when ends_on is null or returned_on is not null then date 'infinity' else greatest(ends_on, due_on) end) stored;
comment on column obligation_occurrences.closed_on is 'Day on which its campaign ended: it is not asked for any more';
comment on column obligation_occurrences.lapses_on is 'Last day on which it is late and not yet missed (缺报); infinite for what is owed once or was returned';
alter table tasks add column closed_on date;
comment on column tasks.closed_on is 'Day on which its campaign ended; copied to its supporters and occurrences';
alter table task_supporters add column closed_on date;

create or replace function copy_task_state() returns trigger language plpgsql as $$
begin
  update task_supporters
    set due_on = new.due_on, pending_on = new.pending_on, done_on = new.done_on, closed_on = new.closed_on
    where county = new.county and task_id = new.id;
  return null;
end $$;
drop trigger tasks_state on tasks;
create trigger tasks_state after update of due_on, pending_on, done_on, closed_on on tasks for each row
  when ((old.due_on, old.pending_on, old.done_on, old.closed_on)
    is distinct from (new.due_on, new.pending_on, new.done_on, new.closed_on))
  execute function copy_task_state();

update tasks set closed_on = (c.closed_at at time zone 'Asia/Shanghai')::date
  from campaigns c where c.county = tasks.county and c.id = tasks.campaign_id and c.closed_at is not null;
update obligation_occurrences o set closed_on = (c.closed_at at time zone 'Asia/Shanghai')::date
  from campaigns c where c.county = o.county and c.id = o.campaign_id and c.closed_at is not null;

create index tasks_open_lead on tasks (county, lead_body_id, due_on, id) where done_on is null and closed_on is null;
create index tasks_open on tasks (county, due_on, id) where done_on is null and closed_on is null;
create index tasks_pending on tasks (county, pending_on, id) where pending_on is not null and closed_on is null;
create index tasks_closed on tasks (county, due_on, id) where closed_on is not null;
create index task_supporters_open on task_supporters (county, body_id, due_on, task_id)
  where done_on is null and closed_on is null;
create index campaigns_closed on campaigns (county, adopted_at desc, id desc) where closed_at is not null;

-- Owed: nothing filed, waived or withdrawn, in a campaign that runs. lapses_on and starts_on stand in the keys, so that
-- the many that were missed are passed over without a look at their rows; the figures of bodies need no row at all.
create index obligation_occurrences_owed_body on obligation_occurrences (county, body_id, due_on, id, lapses_on, starts_on)
  include (returned_on, escalated_on)
  where filed_on is null and waived_on is null and withdrawn_on is null and closed_on is null;
create index obligation_occurrences_owed on obligation_occurrences (county, due_on, id, lapses_on, starts_on)
  where filed_on is null and waived_on is null and withdrawn_on is null and closed_on is null;
create index obligation_occurrences_returned on obligation_occurrences (county, body_id)
  where returned_on is not null and filed_on is null and waived_on is null and withdrawn_on is null and closed_on is null;
-- Calendars: everything by day, counted without a look at the rows.
create index obligation_occurrences_body on obligation_occurrences (county, body_id, due_on, id)
  include (starts_on, ends_on, filed_on, verified_on, returned_on, waived_on, withdrawn_on) where closed_on is null;
create index obligation_occurrences_due on obligation_occurrences (county, due_on, id)
  include (starts_on, ends_on, filed_on, verified_on, returned_on, waived_on, withdrawn_on) where closed_on is null;
create index obligation_occurrences_closed on obligation_occurrences (county, due_on, id) where closed_on is not null;

-- Counting from an index alone needs pages that are known to be settled: a fiftieth of a million rows is much by then.
alter table obligation_occurrences set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

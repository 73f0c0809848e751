-- Views of lists that people keep; who led a task when; campaigns that have ended.

create table saved_views (
  county text collate "C" not null,
  id uuid not null,
  user_id uuid not null,
  list text not null,
  label text not null,
  search jsonb not null,
  saved_at timestamptz not null,
  primary key (county, id),
  unique (county, user_id, list, label)
);
comment on table saved_views is 'Filters of a list under a name, each person''s own. list: address of the list''s contract; search: search params of the screen';

create table task_leads (
  county text collate "C" not null,
  task_id uuid not null,
  since_on date not null,
  lead_body_id uuid not null,
  primary key (county, task_id, since_on),
  foreign key (county, task_id) references tasks (county, id),
  foreign key (county, lead_body_id) references bodies (county, id)
);
comment on table task_leads is 'Who leads a task from a day on; of several assignments on a day the last counts. The newest row says the same as tasks.lead_body_id: figures of past days need the others';

-- What was assigned so far stands in the audit chain; a task without an entry there is led as it is now.
insert into task_leads (county, task_id, since_on, lead_body_id)
select distinct on (t.county, t.id, (e.at at time zone 'Asia/Shanghai')::date)
  t.county, t.id, (e.at at time zone 'Asia/Shanghai')::date, (e.body::jsonb -> 'data' ->> 'leadBodyId')::uuid
from audit_entries e
  join tasks t on t.county = e.county and t.id = e.subject_id
where e.action = 'plan:assign'
order by t.county, t.id, (e.at at time zone 'Asia/Shanghai')::date, e.seq desc;
insert into task_leads (county, task_id, since_on, lead_body_id)
select t.county, t.id, t.assigned_on, t.lead_body_id from tasks t
where t.lead_body_id is not null
  and not exists (select from task_leads l where l.county = t.county and l.task_id = t.id);

alter table campaigns
  add column closed_at timestamptz,
  add column closed_by uuid,
  add column closed_by_name text,
  add column closing_summary text,
  add check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closing_summary is null));
comment on column campaigns.closed_at is '结束: nothing is assigned or reported any more. Reopening empties these columns; the audit chain keeps what they held';
create index campaigns_open on campaigns (county, adopted_at desc, id desc) where closed_at is null;

alter table tasks add column note text not null default '';
comment on column tasks.note is '备注 of the office in the task ledger';

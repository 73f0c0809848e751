-- 期次: what is owed when and by whom, receipts of assigned tasks, reminders, calendar feeds.

create table obligation_owners (
  county text collate "C" not null,
  obligation_id uuid not null,
  body_id uuid not null,
  since_on date not null,
  until_on date,
  task_id uuid not null,
  laid_through date,
  primary key (county, obligation_id, body_id, since_on),
  foreign key (county, obligation_id) references obligations (county, id),
  foreign key (county, body_id) references bodies (county, id),
  foreign key (county, task_id) references tasks (county, id),
  check (until_on >= since_on)
);
create unique index obligation_owners_now on obligation_owners (county, obligation_id, body_id) where until_on is null;
create index obligation_owners_task on obligation_owners (county, task_id);
create index obligation_owners_to_lay on obligation_owners (county, laid_through) where until_on is null;
comment on table obligation_owners is 'Which body owes a duty from when to when: the lead of the task, or each body of a group such as 各乡镇';
comment on column obligation_owners.laid_through is 'Last day for which its occurrences stand in the table; 9999-12-31 when no more follow';

create table obligation_occurrences (
  county text collate "C" not null,
  id uuid not null,
  campaign_id uuid not null,
  task_id uuid not null,
  obligation_id uuid not null,
  body_id uuid not null,
  starts_on date not null,
  ends_on date,
  due_on date not null,
  filed_on date,
  verified_on date,
  returned_on date,
  waived_on date,
  waived_reason text,
  waived_by_name text,
  withdrawn_on date,
  escalated_on date,
  primary key (county, id),
  unique (county, obligation_id, body_id, starts_on),
  foreign key (county, campaign_id) references campaigns (county, id),
  foreign key (county, task_id) references tasks (county, id),
  foreign key (county, obligation_id) references obligations (county, id),
  foreign key (county, body_id) references bodies (county, id),
  check ((waived_on is null) = (waived_reason is null)),
  check (ends_on >= starts_on)
);
-- Owed: nothing filed, waived or withdrawn. A body's worklist, the office's queue, reminders and proposals walk these.
create index obligation_occurrences_owed_body on obligation_occurrences (county, body_id, due_on, id)
  where filed_on is null and waived_on is null and withdrawn_on is null;
create index obligation_occurrences_owed on obligation_occurrences (county, due_on, id)
  where filed_on is null and waived_on is null and withdrawn_on is null;
create index obligation_occurrences_body on obligation_occurrences (county, body_id, due_on, id);
create index obligation_occurrences_due on obligation_occurrences (county, due_on, id);
create index obligation_occurrences_task on obligation_occurrences (county, task_id, due_on);
create index obligation_occurrences_campaign on obligation_occurrences (county, campaign_id, due_on, id);
create index obligation_occurrences_returned on obligation_occurrences (county, body_id)
  where returned_on is not null and filed_on is null and waived_on is null and withdrawn_on is null;
comment on table obligation_occurrences is '期次: one duty × one period × one body. Its status follows from these days and today (occurrenceStatus), it is never stored';
comment on column obligation_occurrences.ends_on is 'Last day of the period; null for what is owed once';
comment on column obligation_occurrences.filed_on is 'Day of the first filing that was not returned';
comment on column obligation_occurrences.returned_on is 'Day of the last return, while nothing was filed since';
comment on column obligation_occurrences.withdrawn_on is 'No longer owed by this body: the task went to another one, or was completed';

create table progress_occurrences (
  county text collate "C" not null,
  occurrence_id uuid not null,
  progress_id uuid not null,
  primary key (county, occurrence_id, progress_id),
  foreign key (county, occurrence_id) references obligation_occurrences (county, id),
  foreign key (county, progress_id) references task_progress (county, id)
);
create index progress_occurrences_progress on progress_occurrences (county, progress_id);
comment on table progress_occurrences is 'Which occurrences a filing answers';

create table task_receipts (
  county text collate "C" not null,
  body_id uuid not null,
  task_id uuid not null,
  delivered_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  acknowledged_by_name text,
  primary key (county, body_id, task_id),
  foreign key (county, task_id) references tasks (county, id),
  foreign key (county, body_id) references bodies (county, id),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index task_receipts_task on task_receipts (county, task_id);
create index task_receipts_open on task_receipts (county, body_id) where acknowledged_at is null;
comment on table task_receipts is '签收: an assigned task is delivered to its bodies, each of which acknowledges it';

create table reminders (
  county text collate "C" not null,
  id uuid not null,
  body_id uuid not null,
  kind text not null check (kind in ('digest', 'manual', 'escalation')),
  reminded_on date not null,
  reminded_at timestamptz not null,
  reminded_by_name text not null,
  people integer not null,
  text text not null,
  primary key (county, id),
  -- One of a kind for a body and day: a job that starts again, or two clerks at once, remind once.
  unique (county, body_id, kind, reminded_on),
  foreign key (county, body_id) references bodies (county, id)
);
comment on table reminders is '催办: digests of the day, reminders by the office, escalations that the office issued';

create table reminder_settings (
  county text collate "C" primary key,
  ahead_days integer[] not null,
  overdue_every integer not null check (overdue_every between 1 and 60),
  escalate_after integer not null check (escalate_after between 1 and 365),
  version integer not null default 1
);
comment on table reminder_settings is 'When a county is reminded; a county without a row has the defaults of reminder.rules.ts';

create table calendar_feeds (
  county text collate "C" not null,
  id uuid not null,
  user_id uuid not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (county, id),
  foreign key (county, user_id) references users (county, id)
);
create unique index calendar_feeds_token on calendar_feeds (token_hash);
create unique index calendar_feeds_user on calendar_feeds (county, user_id) where revoked_at is null;
comment on table calendar_feeds is 'iCalendar addresses by secret token; only the hash of the token is kept';

-- Tasks that were assigned before receipts were kept count as delivered and acknowledged then.
insert into task_receipts (county, body_id, task_id, delivered_at, acknowledged_at, acknowledged_by, acknowledged_by_name)
select p.county, p.body_id, p.task_id, p.assigned_on, p.assigned_on, '00000000-0000-7000-8000-000000000000', '系统'
from (
  select county, lead_body_id as body_id, id as task_id, assigned_on from tasks where lead_body_id is not null
  union
  select s.county, s.body_id, s.task_id, t.assigned_on from task_supporters s
    join tasks t on t.county = s.county and t.id = s.task_id where t.assigned_on is not null
) p;
-- Their duties are owed by the lead from the assignment on; the nightly job lays out what is due.
insert into obligation_owners (county, obligation_id, body_id, since_on, task_id)
select o.county, o.id, t.lead_body_id, greatest(t.assigned_on, c.starts_on), t.id
from obligations o
  join tasks t on t.county = o.county and t.id = o.unit_id
  join campaigns c on c.county = t.county and c.id = t.campaign_id
where t.lead_body_id is not null and t.done_on is null;

-- The whole loop of a hazard: acceptance apart from closure, extension, referral, shutdown, look-back; notices to the
-- principal and the actual controller with their receipts.

alter table hazards
  -- 验收通过 of a major hazard; its closure is approved by somebody else. General hazards are closed with acceptance.
  add column accepted_at timestamptz,
  add column accepted_by uuid,
  add column referred_at timestamptz,
  add column shut_down_at timestamptz,
  add column original_due_on date,
  add column extended_count integer not null default 0,
  add column look_back_due_on date,
  add column looked_back_at timestamptz,
  add column reopens_id uuid,
  -- What is on its way or stands beside the status: reports, measures, pending extension, referral, shutdown, pause.
  add column course jsonb not null default '{}';

comment on column hazards.original_due_on is '原整改期限: set when it is first extended or put off by a pause, never overwritten; null while it never moved';
comment on column hazards.reopens_id is 'The closed hazard whose failed look-back this one takes up';

-- The checks of 0004 on judgement and on who closes are widened by what is new.
do $$
declare
  found record;
begin
  for found in
    select conname from pg_constraint
    where conrelid = 'hazards'::regclass and contype = 'c'
      and (pg_get_constraintdef(oid) like '%closed_by%registered_by%' or pg_get_constraintdef(oid) like '%confirmed_at IS NOT NULL%')
  loop
    execute format('alter table hazards drop constraint %I', found.conname);
  end loop;
end $$;
alter table hazards
  add constraint hazards_judged check (
    status in ('clue', 'dismissed', 'referred') or (grade is not null and confirmed_at is not null)
  ),
  -- Who rectifies never accepts nor closes; who recorded never accepts; who accepted never approves the closure.
  add constraint hazards_separate_duties check (
    (accepted_by is null or (accepted_by <> registered_by and not accepted_by = any (rectified_by)))
    and (closed_by is null or (
      not closed_by = any (rectified_by)
      and case when accepted_by is null then closed_by <> registered_by else closed_by <> accepted_by end
    ))
  ),
  add constraint hazards_accepted check (status <> 'accepted' or accepted_at is not null),
  add constraint hazards_referred check ((status = 'referred') = (referred_at is not null)),
  add constraint hazards_shut_down check ((status = 'shutDown') = (shut_down_at is not null));

create index hazards_look_back on hazards (county, look_back_due_on, id) where look_back_due_on is not null and looked_back_at is null;
create index hazards_reopens on hazards (county, reopens_id) where reopens_id is not null;

alter table hazard_limits drop constraint hazard_limits_purpose_check;
alter table hazard_limits add constraint hazard_limits_purpose_check
  check (purpose in ('judgement', 'commitments', 'acceptance', 'closure', 'extensionDecision', 'extensionLead', 'progress', 'signature'));

-- 告知: one row for each addressee. The ladder: inbox, message, visit of the township.
create table hazard_notices (
  county text collate "C" not null,
  id uuid not null,
  hazard_id uuid not null,
  hazard_number text not null,
  enterprise_id uuid not null,
  enterprise_name text not null,
  division text collate "C" not null,
  industry text not null,
  addressee text not null check (addressee in ('principal', 'controller')),
  addressee_name text not null,
  title text not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  sign_due_on date not null,
  -- Rungs that were climbed, with when and how many people were reached: [{rung, at, reached}]
  rungs jsonb not null default '[]',
  rung text not null default 'inbox' check (rung in ('inbox', 'message', 'visit')),
  signed_at timestamptz,
  signed_by uuid,
  signed_name text,
  signed_how text check (signed_how in ('screen', 'visit', 'refused')),
  signed_note text not null default '',
  primary key (county, id),
  unique (county, hazard_id, addressee),
  foreign key (county, hazard_id) references hazards (county, id),
  check ((signed_at is null) = (signed_how is null))
);
create index hazard_notices_unsigned on hazard_notices (county, sign_due_on, id) where signed_at is null;
create index hazard_notices_enterprise on hazard_notices (county, enterprise_id, issued_at);

-- 回头看抽查: what was drawn from which closures by which seed, so that anybody can draw it again.
create table hazard_look_back_draws (
  county text collate "C" not null,
  id uuid not null,
  -- 属地 and industries of whoever drew, as one text: whose closures these were.
  scope text not null,
  closed_from date not null,
  closed_to date not null,
  share integer not null check (share between 1 and 100),
  due_on date not null,
  checkpoint_seq bigint not null,
  seed text not null,
  population integer not null,
  population_hash text not null,
  drawn uuid[] not null,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (county, id),
  check (closed_from <= closed_to)
);
-- One draw for a period and a scope: nobody draws again until the result suits.
create unique index hazard_look_back_draws_once on hazard_look_back_draws (county, scope, closed_from, closed_to);

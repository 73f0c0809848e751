-- What Zhiben itself holds goes out as official records. An official task hangs on one control measure, ours on a
-- checklist: each measure that a checklist's items check is one official task (docs/decisions/0010).
create table screening_task_measures (
  county text collate "C" not null,
  -- Of the official record 排查任务.
  id uuid not null,
  task_id uuid not null,
  measure_id uuid not null,
  changed_at timestamptz not null,
  -- Since when the task no longer checks the measure; records made before still name the pair.
  removed_at timestamptz,
  primary key (county, id),
  unique (county, task_id, measure_id),
  foreign key (county, task_id) references screening_tasks (county, id)
);
create index screening_task_measures_changed on screening_task_measures (county, changed_at, id);
create index screening_task_measures_measure on screening_task_measures (county, measure_id);
comment on table screening_task_measures is 'Control measures that a screening task checks, or checked: one official 排查任务 each';

create table screening_finding_measures (
  county text collate "C" not null,
  hazard_id uuid not null,
  enterprise_id uuid not null,
  record_id uuid not null,
  measure_id uuid not null,
  found_at timestamptz not null,
  primary key (county, hazard_id)
);
create index screening_finding_measures_found on screening_finding_measures (county, found_at, hazard_id);
create index screening_finding_measures_enterprise on screening_finding_measures (county, enterprise_id, found_at, hazard_id);
comment on table screening_finding_measures is 'Hazards that were found on a check item which checks a control measure: they can be reported as 隐患信息';

-- The last eight bytes of the own id take up a hash of the measure; the bits that say version and variant stay.
with pairs as (
  select t.county, t.id as task_id, (i.item->>'measureId')::uuid as measure_id,
    greatest(t.updated_at, c.updated_at) as changed_at,
    bool_or(e.edition = c.edition and t.removed_at is null and (t.work_type = 0 or t.task_no is not null)) as stands
  from screening_tasks t
  join checklists c on c.county = t.county and c.id = t.checklist_id
  join checklist_editions e on e.county = c.county and e.checklist_id = c.id
  cross join lateral jsonb_array_elements(e.items) as i(item)
  where i.item->>'measureId' is not null
  group by 1, 2, 3, 4
), hashed as (
  select *, translate(task_id::text, '-', '') as hex,
    ('x' || substr(encode(sha256(convert_to(measure_id::text, 'UTF8')), 'hex'), 1, 16))::bit(64)
      & x'3fffffffffffffff' as hash
  from pairs
)
insert into screening_task_measures (county, id, task_id, measure_id, changed_at, removed_at)
select county,
  (left(hex, 16) || lpad(to_hex((('x' || substr(hex, 17))::bit(64) # hash)::bigint), 16, '0'))::uuid,
  task_id, measure_id, changed_at, case when not stands then changed_at end
from hashed;

insert into screening_finding_measures (county, hazard_id, enterprise_id, record_id, measure_id, found_at)
select f.county, f.hazard_id, r.enterprise_id, r.id, m.measure_id, f.at
from (
  select county, subject_id as hazard_id, at, (body::jsonb->'data'->>'screeningRecord')::uuid as record_id,
    body::jsonb->'data'->>'checkItem' as item
  from audit_entries
  where action = 'hazard:register' and body like '%"screeningRecord":"%' and body like '%"checkItem":"%'
) f
join screening_records r on r.county = f.county and r.id = f.record_id
join checklist_editions e on e.county = r.county and e.checklist_id = r.checklist_id and e.edition = r.edition
cross join lateral jsonb_array_elements(e.items) as i(item)
join screening_task_measures m on m.county = r.county and m.task_id = r.task_id
  and m.measure_id = (i.item->>'measureId')::uuid
where i.item->>'id' = f.item
on conflict do nothing;

-- Items that check a measure; the others are not reported.
alter table checklists add column measured integer not null default 0;
update checklists c set measured = (
  select count(*) from checklist_editions e cross join lateral jsonb_array_elements(e.items) as i(item)
  where e.county = c.county and e.checklist_id = c.id and e.edition = c.edition and i.item->>'measureId' is not null);

create index safety_commitments_signed on safety_commitments (county, signed_at, id);

-- Enterprises in the order in which their code was registered: whoever gets one is sent whole.
create index exchange_companies_set on exchange_companies (county, set_at, enterprise_id);

alter table exchange_batches add column types jsonb not null default '{}';
comment on column exchange_batches.types is 'How many records of each type came';
update exchange_batches b set types = coalesce((
  select jsonb_object_agg(type, n) from (
    select type, count(*) as n from exchange_rows r
    where r.county = b.county and r.batch_id = b.id and r.type is not null group by type
  ) as counted), '{}');

alter table exchange_sends add column types jsonb not null default '{}';
comment on column exchange_sends.types is 'How many records of each type it carries; empty for those made before this was kept';

-- 调度: forms put into use for a campaign, and what each body reported with them, frozen.

create table dispatch_forms (
  county text collate "C" not null,
  id uuid not null,
  definition_code text not null,
  campaign_id uuid,
  campaign_name text not null,
  counts_from date not null,
  first_period text collate "C" not null check (first_period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  last_period text collate "C" check (last_period ~ '^\d{4}-(0[1-9]|1[0-2])$' and last_period >= first_period),
  started_at timestamptz not null,
  started_by uuid not null,
  primary key (county, id),
  unique nulls not distinct (county, definition_code, campaign_id),
  foreign key (county, campaign_id) references campaigns (county, id)
);
comment on table dispatch_forms is 'A form (defined in code, with versions) in use: for which campaign, cumulative since when, asked for which months';

create table dispatch_reports (
  county text collate "C" not null,
  id uuid not null,
  form_id uuid not null,
  period text collate "C" not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  body_id uuid not null,
  division text collate "C" not null,
  revision integer not null check (revision > 0),
  kind text not null check (kind in ('first', 'late', 'resubmission', 'replacement', 'correction')),
  definition_version integer not null,
  as_of timestamptz not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  note text not null,
  responsible_name text not null,
  phone text not null,
  submitted_at timestamptz not null,
  submitted_by uuid not null,
  submitted_by_name text not null,
  status text not null default 'submitted' check (status in ('submitted', 'returned')),
  returned_at timestamptz,
  returned_by uuid,
  returned_by_name text,
  return_reason text,
  version integer not null default 1,
  primary key (county, id),
  unique (county, form_id, period, body_id, revision),
  foreign key (county, form_id) references dispatch_forms (county, id),
  foreign key (county, body_id) references bodies (county, id),
  check ((status = 'returned') = (returned_at is not null and returned_by is not null and return_reason is not null))
);
comment on table dispatch_reports is 'One row of a form as a body signed it: the highest revision counts. digest: SHA-256 of its cells, which the audit chain carries too';

create table dispatch_cells (
  county text collate "C" not null,
  report_id uuid not null,
  indicator text collate "C" not null,
  indicator_version integer not null,
  value numeric,
  absent text check (absent in ('noData', 'notApplicable')),
  source jsonb not null,
  record_ids uuid[],
  primary key (county, report_id, indicator),
  foreign key (county, report_id) references dispatch_reports (county, id),
  check ((value is null) = (absent is not null))
);
comment on column dispatch_cells.source is 'The filter that was counted, as of the report''s as_of';
comment on column dispatch_cells.record_ids is 'The records that were counted; null above 5,000 of them, where source and as_of stand for them';

create function hold_dispatch_report() returns trigger language plpgsql as $$
begin
  if old.status = 'returned'
    or (to_jsonb(new) - '{status,returned_at,returned_by,returned_by_name,return_reason,version}'::text[])
      is distinct from (to_jsonb(old) - '{status,returned_at,returned_by,returned_by_name,return_reason,version}'::text[])
  then
    raise exception 'a report is never rewritten: it may be returned once, and followed by a revision';
  end if;
  return new;
end $$;
create trigger dispatch_reports_held before update on dispatch_reports for each row execute function hold_dispatch_report();
create function keep_dispatch_report() returns trigger language plpgsql as $$
begin
  raise exception 'what was reported is never changed or deleted';
end $$;
create trigger dispatch_reports_kept before delete on dispatch_reports for each row execute function keep_dispatch_report();
create trigger dispatch_cells_kept before update or delete on dispatch_cells for each row execute function keep_dispatch_report();

-- A form reads all hazards of a campaign as of a moment: these hold every column of that, so it reads nothing else.
create index hazards_figures on hazards (county, registered_at) include (township, industry, division, grade, channel, confirmed_at, committed_at, closed_at, dismissed_at, rectification_due_on, funds_planned);
create index hazards_major on hazards (county, registered_at desc, id desc) include (township, industry, division, enterprise_id, grade, channel, confirmed_at, committed_at, closed_at, dismissed_at, rectification_due_on, funds_planned) where grade = 'major';

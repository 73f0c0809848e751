-- What a merge of enterprise files took over of the risk list, so that undoing it gives back exactly that.
alter table enterprise_merges add column moved_risks jsonb not null default '{"units": [], "plans": []}';
comment on column enterprise_merges.moved_risks is 'Ids of the risk units and plans that came from the file that disappeared';

-- Who took a point off the list; the quarterly review names them.
alter table risk_events add column removed_by_name text not null default '';

-- What is overdue is counted up to 10,000 from the index alone: PostgreSQL reads an expression from an index without
-- the table only if the columns in it stand in the index as well. From the table, cold, it took 350 ms.
drop index risk_events_due;
drop index risk_events_due_township;
drop index risk_events_due_industry;
create index risk_events_due on risk_events (county, (coalesce(review_due_on, 'infinity'::date)), id)
  include (division, industry, review_due_on) where removed_at is null;
create index risk_events_due_township on risk_events (county, township, (coalesce(review_due_on, 'infinity'::date)), id)
  include (division, industry, review_due_on) where removed_at is null;
create index risk_events_due_industry on risk_events (county, industry, (coalesce(review_due_on, 'infinity'::date)), id)
  include (division, review_due_on) where removed_at is null;

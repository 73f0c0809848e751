-- What a merge of enterprise files took over of the risk list, so that undoing it gives back exactly that.
alter table enterprise_merges add column moved_risks jsonb not null default '{"units": [], "plans": []}';
comment on column enterprise_merges.moved_risks is 'Ids of the risk units and plans that came from the file that disappeared';

-- Who took a point off the list; the quarterly review names them.
alter table risk_events add column removed_by_name text not null default '';

-- What tells the rows of a county apart stands first: an index that begins with what they all share sorts twice as long
-- when it is built.
alter table audit_entries
  drop constraint audit_entries_county_prev_hash_key,
  add constraint audit_entries_prev_hash_county_key unique (prev_hash, county);
drop index audit_entries_subject;
create index audit_entries_subject on audit_entries (subject_id, county, seq);

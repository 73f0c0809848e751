-- Lists of records that show a few among very many: those with findings, those not done in time, those of a level.
-- Without these a county's list read five million records to find none.

create index screening_records_findings on screening_records (county, slot_day, id) where finding_count > 0;
create index screening_records_not_done on screening_records (county, slot_day, id) where state <> 'done';
create index screening_records_level on screening_records (county, level, slot_day, id);

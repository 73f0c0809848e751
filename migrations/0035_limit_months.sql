-- Some counties count the reports of progress in months (宁波: 三个月).
alter table hazard_limits
  drop constraint hazard_limits_unit_check,
  add constraint hazard_limits_unit_check check (unit in ('day', 'workingDay', 'month'));

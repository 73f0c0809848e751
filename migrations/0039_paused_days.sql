-- While the clock of a rectification is paused (期限中止计算) there is no rectification day, so nothing counts it as
-- overdue; the day at which it stood waits in the course until the clock runs again.
update hazards
set course = course || jsonb_build_object('pausedDueOn', rectification_due_on), rectification_due_on = null
where course ->> 'pausedOn' is not null and rectification_due_on is not null;

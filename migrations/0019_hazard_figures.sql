-- The figures of the forms ask now what was referred or shut down too: counted from the index alone
-- again, without the rows.
drop index hazards_figures;
create index hazards_figures on hazards (county, registered_at) include (township, industry, division, grade, channel, confirmed_at, committed_at, closed_at, dismissed_at, referred_at, shut_down_at, rectification_due_on, funds_planned);
drop index hazards_major;
create index hazards_major on hazards (county, registered_at desc, id desc) include (township, industry, division, enterprise_id, grade, channel, confirmed_at, committed_at, closed_at, dismissed_at, referred_at, shut_down_at, rectification_due_on, funds_planned) where grade = 'major';

-- A four-colour plan may lie on the ground itself: the middle of its sheet, and how many metres a unit of it is
alter table risk_plans
  add column longitude double precision,
  add column latitude double precision,
  add column metres_per_unit double precision check (metres_per_unit > 0),
  add check (num_nonnulls(longitude, latitude, metres_per_unit) in (0, 3)),
  add check (longitude is null or file_id is null);

-- A licence that was renewed counts by its latest of the same name; until now the one before it counted as lapsed
with last_days as (
  select county, enterprise_id, title, max(coalesce(ends_on, 'infinity'::date)) as last_day
  from enterprise_papers where kind = 'licence' and ended_on is null group by county, enterprise_id, title
), first_lapse as (
  select county, enterprise_id, nullif(min(last_day), 'infinity'::date) as until
  from last_days group by county, enterprise_id
)
update enterprises set licence_until = first_lapse.until from first_lapse
where enterprises.county = first_lapse.county and enterprises.id = first_lapse.enterprise_id
  and enterprises.licence_until is distinct from first_lapse.until;

-- Rooms for the records of a month are made although some of that month came before it had one: they move in. Until now
-- such a month stayed in the default partition for good, which was the first month of every county.
create or replace function screening_partitions(first date, months integer) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  m date;
  after date;
  n text;
  columns text;
begin
  -- Two processes that start at once: the second finds what the first made.
  perform pg_advisory_xact_lock(1635083369, hashtext('screening_partitions'));
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
    where attrelid = 'screening_records'::regclass and attnum > 0 and not attisdropped and attgenerated = '';
  for m in
    select (date_trunc('month', first) + make_interval(months => i))::date from generate_series(0, least(months, 24) - 1) as i
    union
    select date_trunc('month', slot_day)::date from screening_records_default
      where slot_day between first - 1100 and first + 1100
    order by 1
  loop
    n := 'screening_records_' || to_char(m, 'YYYYMM');
    continue when to_regclass(n) is not null;
    after := (m + interval '1 month')::date;
    -- Made beside and attached: whoever reads or writes other months does not wait.
    execute format('create table %I (like screening_records including defaults including generated including constraints including storage)', n);
    if exists (select from screening_records_default where slot_day >= m and slot_day < after) then
      lock table screening_records_default in access exclusive mode;
      execute format('insert into %I (%s) select %s from screening_records_default where slot_day >= %L and slot_day < %L', n, columns, columns, m, after);
      delete from screening_records_default where slot_day >= m and slot_day < after;
    end if;
    execute format('alter table screening_records attach partition %I for values from (%L) to (%L)', n, m, after);
  end loop;
end $$;

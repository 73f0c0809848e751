-- A number that is given inside the transaction while nobody waits for it: its counter is held while the database works
-- and not while the program does. Later statements of the transaction read it; in what they record a mark stands for it.

create function give_number(
  of_county text, of_kind text, of_year integer, head text, digits integer, mark text
) returns text language plpgsql as $$
declare
  serial bigint;
  given text;
begin
  insert into number_counters (county, kind, year, last) values (of_county, of_kind, of_year, 1)
    on conflict (county, kind, year) do update set last = number_counters.last + 1
    returning last into serial;
  given := head || lpad(serial::text, greatest(digits, length(serial::text)), '0');
  perform set_config('zhiben.number', given, true), set_config('zhiben.number_mark', mark, true);
  return given;
end $$;
comment on function give_number is 'The number is the head and the serial with leading zeros, and the setting zhiben.number until the transaction ends';

create or replace function link_facts(
  of_county text, at timestamptz, actor uuid, ids uuid[], actions text[], kinds text[], subjects uuid[],
  before_seq text[], behind_seq text[]
) returns void language plpgsql as $$
declare
  head audit_heads;
  link text;
  next bytea;
  mark text := nullif(current_setting('zhiben.number_mark', true), '');
begin
  -- Waiters for the row alone would overtake one another (docs/decisions/0004).
  perform pg_advisory_xact_lock(1635083369, hashtext(of_county));
  select * into head from audit_heads where county = of_county for update;
  if not found then
    insert into audit_heads values (of_county, 0, decode(repeat('00', 32), 'hex')) returning * into head;
  end if;
  for i in 1 .. cardinality(ids) loop
    head.seq := head.seq + 1;
    link := before_seq[i] || head.seq || behind_seq[i];
    if mark is not null then
      link := replace(link, mark, current_setting('zhiben.number'));
    end if;
    next := sha256(head.hash || convert_to(link, 'UTF8'));
    insert into audit_entries values (
      of_county, head.seq, ids[i], at, actor, actions[i], kinds[i], subjects[i], link, 'sha256', head.hash, next
    );
    head.hash := next;
  end loop;
  update audit_heads set seq = head.seq, hash = head.hash where county = of_county;
end $$;

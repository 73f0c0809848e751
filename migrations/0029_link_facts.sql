-- The link of facts to their county's chain as one statement, so that the head is not held while the program computes.

create function link_facts(
  of_county text, at timestamptz, actor uuid, ids uuid[], actions text[], kinds text[], subjects uuid[],
  before_seq text[], behind_seq text[]
) returns void language plpgsql as $$
declare
  head audit_heads;
  link text;
  next bytea;
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
    next := sha256(head.hash || convert_to(link, 'UTF8'));
    insert into audit_entries values (
      of_county, head.seq, ids[i], at, actor, actions[i], kinds[i], subjects[i], link, 'sha256', head.hash, next
    );
    head.hash := next;
  end loop;
  update audit_heads set seq = head.seq, hash = head.hash where county = of_county;
end $$;
comment on function link_facts is 'Each body is given in two parts, before and behind its sequence number, which only the lock tells';

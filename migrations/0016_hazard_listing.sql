-- 挂牌督办 on the hazard itself: the ledger has the column and the filter, without asking for its papers.

alter table hazards
  add column listing_level text check (listing_level in ('county', 'city', 'province')),
  add column listed_on date,
  add column delisted_on date,
  add constraint hazards_listing_check check ((listing_level is null) = (listed_on is null)),
  add constraint hazards_delisting_check check (delisted_on is null or delisted_on >= listed_on);
comment on column hazards.listing_level is '挂牌层级: the highest of the plates that hang, or of those that hung; event hazard:markListed';

-- The plates that were issued before they were marked here.
update hazards set listing_level = plates.level, listed_on = plates.listed_on, delisted_on = plates.delisted_on
from (
  select county, subject_id,
    (array['county', 'city', 'province'])[max(array_position(array['county', 'city', 'province'], level))] as level,
    min((issued_at at time zone 'Asia/Shanghai')::date) as listed_on,
    case when bool_and(closed_at is not null) then max((closed_at at time zone 'Asia/Shanghai')::date) end as delisted_on
  from supervision_papers
  where kind = 'listedSupervision' and issued_at is not null and status <> 'withdrawn'
  group by county, subject_id
) plates
where hazards.county = plates.county and hazards.id = plates.subject_id;

create index hazards_listed on hazards (county, listed_on desc, id desc) where listed_on is not null;

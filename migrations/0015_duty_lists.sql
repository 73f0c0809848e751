-- 职责清单: standing lists of duties that the office writes itself. Publishing makes a plan document and a campaign.

create table duty_lists (
  county text collate "C" not null,
  id uuid not null,
  title text not null,
  draft jsonb not null,
  published jsonb,
  campaign_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  saved_at timestamptz not null,
  saved_by_name text not null,
  primary key (county, id),
  unique (county, campaign_id),
  foreign key (county, campaign_id) references campaigns (county, id),
  check ((published is null) = (campaign_id is null))
);
create index duty_lists_created on duty_lists (county, created_at desc, id desc);
comment on table duty_lists is '职责清单. draft: what the office works on (slices/plan/domain/duty-list.contract.ts); published: what the present edition of its campaign says, null before the first';

-- 任职禁止（行业禁入）: who may not be the principal of an enterprise, and until when (《安全生产法》第九十四条); kept and
-- ended like the other papers of the file where it was decided.
alter table enterprise_papers
  drop constraint enterprise_papers_kind_check,
  add constraint enterprise_papers_kind_check
    check (kind in ('licence', 'standardisation', 'insurance', 'listing', 'officeBan', 'accident')),
  add constraint enterprise_papers_person_check check (kind <> 'officeBan' or coalesce(details ->> 'person', '') <> '');
alter table enterprise_lapse_settings
  drop constraint enterprise_lapse_settings_kind_check,
  add constraint enterprise_lapse_settings_kind_check
    check (kind in ('licence', 'standardisation', 'insurance', 'listing', 'officeBan'));

-- What ends by itself.
drop index enterprise_papers_listing;
create index enterprise_papers_term on enterprise_papers (county, ends_on)
  where kind in ('listing', 'officeBan') and ended_on is null;
-- Whether somebody of a name stands under a ban, asked wherever a file is opened.
create index enterprise_papers_ban on enterprise_papers (county, (details ->> 'person'))
  where kind = 'officeBan' and ended_on is null;

comment on table enterprise_papers is 'Licences, standardisation grades, liability insurance, listings 严重失信, office bans and accidents of an enterprise; ended, never deleted';

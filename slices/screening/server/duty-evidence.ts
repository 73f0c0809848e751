import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { announceDutyEvidence } from '@zhiben/slices/plan/server';
import { sql } from 'kysely';
import { screeningTables } from './screening.tables.ts';

/** 主要负责人……检查/排查: what the principal has to lead in person. */
const LED = /主要负责人[^。；]{0,30}(检查|排查|自查|带队)/;
const OWN = /自查|自检|自排|排查|巡查|日查|周查|月查|季查|隐患检查/;

/** Signed records are what shows that an enterprise checked itself: plans ask for it in these words. */
export function announceScreeningEvidence(): void {
  announceDutyEvidence({
    key: 'screening:led',
    label: '主要负责人带队检查记录',
    answers: ({ quote }) => LED.test(quote),
    list: (ctx, asked) => listChecked(ctx, asked, 'principal'),
  });
  announceDutyEvidence({
    key: 'screening:records',
    label: '企业自查记录',
    answers: ({ quote }) => OWN.test(quote) && !LED.test(quote),
    list: (ctx, asked) => listChecked(ctx, asked, null),
  });
}

/** The days on which enterprises signed a check, one entry for each; by the day it was signed, not that it was due. */
function listChecked(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  asked: { readonly enterpriseIds: readonly string[]; readonly from: LocalDate; readonly to: LocalDate },
  level: 'principal' | null,
): Promise<{ enterpriseId: string; on: LocalDate }[]> {
  const signedOn = sql<LocalDate>`((signed_at - make_interval(secs => clock_skew_seconds)) at time zone 'Asia/Shanghai')::date::text`;
  let rows = screeningTables(db)
    .selectFrom('screening_records')
    .where('county', '=', actor.county)
    .where(sql<boolean>`enterprise_id = any(${[...asked.enterpriseIds]}::uuid[])`)
    // A slot of a year is counted on its last day, and a check made up after it.
    .where(sql<boolean>`slot_day >= ${asked.from}::date - 16 and slot_day <= ${asked.to}::date + 366`)
    .where(sql<boolean>`${signedOn}::date between ${asked.from}::date and ${asked.to}::date`)
    .select(['enterprise_id as enterpriseId'])
    .select(signedOn.as('on'));
  if (level) rows = rows.where('level', '=', level);
  return rows.execute();
}

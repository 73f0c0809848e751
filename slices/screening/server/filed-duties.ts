import { today } from '@zhiben/platform/domain/clock.ts';
import type { DutyHead } from '../domain/duty-matrix.contract.ts';
import type { MonthDays } from '../domain/effect-month.rules.ts';
import {
  commitmentSlots,
  FILED_DUTIES,
  type FiledDuty,
  type FiledSlot,
  statementSlots,
} from '../domain/filed-duties.rules.ts';
import { pausesOf } from './effect.compute.ts';
import { listPauses } from './effect-source.queries.ts';
import { listCommitted, listFirstFiled, listStated } from './filed-duties.queries.ts';
import { groupedBy } from './grouped.ts';
import { commitmentSetting, isOwed, statementSetting } from './statement.settings.ts';
import type { ReadCtx } from './statement.tables.ts';

/** What an enterprise files itself, beside its checks: of each duty its periods in a range. */
export interface FiledOf {
  readonly duty: FiledDuty;
  /** Null where it is owed and was never filed. */
  readonly slots: readonly (FiledSlot & { readonly path: string | null })[] | null;
}

interface Asked {
  readonly id: string;
  readonly industry: string;
}

/** The duties that the county asks of each enterprise's trade, and those that it files of its own accord. */
export async function filedDuties(
  ctx: ReadCtx,
  enterprises: readonly Asked[],
  days: MonthDays,
): Promise<{ heads: ReadonlyMap<FiledDuty, DutyHead>; of: (enterprise: Asked) => FiledOf[] }> {
  const ids = enterprises.map(({ id }) => id);
  const [commitment, statement, committed, stated, firsts, pauses] = await Promise.all([
    commitmentSetting(ctx),
    statementSetting(ctx),
    listCommitted(ctx, ids, days),
    listStated(ctx, ids, days),
    listFirstFiled(ctx, ids),
    listPauses(ctx, ids, days),
  ]);
  const settings = { commitment, statement };
  const filed = { commitment: groupedBy(committed, byEnterprise), statement: groupedBy(stated, byEnterprise) };
  const firstOf = new Map(firsts.map(({ enterpriseId, duty, first }) => [`${duty} ${enterpriseId}`, first]));
  const on = today(ctx.clock);
  const slotsOf = (duty: FiledDuty, id: string, first: string): FiledSlot[] => {
    const rows = filed[duty].get(id) ?? [];
    if (duty === 'statement') return statementSlots(rows, { first, dueDay: statement.dueDay, today: on }, days);
    return commitmentSlots(
      rows,
      { first, pauses: pausesOf({ enterpriseId: id, unitId: null }, pauses), today: on },
      days,
    );
  };
  const of = ({ id, industry }: Asked): FiledOf[] =>
    FILED_DUTIES.flatMap((duty): FiledOf[] => {
      const first = firstOf.get(`${duty} ${id}`);
      if (first === undefined) return isOwed(industry, settings[duty]) ? [{ duty, slots: null }] : [];
      const idOf = new Map(filed[duty].get(id)?.map((one) => [one.period, one.id]));
      const all = slotsOf(duty, id, first).map((slot) => ({ ...slot, path: pathOf(duty, id, slot, idOf) }));
      // Of what is not asked only what was filed counts.
      const slots = isOwed(industry, settings[duty]) ? all : all.filter(({ path }) => path !== null);
      return [{ duty, slots }];
    });
  const heads = new Map(FILED_DUTIES.map((duty) => [duty, headOf(duty, settings[duty].source)]));
  return { heads, of };
}

const byEnterprise = ({ enterpriseId }: { readonly enterpriseId: string }) => enterpriseId;
const NAMES: Record<FiledDuty, string> = { commitment: '安全承诺公告（每天）', statement: '隐患排查治理月报告' };

function headOf(code: FiledDuty, source: string): DutyHead {
  return { code, name: NAMES[code], source, confidence: null, caution: '' };
}

function pathOf(
  duty: FiledDuty,
  enterpriseId: string,
  { period }: FiledSlot,
  idOf: ReadonlyMap<string, string>,
): string | null {
  const id = idOf.get(period);
  if (id === undefined) return null;
  return duty === 'commitment' ? `/commitments/${id}` : `/statements/${enterpriseId}.${period}`;
}

import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { findEnterprise, findEnterprises, listEnterprises } from '@zhiben/slices/enterprise/server';
import { exchangeError } from '../domain/exchange.terms.ts';
import { findByCodes, findCodes, insertCompany, listCompanies, removeCompany } from './company.queries.ts';

const MOST_NAMED = 100;

export async function presentCompanies(
  ctx: Ctx,
  { q, cursor, limit }: { q?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const byCode = q !== undefined && /^[0-9A-Za-z]{1,9}$/.test(q);
  const named =
    q && !byCode ? (await listEnterprises(ctx, { q, limit: MOST_NAMED })).rows.map(({ id }) => id) : undefined;
  const { rows, nextCursor } = await listCompanies(ctx, {
    code: byCode ? q : undefined,
    enterpriseIds: named,
    cursor,
    limit,
  });
  const ids = rows.map(({ enterpriseId }) => enterpriseId);
  const names = new Map((await findEnterprises(ctx, ids)).map(({ id, name }) => [id, name]));
  return {
    rows: rows.map((row) => ({
      ...row,
      id: row.enterpriseId,
      enterpriseName: names.get(row.enterpriseId) ?? '（已合并的企业）',
      setAt: row.setAt.toISOString(),
    })),
    nextCursor,
  };
}

interface Setting {
  readonly commandId: string;
  readonly companyCode: string;
  readonly enterpriseId: string | null;
}

/** @throws app/not-found (enterprise), exchange/company-taken */
export async function setCompany(ctx: Ctx, { commandId, companyCode, enterpriseId }: Setting) {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded) {
    if (recorded.action !== 'exchange:setCompany') throw appError('id-taken', {});
    return { companyCode };
  }
  if (enterpriseId !== null && !(await findEnterprise(ctx, enterpriseId))) {
    throw appError('not-found', { what: '这家企业' });
  }
  await ctx.transaction(async (tx) => {
    const before = (await findByCodes(tx, [companyCode])).get(companyCode) ?? null;
    if (enterpriseId === null) await removeCompany(tx, companyCode);
    else if (before !== enterpriseId && !(await insertCompany(tx, companyCode, enterpriseId))) {
      const other = (await findCodes(tx, [enterpriseId])).get(enterpriseId);
      const what = other ? `这家企业已对应编码 ${other}` : `编码 ${companyCode} 已对应另一家企业`;
      throw exchangeError('company-taken', { what });
    }
    const subject = { kind: 'exchangeCompany', id: commandId };
    tx.record({ id: commandId, action: 'exchange:setCompany', subject, data: { companyCode, before, enterpriseId } });
  });
  return { companyCode };
}

import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { countWithout, findEnterpriseFile, listWithout } from '@zhiben/slices/enterprise/server';
import type { z } from 'zod';
import type * as contracts from '../domain/statement.contract.ts';
import type { Statement } from '../domain/statement.contract.ts';
import { mayReceive, mayState } from '../domain/statement.policy.ts';
import {
  addToMonth,
  draftWords,
  FIGURE_CODES,
  FIGURES,
  type Figures,
  figurePath,
  isZero,
  monthRange,
  sayFigure,
  statementDueOn,
} from '../domain/statement.rules.ts';
import { computeFigures } from './statement.figures.ts';
import {
  countFiled,
  filedFor,
  listFiled,
  listReceipts,
  listVersions,
  type StatementFilter,
  type StatementRecord,
} from './statement.queries.ts';
import { isOwed, statementSetting } from './statement.settings.ts';
import type { ReadCtx } from './statement.tables.ts';
import type { Place } from './statement-place.ts';

function presentRow(row: StatementRecord) {
  const { figures } = row;
  return {
    id: `${row.enterpriseId}.${row.month}`,
    enterpriseId: row.enterpriseId,
    enterpriseName: row.enterpriseName,
    division: row.division,
    industry: row.industry,
    month: row.month,
    version: row.version,
    isZero: row.isZero,
    isLate: row.isLate,
    dueOn: row.dueOn,
    confirmedAt: row.confirmedAt.toISOString(),
    confirmedByName: row.confirmedByName,
    found: figures.found ?? null,
    open: figures.open ?? null,
    overdue: figures.overdue ?? null,
    receipts: row.receipts,
    told: row.tellings > 0,
  };
}

function rowOfNone(place: Place, month: string, dueOn: string | null, isLate: boolean) {
  return {
    id: `${place.id}.${month}`,
    enterpriseId: place.id,
    enterpriseName: place.name,
    division: place.division,
    industry: place.industry,
    month,
    version: 0,
    isZero: false,
    isLate,
    dueOn,
    confirmedAt: null,
    confirmedByName: '',
    found: null,
    open: null,
    overdue: null,
    receipts: 0,
    told: false,
  };
}

/** The month before this one: what is owed now. */
const owedMonth = (ctx: Pick<ReadCtx, 'clock'>): string => addToMonth(today(ctx.clock).slice(0, 7), -1);

export async function presentList(
  ctx: ReadCtx,
  { cursor, limit, ...filter }: z.output<typeof contracts.listStatements.query>,
) {
  const page = { limit, ...(cursor && { cursor }) };
  if (filter.group !== 'missing') {
    const { rows, nextCursor } = await listFiled(ctx, filter, page);
    return { rows: rows.map(presentRow), nextCursor };
  }
  const { owing, month, dueOn } = await owed(ctx, filter);
  const { rows, nextCursor } = await listWithout(ctx, owing, page);
  const isLate = today(ctx.clock) > dueOn;
  return { rows: rows.map((row) => rowOfNone(row, month, dueOn, isLate)), nextCursor };
}

export async function presentCount(ctx: ReadCtx, filter: StatementFilter) {
  return filter.group === 'missing' ? countWithout(ctx, (await owed(ctx, filter)).owing) : countFiled(ctx, filter);
}

async function owed(ctx: ReadCtx, filter: StatementFilter) {
  const { q, division, industry, enterpriseId } = filter;
  const setting = await statementSetting(ctx);
  const month = filter.month ?? owedMonth(ctx);
  const owing = {
    industries: setting.industries,
    done: filedFor(ctx, month),
    enterpriseId,
    filter: { q, division, industry },
  };
  return { owing, month, dueOn: statementDueOn(month, setting.dueDay) };
}

function presentFigures(figures: Figures, enterpriseId: string, month: string): Statement['figures'] {
  return FIGURE_CODES.map((code) => {
    const { label, unit } = FIGURES[code];
    const value = figures[code] ?? null; // a month confirmed by an earlier formula may lack it
    return { code, label, unit, value, said: sayFigure(code, value), path: figurePath(code, enterpriseId, month) };
  });
}

/**
 * A month as it was confirmed; for the enterprise itself also the draft that the records make now.
 * @throws app/not-found, also for regulators while nothing is confirmed
 */
export async function presentStatement(
  ctx: ReadCtx,
  { enterpriseId, month }: { readonly enterpriseId: string; readonly month: string },
  { version, fresh }: z.output<typeof contracts.getStatement.query>,
): Promise<Statement> {
  const place = await findEnterpriseFile(ctx, enterpriseId);
  if (!place) throw appError('not-found', { what: '这家企业' });
  const [versions, setting] = await Promise.all([listVersions(ctx, enterpriseId, month), statementSetting(ctx)]);
  // What a file said of a month of which the file that it was merged into had a statement itself stays with it.
  const { mergedInto } = place;
  if (mergedInto && versions.length === 0)
    return presentStatement(ctx, { enterpriseId: mergedInto, month }, { version, fresh });
  const [latest] = versions;
  const chosen = version === undefined ? latest : versions.find((one) => one.version === version);
  const isOwn = ctx.actor.scope.enterpriseId === enterpriseId;
  const isDraft = chosen === undefined || (fresh !== undefined && isOwn);
  if ((isDraft && !isOwn) || (version !== undefined && !chosen)) throw appError('not-found', { what: '这份月报告' });
  const dueOn = isOwed(place.industry, setting) ? statementDueOn(month, setting.dueDay) : null;
  const figures = isDraft ? await computeFigures(ctx, enterpriseId, month) : chosen.figures;
  const receiptList = chosen ? await listReceipts(ctx, chosen.id) : [];
  const row = chosen ? presentRow(chosen) : rowOfNone(place, month, dueOn, false);
  const hasEnded = today(ctx.clock) > monthRange(month).to;
  const isLatest = chosen?.id === latest?.id;
  const isOpenToBody = chosen !== undefined && isLatest && !mergedInto && mayReceive(ctx.actor);
  const states = mayState(ctx.actor, enterpriseId);
  return {
    ...row,
    isZero: isZero(figures),
    version: latest?.version ?? 0,
    figures: presentFigures(figures, enterpriseId, month),
    words: isDraft ? draftWords(month, figures) : chosen.words,
    isDraft,
    amendsBecause: isDraft ? null : chosen.amendsBecause,
    source: setting.source,
    versions: versions.map((one) => ({
      id: one.id,
      version: one.version,
      confirmedAt: one.confirmedAt.toISOString(),
      confirmedByName: one.confirmedByName,
      amendsBecause: one.amendsBecause,
    })),
    receiptList: receiptList.map(({ bodyId: _, receivedAt, ...receipt }) => ({
      ...receipt,
      receivedAt: receivedAt.toISOString(),
    })),
    abilities: {
      confirm: states && hasEnded && latest === undefined,
      amend: states && isLatest && latest !== undefined,
      tell: states && isLatest && latest !== undefined,
      receive: isOpenToBody && receiptList.every(({ bodyId }) => bodyId !== ctx.actor.bodyId),
    },
  };
}

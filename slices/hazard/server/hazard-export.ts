import { today } from '@zhiben/platform/domain/clock.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type SheetFile, streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { hazardError } from '../domain/hazard.errors.ts';
import type { HazardFilter, Sort } from '../domain/hazard.filter.ts';
import { REGULATOR_FOUND, seenChannel } from '../domain/hazard.policy.ts';
import { duePurpose, type Hazard } from '../domain/hazard.state.ts';
import {
  CHANNEL_NAMES,
  COMMITMENT_NAMES,
  type CommitmentKind,
  DUE_NAMES,
  GRADE_NAMES,
  LISTING_LEVEL_NAMES,
  STATUS_NAMES,
} from '../domain/hazard.terms.ts';
import { MOST_EXPORTED, SCREEN_COLUMNS, type ScreenColumn } from '../domain/hazard-ledger.contract.ts';
import { countRows, listHazards, listStates } from './hazard.queries.ts';

const BATCH = 500;

/** Which rows of the list, in which order. */
export type ExportQuery = HazardFilter & { readonly sort?: Sort | undefined };

/**
 * The ledger as a sheet to print: the rows of the list, in its order and scope. What was taken out, and by which
 * filter, is recorded before the first byte leaves.
 * @param columns those of a screen; without them the whole ledger
 * @throws hazard/export-too-large
 */
export async function exportHazards(
  ctx: Ctx,
  { columns: chosen, ...query }: ExportQuery & { readonly columns?: readonly ScreenColumn[] | undefined },
): Promise<SheetFile> {
  const rows = await recordRows(ctx, query, chosen && 'screen');
  const names = await namesFor(ctx);
  const title = '事故隐患台账';
  const sheet = streamSheet({
    title,
    note: `截至 ${today(ctx.clock)}　共 ${rows} 项　${chosen ? '' : '单位：万元　'}导出人：${ctx.actor.name}`,
    columns: chosen ? screenColumns(names, chosen) : wholeColumns(names),
    rows: walkStates(ctx, query),
  });
  return { name: `${title}${today(ctx.clock)}`, sheet, rows };
}

/**
 * Records that the rows of a filter are taken out, before the first byte leaves.
 * @returns how many they are
 * @throws hazard/export-too-large
 */
export async function recordRows(ctx: Ctx, { sort: _, ...filter }: ExportQuery, ledger?: string): Promise<number> {
  const rows = await countRows(ctx, filter, MOST_EXPORTED + 1);
  if (rows > MOST_EXPORTED) throw hazardError('export-too-large', { most: MOST_EXPORTED });
  await recordExport(ctx, 'hazard', { filter, rows, ...(ledger && { ledger }) });
  return rows;
}

/** The rows of the list, whole, a batch at a time. */
export async function* walkStates(ctx: Ctx, query: ExportQuery): AsyncGenerator<Hazard> {
  let cursor: string | undefined;
  do {
    const page = await listHazards(ctx, { ...query, limit: BATCH, ...(cursor && { cursor }) });
    const ids = page.rows.map((row) => row.id);
    const states = new Map((await listStates(ctx, ids)).map((state) => [state.id, state]));
    for (const id of ids) {
      const state = states.get(id);
      if (state) yield state;
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

/** Names that rows hold as codes and ids, and the origin as the viewer may see it. */
interface Names {
  readonly division: (code: string) => string;
  readonly body: (id: string | null) => string | null;
  readonly channel: (hazard: Hazard) => string;
}

async function namesFor(ctx: Ctx): Promise<Names> {
  const [divisions, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const divisionNames = new Map(divisions.map(({ code, name }) => [code, name]));
  const bodyNames = new Map(bodies.map(({ id, name }) => [id, name]));
  return {
    division: (code) => divisionNames.get(code) ?? code,
    body: (id) => bodyNames.get(id ?? '') ?? null,
    channel: (hazard) => {
      const seen = seenChannel(ctx.actor, hazard.channel);
      return seen ? CHANNEL_NAMES[seen] : REGULATOR_FOUND;
    },
  };
}

const instant = (at: string | null) => (at === null ? null : new Date(at));
const gradeOf = ({ grade }: Hazard) => (grade ? GRADE_NAMES[grade] : '未定级');

/** The columns that a screen shows, in its words and order. */
function screenColumns(names: Names, chosen: readonly ScreenColumn[]): WriteColumn<Hazard>[] {
  const values: Record<ScreenColumn, Omit<WriteColumn<Hazard>, 'header'>> = {
    number: { value: (h) => h.number, width: 24 },
    description: { value: (h) => h.description, width: 44 },
    enterprise: { value: (h) => h.enterpriseName, width: 30 },
    grade: { value: gradeOf, width: 14 },
    status: { value: (h) => STATUS_NAMES[h.status], width: 14 },
    due: { value: sayDue, width: 24 },
    division: { value: (h) => names.division(h.division), width: 16 },
    industry: { value: (h) => industryName(h.industry), width: 16 },
    place: { value: (h) => h.place, width: 18 },
    channel: { value: names.channel, width: 14 },
    discoveredOn: { value: (h) => h.discoveredOn, kind: 'date', width: 12 },
    registeredAt: { value: (h) => instant(h.registeredAt), kind: 'instant', width: 18 },
    rectificationDueOn: { value: (h) => h.rectificationDueOn, kind: 'date', width: 12 },
    criterion: { value: (h) => h.criterionCode, width: 12 },
    closedAt: { value: (h) => instant(h.closedAt), kind: 'instant', width: 18 },
    listing: { value: sayListing, width: 24 },
    returnedCount: { value: (h) => h.returnedCount, kind: 'integer', width: 10 },
  };
  return chosen.map((key) => ({ header: SCREEN_COLUMNS[key], ...values[key] }));
}

/** 县级 2024-03-01 至 2024-06-01; in the words of the list. */
function sayListing({ listingLevel, listedOn, delistedOn }: Hazard): string | null {
  if (listingLevel === null) return null;
  const level = LISTING_LEVEL_NAMES[listingLevel];
  return delistedOn ? `${level}，${delistedOn} 摘牌` : `${level}，${listedOn ?? ''} 挂牌`;
}

function sayDue(hazard: Hazard): string | null {
  const purpose = duePurpose(hazard);
  return purpose && `${DUE_NAMES[purpose]} ${hazard.dueOn}`;
}

/** All that a ledger on paper asks for. */
function wholeColumns(names: Names): WriteColumn<Hazard>[] {
  const owner = ({ commitments }: Hazard) => commitments.responsibility?.owner;
  const filed = (kind: CommitmentKind): WriteColumn<Hazard> => ({
    header: COMMITMENT_NAMES[kind],
    value: ({ commitments }) => commitments[kind]?.value ?? null,
    width: 30,
  });
  return [
    { header: '隐患编号', value: (h) => h.number, width: 24 },
    { header: '等级', value: gradeOf, width: 14 },
    { header: '状态', value: (h) => STATUS_NAMES[h.status], width: 14 },
    { header: '单位名称', value: (h) => h.enterpriseName, width: 30 },
    { header: '属地', value: (h) => names.division(h.division), width: 16 },
    { header: '监管行业', value: (h) => industryName(h.industry), width: 16 },
    { header: '隐患描述', value: (h) => h.description, width: 44 },
    { header: '部位', value: (h) => h.place, width: 18 },
    { header: '发现渠道', value: names.channel, width: 14 },
    { header: '发现日期', value: (h) => h.discoveredOn, kind: 'date', width: 12 },
    { header: '登记时间', value: (h) => instant(h.registeredAt), kind: 'instant', width: 18 },
    { header: '认定依据', value: (h) => h.basis, width: 30 },
    { header: '承办部门', value: (h) => names.body(h.handlingBodyId), width: 20 },
    { header: '责任人', value: (h) => owner(h)?.name, width: 10 },
    { header: '职务', value: (h) => owner(h)?.position, width: 14 },
    filed('measures'),
    { header: '计划资金', value: (h) => h.fundsPlanned, kind: 'number', width: 12 },
    { header: '已用资金', value: (h) => h.fundsSpent, kind: 'number', width: 12 },
    { header: '整改期限', value: (h) => h.rectificationDueOn, kind: 'date', width: 12 },
    filed('plan'),
    { header: '五落实齐备', value: (h) => instant(h.committedAt), kind: 'instant', width: 18 },
    { header: '申请验收', value: (h) => instant(h.appliedAt), kind: 'instant', width: 18 },
    { header: '销号', value: (h) => instant(h.closedAt), kind: 'instant', width: 18 },
    { header: '挂牌层级', value: ({ listingLevel: l }) => l && LISTING_LEVEL_NAMES[l], width: 10 },
    { header: '挂牌日期', value: (h) => h.listedOn, kind: 'date', width: 12 },
    { header: '摘牌日期', value: (h) => h.delistedOn, kind: 'date', width: 12 },
    { header: '退回次数', value: (h) => h.returnedCount, kind: 'integer', width: 10 },
  ];
}

import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import {
  checkFits,
  MOST_SHEET_ROWS,
  type SheetFile,
  streamSheet,
  type WriteColumn,
} from '@zhiben/platform/server/excel/index.ts';
import { allRows } from '@zhiben/platform/server/http/paging.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { listPeople } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import { PAPER_KIND_NAMES, PAPER_STATE_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';
import type * as contracts from '../domain/lapse.contract.ts';
import type { LapseSettings, LapsingFilter, LapsingRow } from '../domain/lapse.contract.ts';
import { DEFAULT_LAPSE, LAPSING_KINDS, sayLapses, sayLapsesOfBody } from '../domain/lapse.rules.ts';
import {
  countLapsing,
  countRemindedOf,
  hasDueLapses,
  lapseDays,
  listLapseSettings,
  listLapsing,
  markReminded,
  putLapseSetting,
  takeDueLapses,
} from './lapse.queries.ts';

const BATCH = 300;
const EXPORT_BATCH = 1000;
const OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'] as const;
const REGULATORS = ['departmentOfficer', 'inspector', 'townshipOfficer'] as const;

/** What lapses as of today, for lists. */
export async function lapsesOf(ctx: Ctx, filter: LapsingFilter) {
  return { on: today(ctx.clock), days: await lapseDays(ctx), filter };
}

/**
 * Tells enterprises and their departments of papers that came to a rung: so many days ahead, the last week, lapsed.
 * Where an enterprise has no competent department its township is told. Running twice on a day tells nobody twice.
 * @returns how many papers were told of
 */
export async function remindLapses(ctx: Ctx): Promise<number> {
  const on = today(ctx.clock);
  const days = await lapseDays(ctx);
  let told = 0;
  while (await hasDueLapses(ctx, on, days)) told += await remindBatch(ctx, on, days);
  await tellBodies(ctx, on);
  return told;
}

async function remindBatch(ctx: Ctx, on: string, days: Awaited<ReturnType<typeof lapseDays>>): Promise<number> {
  return ctx.transaction(async (tx) => {
    const papers = await takeDueLapses(tx, on, days, BATCH);
    await markReminded(tx, on, papers);
    for (const enterpriseId of new Set(papers.map((paper) => paper.enterpriseId))) {
      const own = papers.filter((paper) => paper.enterpriseId === enterpriseId);
      await notify(tx, {
        userIds: await listPeople(tx, { enterpriseId }, OFFICERS),
        kind: 'enterprise:lapse',
        ...sayLapses(own),
        link: `/enterprises/${enterpriseId}?tab=papers`,
        dedupeKey: `lapse:${on}:${own[0]?.id}`,
      });
    }
    const id = newId();
    const data = { on, papers: papers.map((paper) => [paper.id, paper.rung]) };
    tx.record({ id, action: 'enterprise:remindLapses', subject: { kind: 'lapseReminder', id }, data });
    return papers.length;
  });
}

async function tellBodies(ctx: Ctx, on: string): Promise<void> {
  const counts = await countRemindedOf(ctx, on);
  if (counts.length === 0) return;
  const bodies = await listBodies(ctx);
  await ctx.transaction(async (tx) => {
    let people = 0;
    for (const { bodyId, township, ...count } of counts) {
      const to = bodyId ?? bodies.find(({ kind, division }) => kind === 'township' && division === township)?.id;
      if (!to) continue;
      people += await notify(tx, {
        userIds: await listPeople(tx, { bodyIds: [to] }, REGULATORS),
        kind: 'enterprise:lapse',
        title: '所监管企业的证照、保险将到期',
        detail: sayLapsesOfBody(count),
        link: '/enterprise-papers',
        dedupeKey: `lapse:${on}:${bodyId ?? township}`,
      });
    }
    const id = newId();
    const data = { on, people };
    tx.record({ id, action: 'enterprise:tellLapses', subject: { kind: 'lapseReminder', id }, data });
  });
}

export async function presentLapseSettings(ctx: Ctx): Promise<LapseSettings> {
  const own = await listLapseSettings(ctx);
  return {
    kinds: LAPSING_KINDS.map((kind) => {
      const set = own.get(kind);
      const { days, source } = set ?? DEFAULT_LAPSE[kind];
      const setAt = set?.setAt.toISOString() ?? null;
      return { kind, days, source, isOwn: set !== undefined, setAt, setByName: set?.setByName ?? null };
    }),
    abilities: { configure: ctx.actor.permissions.has('enterprise:configure') },
  };
}

/** @throws app/id-taken */
export async function setLapseSetting(
  ctx: Ctx,
  { commandId, kind, days, source }: z.output<typeof contracts.setLapseSetting.body>,
): Promise<void> {
  const action = 'enterprise:setLapse';
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && recorded.action !== action) throw appError('id-taken', {});
  if (recorded) return;
  await ctx.transaction(async (tx) => {
    await putLapseSetting(tx, kind, days === null ? null : { days, source: source ?? '' });
    tx.record({
      id: commandId,
      action,
      subject: { kind: 'lapseSetting', id: commandId },
      data: { kind, days, source },
    });
  });
}

/** The list as a sheet; who took it out is recorded before the first byte leaves. @throws excel/too-many-to-write */
export async function exportLapsing(
  ctx: Ctx,
  { sort, ...filter }: z.output<typeof contracts.exportLapsing.query>,
): Promise<SheetFile> {
  const lapses = await lapsesOf(ctx, filter);
  const { count, exact } = await countLapsing(ctx, lapses, MOST_SHEET_ROWS);
  checkFits(exact ? count : count + 1, '证照等');
  await recordExport(ctx, 'enterprise', { document: 'lapsing', filter, rows: count });
  const note = `截至 ${lapses.on}　共 ${count} 项　导出人：${ctx.actor.name}`;
  const columns = await columnsFor(ctx);
  const rows = allRows((cursor) => listLapsing(ctx, lapses, { cursor, limit: EXPORT_BATCH, sort }));
  const sheet = streamSheet({ title: '证照等到期情况', note, columns, rows });
  return { name: `证照等到期情况${lapses.on}`, sheet, rows: count };
}

async function columnsFor(ctx: Ctx): Promise<WriteColumn<LapsingRow>[]> {
  const [divisions, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const places = new Map(divisions.map(({ code, name }) => [code, name]));
  const names = new Map(bodies.map(({ id, name }) => [id, name]));
  return [
    { header: '单位名称', value: (row) => row.enterpriseName, width: 36 },
    { header: '属地', value: (row) => places.get(row.division) ?? row.division, width: 16 },
    { header: '监管行业', value: (row) => industryName(row.industry), width: 18 },
    { header: '行业主管部门', value: (row) => names.get(row.supervisingBodyId ?? '') ?? null, width: 24 },
    { header: '类别', value: (row) => PAPER_KIND_NAMES[row.kind], width: 18 },
    { header: '名称', value: (row) => row.title, width: 30 },
    { header: '编号', value: (row) => row.number, width: 22 },
    { header: '到期日', value: (row) => row.endsOn, kind: 'date', width: 14 },
    { header: '状态', value: (row) => PAPER_STATE_NAMES[row.state], width: 12 },
    { header: '最近提醒', value: (row) => row.remindedOn, kind: 'date', width: 14 },
  ];
}

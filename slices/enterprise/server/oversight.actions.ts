import type { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { listBodies } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import { enterpriseError } from '../domain/enterprise.terms.ts';
import { type Industry, industryName } from '../domain/industries.ts';
import type * as contracts from '../domain/oversight.contract.ts';
import { DUTY_NAMES, type MatrixRow } from '../domain/oversight.contract.ts';
import { dutyMatrix, soleCompetent } from '../domain/oversight.rules.ts';
import { lockFiles } from './enterprise.queries.ts';
import { insertChanges } from './enterprise-changes.queries.ts';
import { isResend } from './file-subject.ts';
import { countDuties, listDuties, lockBlind, upsertDuty } from './oversight.queries.ts';
import { updateFiles } from './update-files.queries.ts';

export async function readMatrix(ctx: Ctx) {
  const [bodies, set, counts] = await Promise.all([listBodies(ctx), listDuties(ctx), countDuties(ctx)]);
  const rows = dutyMatrix(bodies, set, counts);
  const sole = soleCompetent(rows);
  const sum = (some: readonly MatrixRow[]) => some.reduce((total, { blind }) => total + blind, 0);
  const fixable = sum(rows.filter(({ industry }) => sole.has(industry)));
  return { rows, blind: sum(rows), fixable, asOf: ctx.clock.now().toISOString() };
}

/** @throws enterprise/unknown-body */
export async function setDuty(ctx: Ctx, body: z.output<typeof contracts.setDuty.body>): Promise<void> {
  const { commandId, ...duty } = body;
  if (await isResend(ctx, commandId, duty.bodyId)) return;
  if (!(await listBodies(ctx)).some(({ id }) => id === duty.bodyId)) throw enterpriseError('unknown-body', {});
  await ctx.transaction(async (tx) => {
    await upsertDuty(tx, duty);
    tx.record({ id: commandId, action: 'enterprise:duty', subject: { kind: 'body', id: duty.bodyId }, data: duty });
  });
}

const BATCH = 500;

/**
 * Names the one competent department of the matrix in every file that names none, with provenance. In batches of a
 * transaction each: stopped half-way it goes on when asked again.
 * @throws enterprise/not-competent when an industry is given that has none or several
 */
export async function fillBlindSpots(ctx: Ctx, body: z.output<typeof contracts.fillBlindSpots.body>): Promise<number> {
  if (await isResend(ctx, body.commandId, body.commandId)) return 0;
  const { rows } = await readMatrix(ctx);
  const sole = soleCompetent(rows);
  if (body.industry && !sole.has(body.industry)) throw enterpriseError('not-competent', {});
  const blind = new Set<string>(rows.filter((row) => row.blind > 0).map(({ industry }) => industry));
  const todo = [...sole].filter(([industry]) => blind.has(industry) && (body.industry ?? industry) === industry);
  let filled = 0;
  let factId = body.commandId;
  for (const [industry, bodyId] of todo) {
    for (;;) {
      const done = await fillBatch(ctx, industry, bodyId, factId);
      if (done > 0) factId = newId();
      filled += done;
      if (done < BATCH) break;
    }
  }
  return filled;
}

async function fillBatch(ctx: Ctx, industry: Industry, bodyId: string, factId: string): Promise<number> {
  const on = today(ctx.clock);
  return ctx.transaction(async (tx) => {
    const files = await lockFiles(tx, await lockBlind(tx, industry, BATCH));
    const changes = { supervisingBodyId: bodyId };
    await updateFiles(
      tx,
      files.map((file) => ({ file, changes })),
    );
    const ground = { commandId: factId, source: 'staff' as const, basis: '按责任矩阵补齐', effectiveOn: on };
    await insertChanges(
      tx,
      ground,
      files.map((file) => ({ id: file.id, before: { supervisingBodyId: null }, changes })),
    );
    const data = { industry, bodyId, enterprises: files.map(({ id }) => id) };
    tx.record({ id: factId, action: 'enterprise:fillBlind', subject: { kind: 'import', id: factId }, data });
    return files.length;
  });
}

/** The matrix as a sheet: a row an industry, a column a body that has any duty. */
export async function exportMatrix(ctx: Ctx): Promise<Readable> {
  const [{ rows, blind }, bodies] = await Promise.all([readMatrix(ctx), listBodies(ctx)]);
  await recordExport(ctx, 'enterprise', { document: 'oversight', blind });
  const used = bodies.filter((body) => rows.some(({ cells }) => cells.some(({ bodyId }) => bodyId === body.id)));
  const columns: WriteColumn<MatrixRow>[] = [
    { header: '监管行业', value: (row) => industryName(row.industry), width: 22 },
    { header: '企业数', value: (row) => row.enterprises, kind: 'integer', width: 10 },
    { header: '监管盲区', value: (row) => row.blind, kind: 'integer', width: 10 },
    { header: '问题', value: (row) => row.faults.map((fault) => FAULT_WORDS[fault]).join('、'), width: 18 },
    ...used.map((body) => ({
      header: body.shortName,
      width: 12,
      value: (row: MatrixRow) => {
        const cell = row.cells.find(({ bodyId }) => bodyId === body.id);
        return cell ? DUTY_NAMES[cell.duty] : null;
      },
    })),
  ];
  const note = `截至 ${today(ctx.clock)}　监管盲区 ${blind} 家　导出人：${ctx.actor.name}`;
  return streamSheet({ title: '安全生产监管责任矩阵', note, columns, rows });
}

const FAULT_WORDS = { hole: '无主管部门', overlap: '主管部门重叠', mismatch: '档案与矩阵不符' } as const;

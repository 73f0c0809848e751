import { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { isId, newId } from '@zhiben/platform/domain/ids.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as batches from '../domain/batches.contract.ts';
import * as companies from '../domain/companies.contract.ts';
import { MOST_BYTES } from '../domain/exchange.terms.ts';
import * as keys from '../domain/keys.contract.ts';
import * as records from '../domain/records.contract.ts';
import * as sending from '../domain/sending.contract.ts';
import { presentBatch, presentBatches, presentReceipt, presentRows, replayBatch, startBatch } from './batch.actions.ts';
import { findBatch } from './batch.queries.ts';
import { presentCompanies, setCompany } from './company.actions.ts';
import { exportOwn } from './export-own.ts';
import { presentHeld, presentHoldings } from './holdings.ts';
import { receiveSigned } from './inbox.ts';
import { batchKey, receiveBatch } from './receive.ts';
import { readCursor, signedExport } from './signed-file.ts';
import {
  addPeer,
  createTarget,
  pauseTarget,
  presentKeys,
  presentSends,
  presentTargets,
  removePeer,
  removeTarget,
  settleSend,
} from './target.actions.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const NDJSON = 'application/x-ndjson; charset=utf-8';
const attachment = (name: string) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
const MOST_SOURCE = 60;

async function originalOf(ctx: Ctx, id: string) {
  const batch = await findBatch(ctx, id);
  const key = batch && batchKey(ctx.actor.county, batch.sha256);
  if (!batch || !key || !(await ctx.services.files.has(key))) throw appError('not-found', { what: '这一批的原始文件' });
  return { name: batch.fileName, stream: await ctx.services.files.open(key) };
}

const batchRoutes = [
  route(batches.listBatches, ({ ctx, query }) => presentBatches(ctx, query)),
  route(batches.getBatch, ({ ctx, params }) => presentBatch(ctx, params.id)),
  route(batches.listBatchRows, ({ ctx, params, query }) => presentRows(ctx, params.id, query)),
  route(batches.uploadBatch, ({ ctx, raw }) =>
    withUpload(raw.request, ctx.services.files.incoming, MOST_BYTES, async ({ fields, file }) => {
      const id = fields.id && isId(fields.id) ? fields.id : newId();
      const source = fields.source?.trim().slice(0, MOST_SOURCE) || '未注明来源';
      await receiveBatch(ctx, { id, source, fileName: file.name, received: file.received });
      return presentBatch(ctx, id);
    }),
  ),
  route(batches.startBatch, ({ ctx, params, body }) => startBatch(ctx, params.id, body)),
  route(batches.replayBatch, ({ ctx, params, body }) => replayBatch(ctx, params.id, body)),
  route(batches.getReceipt, ({ ctx, params }) => presentReceipt(ctx, params.id)),
  route(batches.getOriginal, async ({ ctx, params, raw }) => {
    const { name, stream } = await originalOf(ctx, params.id);
    return raw.reply.type('application/octet-stream').header('content-disposition', attachment(name)).send(stream);
  }),
];

const holdingRoutes = [
  route(records.getHoldings, ({ ctx }) => presentHoldings(ctx)),
  route(records.listHeldRecords, ({ ctx, query }) => presentHeld(ctx, query)),
];

const exportRoutes = [
  route(records.exportRecords, async ({ ctx, query, raw }) => {
    const since = query.since ? readCursor(query.since) : {};
    await recordExport(ctx, 'exchange', { document: 'records', types: query.types, since: query.since ?? null });
    const lines = signedExport(ctx, { types: query.types, since });
    const name = `官方记录-${ctx.actor.county}-${today(ctx.clock)}.jsonl`;
    return raw.reply.type(NDJSON).header('content-disposition', attachment(name)).send(Readable.from(lines));
  }),
  route(records.exportOwn, async ({ ctx, query: { format }, raw }) => {
    const stream = await exportOwn(ctx, format);
    const name = `双重预防官方记录-${today(ctx.clock)}.${format}`;
    return raw.reply
      .type(format === 'xlsx' ? XLSX : NDJSON)
      .header('content-disposition', attachment(name))
      .send(stream);
  }),
];

const companyRoutes = [
  route(companies.listCompanies, ({ ctx, query }) => presentCompanies(ctx, query)),
  route(companies.setCompany, ({ ctx, body }) => setCompany(ctx, body)),
];

const targetRoutes = [
  route(sending.listTargets, ({ ctx }) => presentTargets(ctx)),
  route(sending.createTarget, ({ ctx, body }) => createTarget(ctx, body)),
  route(sending.pauseTarget, ({ ctx, params, body }) => pauseTarget(ctx, params.id, body)),
  route(sending.removeTarget, ({ ctx, params, body }) => removeTarget(ctx, params.id, body)),
  route(sending.listSends, ({ ctx, params, query }) => presentSends(ctx, params.id, query)),
  route(sending.settleSend, ({ ctx, params, body }) => settleSend(ctx, params.id, body)),
  route(keys.getKeys, ({ ctx }) => presentKeys(ctx)),
  route(keys.addPeer, ({ ctx, body }) => addPeer(ctx, body)),
  route(keys.removePeer, ({ ctx, params, body }) => removePeer(ctx, params.id, body)),
  route(batches.receiveBatch, ({ ctx, params, raw }) =>
    receiveSigned(ctx, params.county, raw.request.headers, raw.request.body),
  ),
];

export const exchangeRoutes = [...batchRoutes, ...holdingRoutes, ...exportRoutes, ...companyRoutes, ...targetRoutes];

import { newId } from '@zhiben/platform/domain/ids.ts';
import * as exchange from '@zhiben/slices/exchange/domain';
import { applyReceived } from '@zhiben/slices/exchange/server';
import { insertSend } from '../../slices/exchange/server/target.queries.ts';
import { inCounty, noRecord, type Sample, type Setting } from '../permission-matrix-world.ts';
import { anEnterprise, command } from './common.ts';

const KEY = 'A'.repeat(43);
const aCode = () => newId().replaceAll('-', '').slice(-9);

function aFile(id: string): FormData {
  const body = new FormData();
  body.append('id', id);
  body.append('file', new Blob(['{"riskUnitName": "x"}']), '省平台.jsonl');
  return body;
}

async function made<T>(setting: Setting, url: string, body: object, id: T): Promise<T> {
  const response = await setting.county.as('clerk').post(url, body);
  if (response.statusCode !== 200) throw new Error(response.body);
  return id;
}

async function aBatch(setting: Setting): Promise<string> {
  const id = newId();
  return made(setting, '/api/exchange/batches', aFile(id), id);
}

/** A batch that was taken in: only then is there a receipt. */
async function anAppliedBatch(setting: Setting): Promise<string> {
  const id = await aBatch(setting);
  await applyReceived(setting.county.ctxOf('clerk'), id, { preview: false, onProgress: () => undefined });
  return id;
}

async function aTarget(setting: Setting): Promise<string> {
  const id = newId();
  const body = { id, name: '省平台', url: 'http://127.0.0.1:9/', types: ['riskUnit'] };
  return made(setting, '/api/exchange/targets', body, id);
}

async function aSend(setting: Setting): Promise<string> {
  const id = newId();
  const targetId = await aTarget(setting);
  await setting.county.ctxOf('clerk').transaction(async (tx) => {
    await insertSend(tx, { id, targetId, records: 1, types: { riskUnit: 1 }, sha256: 'x', body: Buffer.from('x') });
    tx.record({ id: newId(), action: 'test:send', subject: { kind: 'county', id: newId() }, data: {} });
  });
  return id;
}

async function aPeer(setting: Setting): Promise<string> {
  const id = newId();
  const publicKey = newId().replaceAll('-', '').padEnd(43, 'x');
  return made(setting, '/api/exchange/peers', { id, name: '邻县', publicKey }, id);
}

const onBatch = async (setting: Setting) => ({ params: { id: await aBatch(setting) }, body: command() });

export const exchangeSamples: readonly Sample[] = [
  noRecord(exchange.listBatches, () => ({ query: {} })),
  noRecord(exchange.uploadBatch, () => ({ body: aFile(newId()) }) as never),
  inCounty(exchange.getBatch, async (s) => ({ params: { id: await aBatch(s) } })),
  inCounty(exchange.listBatchRows, async (s) => ({ params: { id: await aBatch(s) }, query: {} })),
  inCounty(exchange.startBatch, onBatch),
  inCounty(exchange.replayBatch, onBatch),
  inCounty(exchange.getOriginal, async (s) => ({ params: { id: await aBatch(s) } })),
  inCounty(exchange.getReceipt, async (s) => ({ params: { id: await anAppliedBatch(s) } })),
  noRecord(exchange.receiveBatch, () => ({ params: { county: '990000' } }), {
    openBecause: 'other platforms have no session; they are known by the key with which they sign what they send',
  }),
  noRecord(exchange.getHoldings, () => ({})),
  noRecord(exchange.listHeldRecords, () => ({ query: {} })),
  noRecord(exchange.exportRecords, () => ({ query: {} })),
  noRecord(exchange.exportOwn, () => ({ query: {} })),
  noRecord(exchange.listCompanies, () => ({ query: {} })),
  noRecord(
    exchange.setCompany,
    (s) => ({ body: { commandId: newId(), companyCode: aCode(), enterpriseId: anEnterprise(s) } }),
    { references: { enterpriseId: anEnterprise } },
  ),
  noRecord(exchange.listTargets, () => ({ query: {} })),
  noRecord(exchange.createTarget, () => ({
    body: { id: newId(), name: '省平台', url: 'http://127.0.0.1:9/', types: ['riskUnit' as const] },
  })),
  inCounty(exchange.pauseTarget, async (s) => ({
    params: { id: await aTarget(s) },
    body: { ...command(), paused: true },
  })),
  inCounty(exchange.removeTarget, async (s) => ({ params: { id: await aTarget(s) }, body: command() })),
  inCounty(exchange.listSends, async (s) => ({ params: { id: await aTarget(s) }, query: {} })),
  inCounty(exchange.settleSend, async (s) => ({
    params: { id: await aSend(s) },
    body: { commandId: newId(), how: 'retry' as const },
  })),
  noRecord(exchange.getKeys, () => ({})),
  noRecord(exchange.addPeer, () => ({ body: { id: newId(), name: '邻县', publicKey: KEY } })),
  inCounty(exchange.removePeer, async (s) => ({ params: { id: await aPeer(s) }, body: { commandId: newId() } })),
];

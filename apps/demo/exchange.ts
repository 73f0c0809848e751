import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import * as exchange from '@zhiben/slices/exchange/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import { presentRiskFile } from '@zhiben/slices/risk/server';
import { checkItemSchema } from '@zhiben/slices/screening/domain';
import { createChecklist, createTask, syncItems } from '@zhiben/slices/screening/server';
import type { Stage } from './acting.ts';

const CODE = '441521001';
const DAY_MS = 86_400_000;

/** One enterprise checks its measures and reports them; a batch of the province came in, and some went out. */
export async function playExchange(stage: Stage, users: readonly NewUser[], now: Date): Promise<void> {
  const clerk = users.find(({ account }) => account === 'clerk');
  const shown = users.find(({ account }) => account === 'safety');
  const safety = users.find(
    ({ role, enterpriseId }) => role === 'enterpriseSafetyManager' && enterpriseId !== shown?.enterpriseId,
  );
  if (!clerk || !safety?.enterpriseId) return;
  const { enterpriseId } = safety;
  stage.clock.set(new Date(now.getTime() - 2 * DAY_MS));
  await exchange.setCompany(stage.as(clerk), { commandId: stage.newId(), companyCode: CODE, enterpriseId });
  await checkMeasures(stage, safety, enterpriseId);
  await takeBatch(stage, stage.as(clerk));
  await sendBatches(stage, stage.as(clerk));
  stage.clock.set(now);
}

async function checkMeasures(stage: Stage, safety: NewUser, enterpriseId: string): Promise<void> {
  const ctx = stage.as(safety);
  const { units } = await presentRiskFile(ctx, enterpriseId);
  const measures = units.flatMap(({ events }) => events.flatMap((event) => event.measures)).slice(0, 6);
  const [first] = measures;
  if (!first) return;
  const items = measures.map(({ id, content }, n) =>
    checkItemSchema.parse({ id: `m${n + 1}`, question: `${content.slice(0, 180)}是否落实`, measureId: id }),
  );
  const list = { id: stage.newId(), name: '管控措施周查', origin: 'measures' as const, libraryCode: null, items };
  await createChecklist(ctx, list);
  const taskId = stage.newId();
  await createTask(ctx, {
    id: taskId,
    checklistId: list.id,
    unitId: null,
    name: '管控措施周查',
    level: 'company',
    cycleEvery: 1,
    cycleUnit: 'week',
    startOn: localDate(stage.clock.now()),
    endsOn: null,
    workStart: null,
    workEnd: null,
    shifts: [],
    workDayType: 0,
    workType: 0,
    taskNo: null,
    assignees: [],
    dutyCode: null,
    basis: '',
  });
  const at = stage.clock.now().toISOString();
  const words = '防护罩固定螺栓松动，已停机待紧固';
  const findings = [
    { id: stage.newId(), words, place: '生产车间', itemId: 'm1', gradeGuess: null, files: [], fixedNow: '' },
  ];
  const answers = items.map(({ id: item }) => ({
    item,
    value: null,
    verdict: item === 'm1' ? 'bad' : 'ok',
    note: '',
    files: [],
  }));
  const body = {
    taskId,
    slotKey: null,
    checklistId: list.id,
    edition: 1,
    startedAt: at,
    signedAt: at,
    signedName: safety.name,
    answers,
    findings,
  };
  const hash = createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex');
  const item = { id: stage.newId(), kind: 'record' as const, at, hash, body };
  await syncItems(ctx, { deviceId: 'demo-phone-safety', deviceAt: at, items: [item] });
}

/** Three records of the province, one of them of an enterprise that nobody knows here; taken in, and once more. */
async function takeBatch(stage: Stage, ctx: Ctx): Promise<void> {
  const moment = '20240301080000';
  const common = {
    companyCode: CODE,
    deleted: '0',
    createDate: moment,
    updateDate: moment,
    createBy: '省平台',
    updateBy: '省平台',
  };
  const [unit, event] = [stage.newId(), stage.newId()];
  const records = [
    {
      id: unit,
      ...common,
      hazardCode: 'WX-001',
      hazardDep: '生产部',
      hazardLiablePerson: '演示人员',
      riskUnitName: '原料库房',
    },
    { id: event, ...common, riskUnitId: unit, riskEventName: '物料自燃' },
    { id: stage.newId(), ...common, companyCode: '999999999', riskUnitName: '（编码没有登记的企业）成品库' },
  ];
  const text = records.map((record) => JSON.stringify(record)).join('\n');
  const id = stage.newId();
  const path = join(ctx.services.files.incoming, id);
  await writeFile(path, text, { mode: 0o600 });
  const sha256 = createHash('sha256').update(text).digest('hex');
  const received = { path, sha256, bytes: Buffer.byteLength(text) };
  await exchange.receiveBatch(ctx, { id, source: '省双重预防平台', fileName: '省平台-存量记录.jsonl', received });
  await exchange.applyReceived(ctx, id, { preview: false, onProgress: () => {} });
  await exchange.replayReceived(ctx, id, () => {});
}

/** What was sent before the target was paused: the demo sends nothing. */
async function sendBatches(stage: Stage, ctx: Ctx): Promise<void> {
  const targetId = stage.newId();
  const types = ['riskUnit', 'riskEvent', 'riskMeasure', 'screeningTask', 'checkRecord', 'hazard'] as const;
  const url = 'https://receiver.example/exchange';
  await exchange.createTarget(ctx, { id: targetId, name: '市双重预防平台', url, types: [...types], tokenName: null });
  await exchange.pauseTarget(ctx, targetId, { commandId: stage.newId(), version: 1, paused: true });
  await exchange.loadSends(ctx, [
    { id: stage.newId(), targetId, types: { riskUnit: 9, riskEvent: 9, riskMeasure: 27 }, refused: 0 },
    { id: stage.newId(), targetId, types: { screeningTask: 6, checkRecord: 6, hazard: 1 }, refused: 1 },
  ]);
}

import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { storeFile } from '@zhiben/platform/server/files/index.ts';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import type { Reward } from '../domain/reward.contract.ts';
import type { Snapshot } from '../domain/snapshot.contract.ts';
import { claimCode } from '../domain/snapshot.rules.ts';

const database = testDatabase();
let county: TestCounty;
beforeEach(async () => {
  county = await testCounty(database.app); // 2024-03-20, a Wednesday, 10:00
  mkdirSync(county.ctxOf('clerk').services.files.incoming, { recursive: true });
});

const post = async <T>(person: Person | null, url: string, body: object, status = 200): Promise<T> => {
  const answer = await county.as(person).post(url, body);
  expect([url, answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([url, status, '']);
  return answer.json<T>();
};
const get = async <T>(person: Person | null, url: string, status = 200): Promise<T> => {
  const answer = await county.as(person).get(url);
  expect([url, answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([url, status, '']);
  return answer.json<T>();
};
type Rows<T> = { readonly rows: readonly T[] };
const codeOf = (answer: { code: string }) => answer.code;

async function picture(person: Person): Promise<{ id: string; sha256: string }> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
    .jpeg()
    .toBuffer();
  return storeFile(county.ctxOf(person), Readable.from([bytes]), { id: newId(), name: '现场.jpg' });
}

test('a worker’s report: seen by managers and its finder, becomes a hazard with its pictures, is rewarded by two', async () => {
  const photo = await picture('worker');
  const report = { id: newId(), words: '三号罐法兰渗漏', place: '罐区', files: [photo.id] };
  const sent = await post<{ dueOn: string }>('worker', '/api/snapshots', report);
  await post('worker', '/api/snapshots', report);
  expect(sent.dueOn).toBe('2024-03-25');
  await get('teamLeader', `/api/snapshots/${report.id}`, 404);
  await get('inspector', '/api/snapshots', 403);
  const inbox = await get<Rows<{ id: string; finderName: string | null }>>('safety', '/api/snapshots?status=received');
  expect(inbox.rows.map(({ id, finderName }) => [id, finderName])).toEqual([[report.id, '测试worker']]);

  const hazardId = newId();
  const accepted = {
    outcome: 'accepted',
    commandId: newId(),
    version: 1,
    hazardId,
    description: '三号罐进料法兰渗漏',
    place: '罐区',
    answer: '已安排紧固',
  };
  const url = `/api/snapshots/${report.id}/decision`;
  await post('teamLeader', url, accepted, 403);
  await post('safety', url, accepted);
  const kept = await post<Snapshot>('safety', url, accepted); // sent again: one hazard, its picture once
  expect([kept.status, kept.hazardId]).toEqual(['accepted', hazardId]);
  const registered = await get<{ channel: string; files: { sha256: string }[] }>(
    'inspector',
    `/api/hazards/${hazardId}`,
  );
  expect([registered.channel, registered.files.map(({ sha256 }) => sha256)]).toEqual([
    'selfInspection',
    [photo.sha256],
  ]);
  expect((await get<Snapshot>('worker', `/api/snapshots/${report.id}`)).answer).toBe('已安排紧固');
  expect(codeOf(await post('safety', url, { ...accepted, commandId: newId() }, 409))).toBe('screening/decided-already');

  // Another report of the same.
  const again = { id: newId(), words: '法兰漏', place: '罐区' };
  await post('teamLeader', '/api/snapshots', again);
  const duplicate = { outcome: 'duplicate', commandId: newId(), version: 1, duplicateOf: report.id, reason: '已登记' };
  await post('safety', `/api/snapshots/${again.id}/decision`, { ...duplicate, duplicateOf: again.id }, 404);
  await post('safety', `/api/snapshots/${again.id}/decision`, duplicate);

  // The enterprise's own table; who proposes never approves.
  const rules = {
    commandId: newId(),
    version: 0,
    answerDays: 2,
    amounts: [{ id: 'a', kind: 'hazard', name: '一般隐患', amountFen: 10_000 }],
  };
  await post('safety', '/api/reward-rules', rules);
  const reward = { id: newId(), snapshotId: report.id, subject: '报告法兰渗漏', item: '一般隐患', amountFen: 10_000 };
  expect(codeOf(await post('safety', '/api/rewards', { ...reward, id: newId(), snapshotId: again.id }, 422))).toBe(
    'screening/not-rewardable',
  );
  await post('safety', '/api/rewards', reward);
  expect(codeOf(await post('safety', '/api/rewards', { ...reward, id: newId() }, 409))).toBe('screening/reward-exists');
  const approval = { commandId: newId(), version: 1, approved: true };
  expect(codeOf(await post('safety', `/api/rewards/${reward.id}/decision`, approval, 403))).toBe(
    'screening/not-approver',
  );
  await post('principal', `/api/rewards/${reward.id}/decision`, approval);
  await post(
    'safety',
    `/api/rewards/${reward.id}/payment`,
    { commandId: newId(), version: 2, paidOn: '2024-03-21' },
    422,
  );
  await post('safety', `/api/rewards/${reward.id}/payment`, { commandId: newId(), version: 2, paidOn: '2024-03-20' });
  const { rows } = await get<Rows<Reward>>('inspector', '/api/rewards');
  expect(rows.map(({ status, personName }) => [status, personName])).toEqual([['paid', null]]);
  expect((await get<Rows<Reward>>('principal', '/api/rewards')).rows[0]?.personName).toBe('测试worker');
  const sums = await get<{ months: object[] }>('safety', '/api/rewards/sums');
  expect(sums.months).toEqual([{ month: '2024-03', count: 1, amountFen: 10_000 }]);
  const sheet = await county.as('safety').get('/api/rewards/export');
  expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
});

test('an anonymous report leaves no trace of its finder, who follows it and is paid by the code', async () => {
  const { ticket } = await get<{ ticket: string }>('worker', '/api/snapshots/ticket');
  expect((await get<{ ticket: string }>('principal', '/api/snapshots/ticket')).ticket).toBe(ticket);
  const where = await get<{ enterpriseName: string }>(null, `/api/public/snapshots/place?ticket=${ticket}`);
  expect(where.enterpriseName).toBe('示例化工有限公司');

  const code = claimCode(Uint8Array.from({ length: 16 }, (_, n) => 200 - n * 11));
  const original = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#3c3' } })
    .withExif({ IFD0: { Make: 'ZhibenPhone', Artist: 'worker' } })
    .jpeg()
    .toBuffer();
  expect(original.includes('ZhibenPhone')).toBe(true);
  const drop = {
    ticket,
    id: crypto.randomUUID(),
    words: '叉车超速',
    place: '仓库',
    claimHash: createHash('sha256').update(code).digest('hex'),
    photos: [original.toString('base64')],
  };
  expect(codeOf(await post('worker', '/api/public/snapshots', drop, 422))).toBe('screening/anonymous-by-sync');
  const forged = `${ticket.slice(0, -22)}${'A'.repeat(22)}`;
  expect(codeOf(await post(null, '/api/public/snapshots', { ...drop, ticket: forged }, 422))).toBe(
    'screening/ticket-wrong',
  );
  await post(null, '/api/public/snapshots', { ...drop, photos: ['AAAA'] }, 422);
  await post(null, '/api/public/snapshots', drop);
  await post(null, '/api/public/snapshots', drop);
  await post(null, '/api/public/snapshots', { ...drop, claimHash: 'a'.repeat(64) }, 409);

  // Nothing in the database ties it to anybody: neither the row, nor its files, nor the chain.
  const worker = county.userIds.worker;
  const traces = await sql<{ body: string }>`
    select body from audit_entries where county = ${county.code} and subject_id = ${drop.id}
    union all select body from audit_entries where county = ${county.code} and subject_id in (
      select files.id from files where files.county = ${county.code} and files.subject_id = ${drop.id})
    union all select files::text from files where county = ${county.code} and subject_id = ${drop.id}
    union all select snapshots::text from snapshots where id = ${drop.id}`.execute(database.owner.db);
  expect(traces.rows).toHaveLength(4);
  for (const { body } of traces.rows) expect(body.includes(worker) || body.includes('测试worker')).toBe(false);
  const seen = await get<Snapshot>('safety', `/api/snapshots/${drop.id}`);
  expect([seen.finderName, seen.receivedOn, seen.files.length]).toEqual([null, '2024-03-20', 1]);
  const stored = await county.as('safety').get(`/api/files/${seen.files[0]?.id}`);
  expect([stored.statusCode, stored.rawPayload.includes('ZhibenPhone')]).toEqual([200, false]);

  const answer = { outcome: 'declined', commandId: newId(), version: 1, reason: '厂内限速 5 公里，已提醒' };
  await post('safety', `/api/snapshots/${drop.id}/decision`, answer);
  const follow = (body: object, status = 200) =>
    post<{ status: string; answer: string; collectWords: string }>(null, '/api/public/snapshots/follow', body, status);
  await follow({ code: 'XXXX-XXXX-XXXX-XXXX' }, 404);
  const read = await follow({ code: code.toLowerCase(), collectWords: '放门卫' });
  expect([read.status, read.answer, read.collectWords]).toEqual(['declined', answer.reason, '放门卫']);

  // One that is taken up is paid against its code.
  const second = { ...drop, id: crypto.randomUUID(), kind: 'proposal', photos: [], claimHash: '' };
  const code2 = claimCode(Uint8Array.from({ length: 16 }, (_, n) => n * 7 + 3));
  second.claimHash = createHash('sha256').update(code2).digest('hex');
  await post(null, '/api/public/snapshots', second);
  const taken = {
    outcome: 'accepted',
    commandId: newId(),
    version: 1,
    hazardId: newId(),
    description: '采纳',
    place: '仓库',
  };
  await post('safety', `/api/snapshots/${second.id}/decision`, taken);
  const reward = { id: newId(), snapshotId: second.id, subject: '叉车限速建议', item: '采纳', amountFen: 5_000 };
  await post('principal', '/api/rewards', reward);
  await post('safety', `/api/rewards/${reward.id}/decision`, { commandId: newId(), version: 1, approved: true });
  const payment = { commandId: newId(), version: 2, paidOn: '2024-03-20' };
  expect(codeOf(await post('safety', `/api/rewards/${reward.id}/payment`, { ...payment, claimCode: code }, 422))).toBe(
    'screening/claim-wrong',
  );
  await post('safety', `/api/rewards/${reward.id}/payment`, { ...payment, claimCode: code2 });

  // A new address on the wall ends the old one.
  await post('safety', '/api/reward-rules', {
    commandId: newId(),
    version: 0,
    answerDays: 3,
    amounts: [],
    renewDrop: true,
  });
  await get(null, `/api/public/snapshots/place?ticket=${ticket}`, 422);
});

test('a report by the sync of the phone: its picture may come later; without its name it is not taken', async () => {
  const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#36c' } })
    .jpeg()
    .toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const item = (body: object) => {
    const hash = createHash('sha256').update(canonicalJson(body)).digest('hex');
    return { id: newId(), kind: 'snapshot', at: '2024-03-20T01:59:00.000Z', hash, body };
  };
  const report = item({ words: '通道堆物', place: '二车间', files: [sha256] });
  const batch = { deviceId: 'test-device-1', deviceAt: '2024-03-20T02:00:00.000Z', items: [report] };
  type Answer = { receipts: { outcome: string; missingFiles: string[] }[] };
  const first = await post<Answer>('worker', '/api/screening/sync', batch);
  expect(first.receipts).toMatchObject([{ outcome: 'accepted', missingFiles: [sha256] }]);
  await post('worker', '/api/screening/sync', batch);
  const waiting = await get<Snapshot>('safety', `/api/snapshots/${report.id}`);
  expect([waiting.photos, waiting.files.length, waiting.finderName]).toEqual([1, 0, '测试worker']);
  await storeFile(county.ctxOf('worker'), Readable.from([bytes]), { id: newId(), name: '现场.jpg' });
  await post('worker', '/api/screening/files-known', { hashes: [sha256] });
  expect((await get<Snapshot>('safety', `/api/snapshots/${report.id}`)).files).toHaveLength(1);
  expect((await get<Rows<object>>('safety', '/api/snapshots')).rows).toHaveLength(1);
  const nameless = { ...batch, items: [item({ words: '超速', place: '厂区', anonymous: true })] };
  const refused = await post<Answer>('worker', '/api/screening/sync', nameless);
  expect(refused.receipts[0]?.outcome).toBe('refused');
});

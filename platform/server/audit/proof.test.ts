import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../domain/actor.ts';
import { type Checkpoint, type Proof, proofSchema } from '../../domain/audit.contract.ts';
import { fixedClock } from '../../domain/clock.ts';
import { newId } from '../../domain/ids.ts';
import { testDatabase } from '../db/test-database.ts';
import { testCtx, testServices } from '../test-ctx.ts';
import { AS, testActor, testServer } from '../test-server.ts';
import { auditSlice, exportProof, makeCheckpoint } from './index.ts';

const database = testDatabase();
const dir = mkdtempSync(join(tmpdir(), 'zhiben-proof-'));
afterAll(() => rmSync(dir, { recursive: true }));

const clock = fixedClock('2024-03-01T16:10:00Z');
const verifierFile = join(import.meta.dirname, 'verifier/verify-proof.mjs');

/** Runs the shipped program as a stranger would, in a process of its own. */
function verify(proof: Proof, ...printed: string[]): Promise<{ code: number; output: string }> {
  const file = join(dir, `${newId()}.json`);
  writeFileSync(file, JSON.stringify(proof));
  return new Promise((done) => {
    execFile(process.execPath, [verifierFile, file, ...printed], (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

async function county(code: string, algorithm: 'sha256' | 'sm3') {
  const services = { ...testServices, hashAlgorithm: algorithm };
  const ctx = testCtx(database.app, systemActor(code), { clock, services });
  const subject = { kind: 'hazard', id: newId() };
  for (let n = 0; n < 37; n++) {
    const about = n % 5 === 0 ? subject : { kind: 'test', id: newId() };
    await ctx.transaction(async (tx) =>
      tx.record({ id: newId(), action: 'test:write', subject: about, data: { n, 说明: '整改' } }),
    );
    if (n === 20) await makeCheckpoint(ctx);
  }
  return { ctx, subject };
}

describe.each(['sha256', 'sm3'] as const)('a proof over %s', (algorithm) => {
  const code = algorithm === 'sm3' ? '990202' : '990201';
  const held: { proof?: Proof } = {};
  const proof = () => structuredClone(held.proof as Proof);
  beforeAll(async () => {
    const { ctx, subject } = await county(code, algorithm);
    held.proof = await exportProof(ctx, { subjectIds: [subject.id] });
  });

  test('carries each entry with a path to one of two checkpoints, and verifies', async () => {
    expect(proofSchema.parse(held.proof)).toEqual(held.proof);
    expect(proof().entries.map((e) => [e.seq, e.checkpoint])).toEqual([
      ...[1, 6, 11, 16, 21].map((seq) => [seq, 21]),
      ...[26, 31, 36].map((seq) => [seq, 37]),
    ]);
    const { code: exit, output } = await verify(proof());
    expect(output).toContain('核验通过');
    expect(exit).toBe(0);
  });

  test('is held to the root on the printed sheet', async () => {
    const [checkpoint] = proof().checkpoints as [Checkpoint];
    const groups = checkpoint.merkleRoot.toUpperCase().replace(/(.{8})/g, '$1 ');
    expect((await verify(proof(), groups)).code).toBe(0);
    const other = await verify(proof(), '0'.repeat(64));
    expect(other).toMatchObject({ code: 1, output: expect.stringContaining('纸质校验点的根不在证明中') });
  });

  const flip = (hex: string) => (hex.startsWith('0') ? `1${hex.slice(1)}` : `0${hex.slice(1)}`);
  type Entry = Proof['entries'][number];
  const alterations: [string, (p: Proof, e: Entry) => void, string][] = [
    ['a changed body', (_, e) => Object.assign(e, { body: e.body.replace('整改', '完成') }), '内容与哈希不符'],
    ['a changed link', (_, e) => Object.assign(e, { hash: flip(e.hash) }), '内容与哈希不符'],
    ['a changed predecessor', (_, e) => Object.assign(e, { prevHash: flip(e.prevHash) }), '内容与哈希不符'],
    ['another place', (_, e) => Object.assign(e, { seq: e.seq + 1 }), '序号不符'],
    ['another county', (p) => Object.assign(p, { county: '990299' }), '县区或序号不符'],
    ['a changed path', (_, e) => e.path.splice(1, 1), '不'],
    ['a longer path', (_, e) => e.path.push({ side: 'left', hash: e.hash }), '不在校验点的 Merkle 树中'],
    [
      'a changed root',
      (p) => Object.assign(p.checkpoints[0] as Checkpoint, { merkleRoot: '0'.repeat(64) }),
      'Merkle 树',
    ],
    ['no checkpoint', (p) => p.checkpoints.splice(0, 1), '没有对应的校验点'],
    ['another order', (p) => p.entries.reverse(), '次序颠倒'],
    ['no entries', (p) => p.entries.splice(0), '没有记录'],
  ];
  test.each(alterations)('does not verify with %s', async (_, alter, sentence) => {
    const altered = proof();
    alter(altered, altered.entries[1] as Entry);
    const { code: exit, output } = await verify(altered);
    expect(output).toContain(sentence);
    expect(exit).toBe(1);
  });
});

describe('routes', () => {
  const code = '990203';
  const [clerk, worker] = [testActor(code, 'committeeClerk'), testActor(code, 'worker')];
  const eastern = testActor(code, 'leader', { division: `${code}100000` });
  const stranger = testActor('990204', 'leader');
  const held: { app?: FastifyInstance; subject?: string; placed?: string } = {};
  const get = (url: string, as = clerk) =>
    (held.app as FastifyInstance).inject({ method: 'GET', url: `/api/audit/${url}`, headers: { [AS]: as.userId } });

  beforeAll(async () => {
    const { ctx, subject } = await county(code, 'sm3');
    const placed = { kind: 'hazard', id: newId() };
    const placement = { county: code, division: `${code}100001`, industry: 'chemicals', enterpriseId: null };
    await ctx.transaction(async (tx) =>
      tx.record({ id: newId(), action: 'test:write', subject: placed, data: {}, placement }),
    );
    Object.assign(held, { subject: subject.id, placed: placed.id });
    held.app = await testServer(database.app, [auditSlice], [clerk, worker, eastern, stranger], { clock });
  });

  test('list and print checkpoints', async () => {
    await get(`proofs/${held.subject}`); // makes the second one
    const page = (await get('checkpoints?limit=1')).json();
    expect(page.rows).toEqual([expect.objectContaining({ seq: 38, fromSeq: 22, algorithm: 'sha256' })]);
    const next = (await get(`checkpoints?limit=1&cursor=${page.nextCursor}`)).json();
    expect(next).toMatchObject({ rows: [{ seq: 21, fromSeq: 1, algorithm: 'sm3' }], nextCursor: null });

    const sheet = await get('checkpoints/21?format=text');
    expect(sheet.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(sheet.body).toContain('2024-03-02 00:10:00（北京时间）');
    expect(sheet.body).toContain('SM3（GB/T 32905）');
    const [, root = ''] = sheet.body.split('Merkle 根');
    expect(root.replace(/\s/g, '')).toContain(next.rows[0].merkleRoot);
    expect((await get('checkpoints/21')).json()).toEqual(next.rows[0]);
    expect((await get('checkpoints/20')).statusCode).toBe(404);
  });

  test('an export carries the verifier it is checked by', async () => {
    const answer = await get(`proofs/${held.subject}`);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="audit-proof-2024-03-02.zip"');
    const files = unzipSync(new Uint8Array(answer.rawPayload));
    expect(Object.keys(files)).toEqual(['proof.json', 'verify-proof.mjs', '说明.txt']);
    expect(Buffer.from(files['verify-proof.mjs'] as Uint8Array).equals(readFileSync(verifierFile))).toBe(true);
    const proof = JSON.parse(Buffer.from(files['proof.json'] as Uint8Array).toString()) as Proof;
    expect((await verify(proof)).code).toBe(0);
  });

  test('are for those who may, within their scope and county', async () => {
    expect((await get(`proofs/${held.placed}?format=json`, eastern)).statusCode).toBe(200);
    expect((await get(`proofs/${held.subject}`, eastern)).statusCode).toBe(404); // placed nowhere: for the whole county
    expect((await get(`proofs/${held.placed}`, stranger)).statusCode).toBe(404);
    expect((await get('checkpoints', stranger)).json().rows).toEqual([]);
    expect((await get('checkpoints', worker)).statusCode).toBe(403);
    expect((await get(`proofs/${held.subject}`, worker)).statusCode).toBe(403);
  });
});

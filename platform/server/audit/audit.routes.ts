import { readFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import {
  type Checkpoint,
  getAuditCheckpoint,
  getAuditProof,
  listAuditCheckpoints,
} from '../../domain/audit.contract.ts';
import { localDate } from '../../domain/clock.ts';
import { appError } from '../../domain/errors.ts';
import { decodeCursor, toPage } from '../http/paging.ts';
import { route } from '../slice.ts';
import { exportProof, presentCheckpoint } from './proof.ts';
import { findCheckpoint, listCheckpoints } from './verify.queries.ts';

export const auditRoutes = [
  route(listAuditCheckpoints, async ({ ctx, query: { cursor, limit } }) => {
    const page = { limit: limit + 1, ...(cursor && { below: decodeCursor(cursor, ['integer'])[0] }) };
    const rows = await listCheckpoints(ctx.db, ctx.actor.county, page);
    return toPage(rows.map(presentCheckpoint), limit, (row) => [row.seq]);
  }),
  route(getAuditCheckpoint, async ({ ctx, params, query, raw }) => {
    const row = await findCheckpoint(ctx.db, ctx.actor.county, params.seq);
    if (!row) throw appError('not-found', { what: '校验点' });
    const checkpoint = presentCheckpoint(row);
    if (query.format === 'json') return checkpoint;
    return raw.reply.type('text/plain; charset=utf-8').send(printCheckpoint(ctx.actor.county, checkpoint));
  }),
  route(getAuditProof, async ({ ctx, params, query, raw }) => {
    const proof = await exportProof(ctx, { subjectIds: [params.subjectId] });
    if (query.format === 'json') return proof;
    const verifier = await readFile(new URL('verifier/verify-proof.mjs', import.meta.url));
    const zip = zipSync({
      'proof.json': strToU8(`${JSON.stringify(proof, null, 1)}\n`),
      'verify-proof.mjs': new Uint8Array(verifier),
      '说明.txt': strToU8(EXPLANATION),
    });
    const name = `audit-proof-${localDate(ctx.clock.now())}.zip`;
    raw.reply.header('content-disposition', `attachment; filename="${name}"`).type('application/zip');
    return raw.reply.send(Buffer.from(zip));
  }),
];

const EXPLANATION = `proof.json 是审计记录及其证明，verify-proof.mjs 是独立的核验程序，不需要联网，也不需要本系统。

核验：安装 Node.js 18 或更高版本，在本文件夹执行
  node verify-proof.mjs proof.json
核验通过后，把显示的 Merkle 根与单位留存的纸质校验点逐组核对；也可把纸质校验点上的根写在命令后面，由程序核对。
`;

/** A sheet to print, sign and file: the hashes in groups that a person can read out. */
function printCheckpoint(county: string, { seq, fromSeq, at, algorithm, headHash, merkleRoot }: Checkpoint): string {
  const beijing = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  return `审计链校验点

县区代码    ${county}
记录序号    ${fromSeq} 至 ${seq}
生成时间    ${beijing}（北京时间）
哈希算法    ${algorithm === 'sm3' ? 'SM3（GB/T 32905）' : 'SHA-256'}

链尾哈希
${inGroups(headHash)}

Merkle 根
${inGroups(merkleRoot)}

打印人____________    日期____________    签字____________

本页由专人保管。日后导出的审计证明，其 Merkle 根应与本页一致；不一致即说明记录曾被改动。
`;
}

function inGroups(hash: string): string {
  const groups = hash.match(/.{8}/g) ?? [];
  return [groups.slice(0, 4), groups.slice(4)].map((line) => `    ${line.join(' ')}`).join('\n');
}

#!/usr/bin/env node
// Checks a proof exported by Zhiben 治本 without Zhiben: Node.js 18 or later, nothing else.
//   node verify-proof.mjs proof.json [MERKLE-ROOT-FROM-THE-PRINTED-SHEET ...]
// Ends with 0 when every entry is as it was recorded, with 1 when one is not, with 2 when it cannot tell.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, ...printed] = process.argv.slice(2);
if (!file) end(2, '用法: node verify-proof.mjs 证明文件.json [纸质校验点上的 Merkle 根 ...]');
let proof;
try {
  proof = JSON.parse(readFileSync(file, 'utf8'));
} catch (error) {
  end(2, `读不了证明文件: ${error.message}`);
}
if (proof.format !== 'zhiben-proof/1') end(2, `不认识的格式: ${proof.format}`);

const hash = (algorithm, ...parts) => {
  const made = createHash(algorithm);
  for (const part of parts) made.update(part);
  return made.digest();
};
const bytes = (hex) => Buffer.from(hex, 'hex');
const grouped = (hex) => hex.match(/.{1,8}/g).join(' ');

const problems = [];
const checkpoints = new Map(proof.checkpoints.map((c) => [c.seq, c]));
let before = null;
for (const entry of proof.entries) {
  const fail = (what) => problems.push(`第 ${entry.seq} 条: ${what}`);

  // 1. The link: H(previous link, body) is the recorded hash, and the body says which entry of which county it is.
  const link = hash(entry.algorithm, bytes(entry.prevHash), Buffer.from(entry.body, 'utf8'));
  if (link.toString('hex') !== entry.hash) fail('内容与哈希不符');
  const body = JSON.parse(entry.body);
  if (body.seq !== entry.seq || body.county !== proof.county) fail('内容所载的县区或序号不符');

  // 2. Neighbours join.
  if (before && before.seq + 1 === entry.seq && before.hash !== entry.prevHash) fail('与前一条不衔接');
  if (before && before.seq >= entry.seq) fail('次序颠倒');
  before = entry;

  // 3. The path leads from this very place to the checkpoint's root (RFC 9162: leaf H(0,x), node H(1,left,right)).
  const checkpoint = checkpoints.get(entry.checkpoint);
  if (!checkpoint || entry.seq < checkpoint.fromSeq || entry.seq > checkpoint.seq) {
    fail('没有对应的校验点');
    continue;
  }
  const { algorithm } = checkpoint;
  let node = hash(algorithm, Buffer.of(0), bytes(entry.hash));
  let at = entry.seq - checkpoint.fromSeq;
  let step = 0;
  for (let size = checkpoint.seq - checkpoint.fromSeq + 1; size > 1; size = Math.ceil(size / 2), at >>= 1) {
    if (at === size - 1 && size % 2 === 1) continue; // an odd tail is carried up as it is
    const { side, hash: sibling } = entry.path[step++] ?? {};
    if (side !== (at % 2 === 0 ? 'right' : 'left')) {
      fail('路径与位置不符');
      break;
    }
    const pair = side === 'right' ? [node, bytes(sibling)] : [bytes(sibling), node];
    node = hash(algorithm, Buffer.of(1), ...pair);
  }
  if (node.toString('hex') !== checkpoint.merkleRoot || step !== entry.path.length) fail('不在校验点的 Merkle 树中');
  if (entry.seq === checkpoint.seq && entry.hash !== checkpoint.headHash) fail('与校验点的链尾不符');
}

const roots = proof.checkpoints.map((c) => c.merkleRoot);
for (const root of printed.map((p) => p.replace(/\s/g, '').toLowerCase())) {
  if (!roots.includes(root)) problems.push(`纸质校验点的根不在证明中: ${grouped(root)}`);
}
if (proof.entries.length === 0) problems.push('证明中没有记录');
if (problems.length > 0) end(1, `核验不通过\n${problems.join('\n')}`);

console.log(`核验通过: ${proof.county} 共 ${proof.entries.length} 条记录与记录时一致。`);
for (const c of proof.checkpoints) {
  const checked = printed.length > 0 ? '' : '，请与留存的纸质校验点核对';
  console.log(`校验点 ${c.fromSeq}–${c.seq} (${c.at})${checked}:\n  ${grouped(c.merkleRoot)}`);
}

function end(code, sentence) {
  console.error(sentence);
  process.exit(code);
}

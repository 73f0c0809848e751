import { z } from 'zod';
import { contract, idSchema, pageOf, pageQuery } from './contract.ts';
import { defineErrors } from './errors.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const algorithm = z.enum(['sha256', 'sm3']);

/** Head of a county's chain and Merkle root of the links `fromSeq`…`seq`, as of `at`. */
const checkpointSchema = z.object({
  seq: z.int(),
  fromSeq: z.int(),
  at: z.iso.datetime(),
  algorithm,
  headHash: hex,
  merkleRoot: hex,
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/**
 * What a stand-alone verifier needs to check entries without the database. `body` is the recorded text itself: its
 * UTF-8 bytes were hashed. `path` leads from the entry's link to the root of the checkpoint named by its seq.
 */
export const proofSchema = z.object({
  format: z.literal('zhiben-proof/1'),
  county: z.string(),
  exportedAt: z.iso.datetime(),
  checkpoints: z.array(checkpointSchema),
  entries: z.array(
    z.object({
      seq: z.int(),
      algorithm,
      body: z.string(),
      prevHash: hex,
      hash: hex,
      checkpoint: z.int(),
      path: z.array(z.object({ side: z.enum(['left', 'right']), hash: hex })),
    }),
  ),
});
export type Proof = z.infer<typeof proofSchema>;

export const listAuditCheckpoints = contract({
  method: 'GET',
  url: '/api/audit/checkpoints',
  permission: 'audit:read',
  summary: '审计链校验点，新的在前',
  query: z.object(pageQuery),
  response: pageOf(checkpointSchema),
});

export const getAuditCheckpoint = contract({
  method: 'GET',
  url: '/api/audit/checkpoints/:seq',
  permission: 'audit:read',
  summary: '一个校验点：json，或可打印留存的纯文本（format=text）',
  params: z.object({ seq: z.coerce.number().int().positive() }),
  query: z.object({ format: z.enum(['json', 'text']).default('json') }),
  response: z.unknown(),
});

export const getAuditProof = contract({
  method: 'GET',
  url: '/api/audit/proofs/:subjectId',
  permission: 'audit:read',
  summary: '一件事项全部审计记录的证明，附独立核验程序（zip），或只要证明（format=json）',
  params: z.object({ subjectId: idSchema }),
  query: z.object({ format: z.enum(['zip', 'json']).default('zip') }),
  response: z.unknown(),
});

export const auditError = defineErrors('audit', {
  'too-many-entries': {
    status: 422,
    when: 'more entries are to be proved at once than one export carries',
    say: (d: { limit: number }) => `记录过多，一次最多导出 ${d.limit} 条的证明。`,
  },
});

import { createHash } from 'node:crypto';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import type { z } from 'zod';
import {
  type FindingBody,
  findingBodySchema,
  type RecordBody,
  recordBodySchema,
  type SnapshotBody,
  type SyncItem,
  snapshotBodySchema,
} from '../domain/sync.contract.ts';

interface Common {
  readonly id: string;
  readonly at: string;
  /** Computed here, from what arrived. */
  readonly hash: string;
}
/** An item whose body was understood. */
export type ReadItem = Common &
  (
    | { readonly kind: 'record'; readonly body: RecordBody }
    | { readonly kind: 'finding'; readonly body: FindingBody }
    | { readonly kind: 'snapshot'; readonly body: SnapshotBody }
  );
interface UnreadItem {
  readonly id: string;
  readonly hash: string;
  readonly problems: readonly FieldProblem[];
}

/** Checks what the item says of itself and reads its body; problems instead when it cannot be taken. */
export function readItem(item: SyncItem): ReadItem | UnreadItem {
  const hash = createHash('sha256').update(canonicalJson(item.body), 'utf8').digest('hex');
  const common = { id: item.id, at: item.at, hash };
  if (hash !== item.hash)
    return {
      id: item.id,
      hash,
      problems: [{ path: 'hash', message: '内容与摘要不一致，可能在传输中损坏，请重新发送' }],
    };
  switch (item.kind) {
    case 'record': {
      const { data, error } = recordBodySchema.safeParse(item.body);
      return data ? { ...common, kind: 'record', body: data } : { id: item.id, hash, problems: problemsOf(error) };
    }
    case 'finding': {
      const { data, error } = findingBodySchema.safeParse(item.body);
      return data ? { ...common, kind: 'finding', body: data } : { id: item.id, hash, problems: problemsOf(error) };
    }
    case 'snapshot': {
      const { data, error } = snapshotBodySchema.safeParse(item.body);
      return data ? { ...common, kind: 'snapshot', body: data } : { id: item.id, hash, problems: problemsOf(error) };
    }
  }
}

function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}

/** All contents that an item names. */
export function filesNamed({ kind, body }: ReadItem): string[] {
  const lists = kind === 'record' ? [...body.answers, ...body.findings].map(({ files }) => files) : [body.files];
  return [...new Set(lists.flat())];
}

export type RecordItem = Extract<ReadItem, { kind: 'record' }>;

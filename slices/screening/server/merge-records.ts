import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import { mergeAnswers } from '../domain/record.rules.ts';
import type { RecordState } from '../domain/screening.terms.ts';
import { missingOf } from './record-rows.ts';
import type { ConflictSide, MergedSignature } from './screening.tables.ts';
import type { findAnswers, MergedInto, NewRecord } from './sync.queries.ts';
import type { RecordItem } from './sync-items.ts';

/** A record in the making, from the database or from this batch. */
export interface Held extends Omit<MergedInto, 'answers' | 'findings' | 'merged' | 'missingFiles'> {
  answers: Answer[];
  findings: FindingInput[];
  merged: MergedSignature[];
  missingFiles: string[];
  state: RecordState;
  openConflicts: number;
  version: number;
  readonly signer: { readonly id: string; readonly name: string };
  readonly signedAt: Date;
  readonly deviceId: string;
  /** Null where it is in the database already. */
  readonly row: NewRecord | null;
  changed: boolean;
}

type FoundAnswer = Awaited<ReturnType<typeof findAnswers>> extends Map<string, infer Row> ? Row : never;

export function heldOf(row: FoundAnswer): Held {
  const { id, slotDay, state, answers, findings, merged, openConflicts, missingFiles, version } = row;
  const signer = { id: row.signerId, name: row.signerName };
  const { signedAt, deviceId } = row;
  const stored = { id, slotDay, state, answers, findings, merged, openConflicts, missingFiles, version };
  return { ...stored, signer, signedAt, deviceId, row: null, changed: false };
}

export function heldOfRow(row: NewRecord): Held {
  return {
    id: row.id,
    slotDay: row.slot_day,
    state: row.state,
    answers: row.answers,
    findings: row.findings,
    merged: row.merged,
    openConflicts: 0,
    missingFiles: row.missing_files,
    version: 1,
    signer: { id: row.signer_id, name: row.signer_name },
    signedAt: row.signed_at as Date,
    deviceId: row.device_id,
    row,
    changed: false,
  };
}

/** A record of this batch with what was merged into it meanwhile. */
export function finished(held: Held, row: NewRecord): NewRecord {
  if (!held.changed) return row;
  const { answers, findings, merged, state, openConflicts, missingFiles, version } = held;
  return {
    ...row,
    state,
    answers,
    findings,
    merged,
    answer_count: answers.length,
    bad: answers.filter(({ verdict }) => verdict === 'bad').length,
    finding_count: findings.length,
    open_conflicts: openConflicts,
    missing_files: missingFiles,
    version,
  };
}

/** @returns what both answered differently */
export function mergeInto(
  held: Held,
  item: RecordItem,
  state: RecordState,
  { tx, known, deviceId }: { readonly tx: TxCtx; readonly known: ReadonlySet<string>; readonly deviceId: string },
): { first: ConflictSide; second: ConflictSide }[] {
  const { body, hash, id } = item;
  const merged = mergeAnswers(held, body);
  const by = { id: tx.actor.userId, name: tx.actor.name };
  held.answers = merged.answers;
  held.findings = merged.findings;
  held.openConflicts += merged.conflicts.length;
  held.missingFiles = [...new Set([...held.missingFiles, ...missingOf(body.answers, known)])];
  // Whoever signed in time made it in time, whichever phone found a network first.
  if (state === 'done') held.state = 'done';
  const receivedAt = tx.clock.now().toISOString();
  held.merged = [...held.merged, { itemId: id, signer: by, signedAt: body.signedAt, receivedAt, deviceId, hash }];
  held.version += 1;
  held.changed = true;
  return merged.conflicts.map(({ first, second }) => ({
    first: { answer: first, by: held.signer, signedAt: held.signedAt.toISOString(), deviceId: held.deviceId },
    second: { answer: second, by, signedAt: body.signedAt, deviceId },
  }));
}

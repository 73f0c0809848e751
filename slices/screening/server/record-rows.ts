import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { CheckItem } from '../domain/checklist.contract.ts';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import type { HeldFile } from './file.queries.ts';
import type { InSlot } from './place-records.ts';
import type { NewRecord } from './sync.queries.ts';
import type { Found } from './sync-findings.ts';
import type { RecordItem } from './sync-items.ts';
import type { TaskRow } from './tasks.queries.ts';

export function foundOf(finding: FindingInput, items: readonly CheckItem[], recordId: string, foundAt: Date): Found {
  const item = items.find(({ id }) => id === finding.itemId);
  return {
    id: finding.id,
    words: finding.words,
    place: finding.place,
    fixedNow: finding.fixedNow,
    gradeGuess: finding.gradeGuess,
    hint: item?.criterion ?? null,
    measureId: item?.measureId ?? null,
    foundAt,
    from: { screeningRecord: recordId, checkItem: finding.itemId, ...(item && { question: item.question }) },
  };
}

export function rowOf(
  tx: TxCtx,
  file: HeldFile,
  task: TaskRow,
  { id, hash, body }: RecordItem,
  placed: InSlot,
  deviceId: string,
  known: ReadonlySet<string>,
): NewRecord {
  const now = tx.clock.now();
  return {
    county: tx.actor.county,
    id,
    slot_day: placed.slotDay,
    enterprise_id: file.id,
    enterprise_name: file.name,
    division: file.division,
    industry: file.industry,
    task_id: task.id,
    task_name: task.name,
    level: task.level,
    unit_id: task.unitId,
    unit_name: task.unitName,
    slot_key: placed.slotKey,
    claimed_slot_key: placed.claimed,
    state: placed.state,
    checklist_id: body.checklistId,
    edition: body.edition,
    started_at: new Date(body.startedAt),
    signed_at: new Date(body.signedAt),
    clock_skew_seconds: placed.skew,
    received_at: now,
    signer_id: tx.actor.userId,
    signer_name: tx.actor.name,
    device_id: deviceId,
    hash,
    answers: body.answers,
    findings: body.findings,
    answer_count: body.answers.length,
    bad: body.answers.filter(({ verdict }) => verdict === 'bad').length,
    finding_count: body.findings.length,
    open_conflicts: 0,
    merged: [],
    missing_files: missingOf(body.answers, known),
    version: 1,
    updated_at: now,
  };
}

/** Files of answers belong to the record; those of a finding to the hazard that it becomes. */
export function missingOf(answers: readonly Answer[], known: ReadonlySet<string>): string[] {
  return [...new Set(answers.flatMap(({ files }) => files))].filter((hash) => !known.has(hash));
}

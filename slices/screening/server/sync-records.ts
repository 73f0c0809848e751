import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { pausesOf } from '../domain/figures.rules.ts';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import { mergeAnswers, recordFaults } from '../domain/record.rules.ts';
import type { RecordState } from '../domain/screening.terms.ts';
import { answerOf, findSlots, type Pause, type PlacedSlot } from '../domain/slots.rules.ts';
import type { Outcome, RecordBody } from '../domain/sync.contract.ts';
import { findEditions } from './checklists.queries.ts';
import { findSettings, type HeldFile } from './file.queries.ts';
import type { ConflictSide, MergedSignature } from './screening.tables.ts';
import { listCountedSuspensions } from './suspensions.queries.ts';
import {
  findAnswers,
  insertConflicts,
  insertRecords,
  type MergedInto,
  type NewRecord,
  updateMerged,
} from './sync.queries.ts';
import type { Found } from './sync-findings.ts';
import type { ReadItem } from './sync-items.ts';
import { findTasks, type TaskRow } from './tasks.queries.ts';

type RecordItem = Extract<ReadItem, { kind: 'record' }>;
interface Device {
  readonly deviceId: string;
  /** Seconds by which its clock is seen to be ahead now. */
  readonly skew: number;
}

/** What became of an item. */
export interface Taken {
  readonly item: RecordItem;
  readonly outcome: Exclude<Outcome, 'refused'>;
  readonly recordId: string;
  readonly slotDay: LocalDate;
  readonly slotKey: string | null;
  readonly state: RecordState;
  readonly version: number;
  readonly signedAt: Date;
  readonly skew: number;
  /** What was noted on taking it. */
  readonly notes: readonly FieldProblem[];
  readonly found: readonly Found[];
  /** How many findings the record has more than before. */
  readonly findings: number;
}
interface Refused {
  readonly item: RecordItem;
  readonly problems: readonly FieldProblem[];
}

/** A record in the making, from the database or from this batch. */
interface Held extends Omit<MergedInto, 'answers' | 'findings' | 'merged' | 'missingFiles'> {
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

/**
 * Places signed records in their slots and stores them: one record a slot, what comes later is merged into it item by
 * item. Under the lock of the enterprise's file.
 * @param known contents that are on the server
 */
export async function takeRecords(
  tx: TxCtx,
  file: HeldFile,
  items: readonly RecordItem[],
  device: Device,
  known: ReadonlySet<string>,
): Promise<(Taken | Refused)[]> {
  if (items.length === 0) return [];
  const bodies = items.map(({ body }) => body);
  const [{ makeUpDays }, taskRows, editions, paused] = await Promise.all([
    findSettings(tx),
    findTasks(tx, file.id, [...new Set(bodies.map(({ taskId }) => taskId))]),
    findEditions(tx, file.id, bodies),
    listCountedSuspensions(tx, [file.id]),
  ]);
  const tasks = new Map(taskRows.map((task) => [task.id, task]));
  const suspensions = paused.get(file.id) ?? [];
  const slotOf = placer(items, tasks, (task) => pausesOf(task, suspensions), makeUpDays);
  const read = items.map((item) => ({
    item,
    task: tasks.get(item.body.taskId),
    slot: slotOf(item.body),
    edition: editions.get(`${item.body.checklistId}/${item.body.edition}`),
  }));
  const slots = read.flatMap(({ item, slot }) =>
    slot ? [{ taskId: item.body.taskId, slotKey: slot.key, day: slot.day }] : [],
  );
  const held = new Map<string, Held>();
  for (const [key, row] of await findAnswers(tx, slots)) held.set(key, heldOf(row));
  const conflicts: Parameters<typeof insertConflicts>[1][number][] = [];
  const results = read.map(({ item, task, slot, edition }): Taken | Refused => {
    if (!task) return refused(item, 'taskId', '没有这项排查任务，或不属于本企业');
    if (!edition) return refused(item, 'checklistId', '没有这个版本的排查清单');
    const problems = recordFaults(edition.items, item.body, tx.actor.name);
    if (problems.length > 0) return { item, problems };
    const placed = placeInSlot(item.body, slot, device.skew, tx.clock.now());
    const key = placed.slotKey === null ? `extra/${item.id}` : `${task.id}/${placed.slotKey}`;
    const found = item.body.findings.map((finding) => foundOf(finding, edition.items, item.id, placed.signedReal));
    const before = held.get(key);
    const common = { item, skew: placed.skew, signedAt: new Date(item.body.signedAt), notes: placed.notes };
    if (!before) {
      const row = rowOf(tx, file, task, item, placed, device.deviceId, known);
      held.set(key, heldOfRow(row));
      const { state, slotKey, slotDay } = placed;
      const findings = row.findings.length;
      return {
        ...common,
        outcome: 'accepted',
        recordId: item.id,
        slotDay,
        slotKey,
        state,
        version: 1,
        found,
        findings,
      };
    }
    const foundBefore = before.findings.length;
    const arisen = mergeInto(before, item, placed.state, { tx, known, deviceId: device.deviceId });
    for (const { first, second } of arisen) {
      conflicts.push({
        county: tx.actor.county,
        id: newId(),
        enterprise_id: file.id,
        record_id: before.id,
        slot_day: before.slotDay,
        slot_key: placed.slotKey ?? '',
        task_name: task.name,
        item_id: first.answer.item,
        question: edition.items.find(({ id }) => id === first.answer.item)?.question ?? first.answer.item,
        first,
        second,
        arisen_at: tx.clock.now(),
        chosen: null,
        reason: null,
        resolved_at: null,
        resolved_by: null,
        resolved_by_name: null,
      });
    }
    return {
      ...common,
      outcome: arisen.length > 0 ? 'conflict' : 'merged',
      recordId: before.id,
      slotDay: before.slotDay,
      slotKey: placed.slotKey,
      state: before.state,
      version: before.version,
      found,
      findings: before.findings.length - foundBefore,
    };
  });
  await store(tx, [...held.values()], conflicts);
  return results;
}

/** Finds the slots of all items of a task at once. */
function placer(
  items: readonly RecordItem[],
  tasks: ReadonlyMap<string, TaskRow>,
  pauses: (task: TaskRow) => Pause[],
  makeUpDays: number,
): (body: RecordBody) => PlacedSlot | null {
  const byTask = new Map<string, ReadonlyMap<string, PlacedSlot>>();
  for (const task of tasks.values()) {
    const keys = items.flatMap(({ body }) => (body.taskId === task.id && body.slotKey !== null ? [body.slotKey] : []));
    byTask.set(task.id, findSlots(task.schedules, pauses(task), keys, { makeUpDays }));
  }
  return ({ taskId, slotKey }) => (slotKey === null ? null : (byTask.get(taskId)?.get(slotKey) ?? null));
}

async function store(
  tx: TxCtx,
  held: readonly Held[],
  conflicts: Parameters<typeof insertConflicts>[1],
): Promise<void> {
  insertRecords(
    tx,
    held.flatMap((one) => (one.row ? [finished(one, one.row)] : [])),
  );
  for (const one of held) if (!one.row && one.changed) await updateMerged(tx, one, tx.clock.now());
  await insertConflicts(tx, conflicts);
}

const refused = (item: RecordItem, path: string, message: string): Refused => ({ item, problems: [{ path, message }] });

interface InSlot {
  readonly state: RecordState;
  readonly slotKey: string | null;
  readonly claimed: string | null;
  readonly slotDay: LocalDate;
  readonly makeUpUntil: Date | null;
  readonly skew: number;
  /** By the server's clock. */
  readonly signedReal: Date;
  readonly notes: readonly FieldProblem[];
}

/**
 * Where a signature belongs. The time that counts is the phone's less its deviation as it was known on signing; without
 * that, as it is seen now. Nothing was signed after it arrived: then the clock has been set since.
 */
function placeInSlot(body: RecordBody, slot: PlacedSlot | null, seenSkew: number, now: Date): InSlot {
  const notes: FieldProblem[] = [];
  const told = Date.parse(body.signedAt);
  let skew = body.clockSkewSeconds ?? seenSkew;
  if (told - skew * 1000 > now.getTime() + 600_000) {
    skew = Math.ceil((told - now.getTime()) / 1000);
    notes.push({ path: 'signedAt', message: '手机时间比服务器快，签名时间以收到时间计' });
  }
  const signedReal = new Date(Math.min(told - skew * 1000, now.getTime()));
  const common = { skew, signedReal, notes };
  const extra = (claimed: string | null): InSlot => ({
    ...common,
    state: 'extra',
    slotKey: null,
    claimed,
    slotDay: localDate(signedReal),
    makeUpUntil: null,
  });
  if (body.slotKey === null) return extra(null);
  if (!slot) {
    notes.push({ path: 'slotKey', message: '任务计划中没有这个时段，已作为额外检查保存' });
    return extra(body.slotKey);
  }
  const state = answerOf(slot, signedReal.getTime());
  if (state === null) {
    const why = signedReal.getTime() < slot.from ? '签名早于该时段' : '签名时已过补查期限';
    notes.push({ path: 'slotKey', message: `${why}，已作为额外检查保存` });
    return extra(slot.key);
  }
  return {
    ...common,
    state,
    slotKey: slot.key,
    claimed: null,
    slotDay: slot.day,
    makeUpUntil: new Date(slot.makeUpUntil),
  };
}

function foundOf(finding: FindingInput, items: readonly CheckItem[], recordId: string, foundAt: Date): Found {
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

function rowOf(
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
function missingOf(answers: readonly Answer[], known: ReadonlySet<string>): string[] {
  return [...new Set(answers.flatMap(({ files }) => files))].filter((hash) => !known.has(hash));
}

type FoundAnswer = Awaited<ReturnType<typeof findAnswers>> extends Map<string, infer Row> ? Row : never;

function heldOf(row: FoundAnswer): Held {
  const { id, slotDay, state, answers, findings, merged, openConflicts, missingFiles, version } = row;
  const signer = { id: row.signerId, name: row.signerName };
  const { signedAt, deviceId } = row;
  const stored = { id, slotDay, state, answers, findings, merged, openConflicts, missingFiles, version };
  return { ...stored, signer, signedAt, deviceId, row: null, changed: false };
}

function heldOfRow(row: NewRecord): Held {
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
function finished(held: Held, row: NewRecord): NewRecord {
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
function mergeInto(
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

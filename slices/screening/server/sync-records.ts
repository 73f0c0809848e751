import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { pausesOf } from '../domain/figures.rules.ts';
import { recordFaults } from '../domain/record.rules.ts';
import type { RecordState } from '../domain/screening.terms.ts';
import type { Outcome } from '../domain/sync.contract.ts';
import { findEditions } from './checklists.queries.ts';
import { findSettings, type HeldFile } from './file.queries.ts';
import { finished, type Held, heldOf, heldOfRow, mergeInto } from './merge-records.ts';
import { placeInSlot, placer } from './place-records.ts';
import { foundOf, rowOf } from './record-rows.ts';
import { listCountedSuspensions } from './suspensions.queries.ts';
import { findAnswers, insertConflicts, insertRecords, updateMerged } from './sync.queries.ts';
import type { Found } from './sync-findings.ts';
import type { RecordItem } from './sync-items.ts';
import { findTasks } from './tasks.queries.ts';

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

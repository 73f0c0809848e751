import type { LedgerPreview } from './ledger.contract.ts';

/** A task as the ledger shows it. */
export interface LedgerTask {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly leadBodyId: string | null;
  readonly supportingBodyIds: readonly string[];
  readonly doneOn: string | null;
  readonly dueOn: string;
  /** The text names its dates, or what the office set is met: the ledger does not change them. */
  readonly isDated: boolean;
  readonly note: string;
}

export interface LedgerBody {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
}

/** A row as it was filled in; `place` says where a column of it stands, for messages. */
export interface FilledRow {
  readonly row: number;
  readonly id: string;
  readonly label: string;
  readonly lead: string;
  readonly supporting: string;
  /** Empty leaves it as it is. */
  readonly dueOn: string | null;
  readonly note: string;
}

const SEPARATORS = /[、，,；;\n]/;

/** Bodies in a cell of the ledger: full names, 、 between them. */
export function sayBodies(ids: readonly string[], bodies: readonly LedgerBody[]): string {
  return bodies
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join('、');
}

/**
 * Holds a filled-in ledger against the tasks as they are. A row is known by its id alone, and its title must still be
 * that task's: ids that were changed, copied or moved are refused, as is what no longer can be changed.
 */
export function readLedger(
  rows: readonly FilledRow[],
  tasks: readonly LedgerTask[],
  bodies: readonly LedgerBody[],
  period: { readonly startsOn: string; readonly endsOn: string },
): Pick<LedgerPreview, 'changes' | 'problems' | 'assignments' | 'dates' | 'notes'> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const names = namesOf(bodies);
  const seen = new Map<string, number>();
  const result: ReturnType<typeof readLedger> = { changes: [], problems: [], assignments: [], dates: [], notes: [] };
  for (const row of rows) {
    const problem = (column: string, message: string) =>
      result.problems.push({ path: `第 ${row.row} 行「${column}」`, message });
    const task = byId.get(row.id);
    const earlier = seen.get(row.id);
    if (!task) problem('任务编号', '不是本专项行动的任务编号。编号由系统填写，请从重新下载的台账中复制');
    else if (earlier !== undefined) problem('任务编号', `与第 ${earlier} 行重复，一项任务只能占一行`);
    else if (row.label !== task.label)
      problem('任务', `与编号不符：这个编号的任务是“${task.label}”，编号和任务名称不能改动`);
    if (!task || earlier !== undefined || row.label !== task.label) continue;
    seen.set(row.id, row.row);
    readRow(row, task, { names, bodies, period, problem, result });
  }
  return result;
}

interface Reading {
  readonly names: ReadonlyMap<string, string | null>;
  readonly bodies: readonly LedgerBody[];
  readonly period: { readonly startsOn: string; readonly endsOn: string };
  readonly problem: (column: string, message: string) => void;
  readonly result: ReturnType<typeof readLedger>;
}

function readRow(row: FilledRow, task: LedgerTask, { names, bodies, period, problem, result }: Reading): void {
  const before = result.problems.length;
  const idsIn = (column: string, cell: string): string[] =>
    [
      ...new Set(
        cell
          .split(SEPARATORS)
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    ].flatMap((name) => {
      const id = names.get(name);
      if (id === undefined) problem(column, `没有“${name}”这个单位，请填单位全称或简称`);
      if (id === null) problem(column, `有几个单位叫“${name}”，请填全称`);
      return id ?? [];
    });
  const leads = idsIn('牵头单位', row.lead);
  if (leads.length > 1) problem('牵头单位', '只能有一个牵头单位，其他单位请填在“配合单位”');
  const lead = leads[0] ?? null;
  const supporting = idsIn('配合单位', row.supporting).filter((id) => id !== lead);
  if (lead === null && row.lead === '' && task.leadBodyId !== null)
    problem('牵头单位', '已分派的任务不能没有牵头单位，请填写改派的单位');
  if (lead === null && row.lead === '' && task.leadBodyId === null && supporting.length > 0)
    problem('牵头单位', '填了配合单位，还须填牵头单位');
  const isMoved = lead !== task.leadBodyId || !sameIds(supporting, task.supportingBodyIds);
  if (isMoved && task.doneOn !== null) problem('牵头单位', '任务已核查完成，不能再改派');
  const dueOn = row.dueOn ?? task.dueOn;
  if (dueOn !== task.dueOn) {
    const why = refuseDate(dueOn, task, period);
    if (why) problem('完成时限', why);
  }
  if (result.problems.length > before) return;

  const fields = [
    {
      name: '牵头单位',
      before: sayBodies(task.leadBodyId ? [task.leadBodyId] : [], bodies),
      after: sayBodies(leads, bodies),
    },
    { name: '配合单位', before: sayBodies(task.supportingBodyIds, bodies), after: sayBodies(supporting, bodies) },
    { name: '完成时限', before: task.dueOn, after: dueOn },
    { name: '备注', before: task.note, after: row.note },
  ].filter((field) => field.before !== field.after);
  if (fields.length === 0) return;
  result.changes.push({ row: row.row, taskId: task.id, label: task.label, fields });
  if (isMoved && lead !== null) {
    result.assignments.push({
      taskId: task.id,
      version: task.version,
      leadBodyId: lead,
      supportingBodyIds: supporting,
    });
  }
  if (dueOn !== task.dueOn) result.dates.push({ taskId: task.id, version: task.version, dueOn });
  if (row.note !== task.note) result.notes.push({ taskId: task.id, note: row.note });
}

/** Why the limit of a task cannot be set to a day, or null. */
function refuseDate(dueOn: string, task: LedgerTask, period: Reading['period']): string | null {
  if (task.doneOn !== null) return '任务已核查完成，不能再改完成时限';
  if (task.isDated) return '完成时限由方案原文的期限、频次计算，或已办结，不能在台账中改动';
  const isOutside = dueOn < period.startsOn || dueOn > period.endsOn;
  return isOutside ? `应在专项行动期限内（${period.startsOn} 至 ${period.endsOn}）` : null;
}

/** Full and short names; null where a short one stands for several bodies. */
function namesOf(bodies: readonly LedgerBody[]): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>();
  for (const { id, shortName } of bodies) names.set(shortName, names.has(shortName) ? null : id);
  for (const { id, name } of bodies) names.set(name, id);
  return names;
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}

import { cutStretch } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import { findDates } from '../language/dates.ts';
import { findFrequencies } from '../language/frequencies.ts';
import type { ActorReading } from '../obligations/actors.ts';
import type { Duty } from '../obligations/finish.ts';
import { readStretch } from '../obligations/read-stretch.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { PlanObligation, PlanSection } from '../plan.types.ts';
import { type FoldedText, sourceSpan, sourceWords } from '../text/folded-text.ts';
import type { TableCell, TaskColumns, TextTable } from './find-tables.ts';

export interface TableReading {
  sections: PlanSection[];
  obligations: PlanObligation[];
}

const TABLE_NAME = /(?:表|分工|清单|分解)(?:（[^（）]{0,20}）)?$/;
/** Longest words of a cell that are quoted whole. */
const QUOTE_LIMIT = 160;

/**
 * Reads 任务分工 tables. A row that repeats a unit of the text adds its doer and its time limit to that unit; any other row is
 * a task of its own with the path `[name of the table, number]`.
 */
export function readTables(
  folded: FoldedText,
  tables: readonly TextTable[],
  units: readonly ReadUnit[],
  context: DateContext,
): TableReading {
  const reading: TableReading = { sections: [], obligations: [] };
  const heads = units
    .filter(({ section }) => section.kind === 'task' || section.kind === 'action')
    .map((read) => ({ read, words: comparable(headWords(folded, read)) }));
  for (const table of tables) {
    if (!table.columns) continue;
    const name = nameOf(folded, table);
    const filled: string[] = [];
    for (const [index, cells] of table.rows.entries()) {
      readRow({ folded, cells, columns: table.columns, name, index, filled, heads, context }, reading);
    }
  }
  return reading;
}

interface Row {
  folded: FoldedText;
  cells: TableCell[];
  columns: TaskColumns;
  name: string;
  index: number;
  /** Last words of each column, for cells merged into the one above. */
  filled: string[];
  heads: { read: ReadUnit; words: string }[];
  context: DateContext;
}

function readRow(row: Row, reading: TableReading): void {
  const { folded, cells, columns, filled } = row;
  const ownWords = (column: number): string => {
    const cell = cells[column];
    return cell ? sourceWords(folded, cell.start, cell.end) : '';
  };
  const words = (column: number | null): string => {
    if (column === null) return '';
    filled[column] = ownWords(column) || (filled[column] ?? '');
    return filled[column];
  };
  const empty = cells.every((cell) => cell.end === cell.start);
  const task = columns.tasks
    .map((column) => cells[column])
    .findLast((cell) => cell !== undefined && cell.end > cell.start);
  if (!task || empty) return;
  const lead = words(columns.lead);
  const support = columns.support.map((column) => ownWords(column)).filter((text) => text !== '' && text !== lead);
  const actor: ActorReading =
    lead === ''
      ? { actor: null }
      : { actor: lead, actorSource: 'task', ...(support.length > 0 ? { actorAlt: support } : {}) };
  const same = sameUnit(row, task);
  const target = same ?? addSection(row, task, words(columns.number), reading);
  const limit = fold(words(columns.limit));
  for (const duty of rowDuties(folded, task, limit, actor, row.context)) {
    reading.obligations.push({ taskPath: target.path, sectionId: target.id, ...duty });
  }
}

const fold = (words: string): string => words.normalize('NFKC').replace(/\s+/g, '');

/** What the row asks for: the dates and rates in its words, and the time limit of its own column. */
function rowDuties(
  folded: FoldedText,
  task: TableCell,
  limit: string,
  actor: ActorReading,
  context: DateContext,
): Duty[] {
  const duties = readStretch(folded, cutStretch(folded, task.start, task.end, []), context, actor);
  const end = task.end - task.start <= QUOTE_LIMIT ? task.end : firstStop(folded, task);
  const quoted = { quote: sourceWords(folded, task.start, end), span: sourceSpan(folded, task.start, end), ...actor };
  for (const value of findDates(limit, context).flatMap((date) => (date.use === 'false' ? [] : date.values))) {
    if (duties.some((duty) => duty.deadline === value.to)) continue;
    duties.push({
      ...quoted,
      kind: 'deadline',
      deadline: value.to,
      ...(value.alt ? { deadlineAlt: value.alt, confidence: 0.65, doubts: ['ambiguous-date'] } : { confidence: 0.88 }),
    });
  }
  for (const { frequency } of findFrequencies(limit)) {
    if (duties.some((duty) => duty.frequency?.per === frequency.per)) continue;
    duties.push({ ...quoted, kind: 'recurring', frequency, confidence: 0.85 });
  }
  return duties;
}

function firstStop(folded: FoldedText, cell: TableCell): number {
  const stop = folded.text.slice(cell.start, cell.start + QUOTE_LIMIT).search(/[。；]/);
  return stop > 0 ? cell.start + stop : cell.start + QUOTE_LIMIT;
}

const comparable = (words: string): string =>
  words
    .replace(/^(?:（[^（）]{1,4}）|[一二三四五六七八九十\d]{1,3}[、.])/, '')
    .replace(/[，。；：、“”《》（）\s]/g, '');

function headWords(folded: FoldedText, { unit, heading }: ReadUnit): string {
  const end = heading.title?.end ?? Math.min(unit.ownEnd, unit.textStart + 40);
  return folded.text.slice(unit.textStart, end);
}

/** The unit of the text that the row repeats: its heading begins the words of the cell, or the other way round. */
function sameUnit({ folded, heads, columns, cells }: Row, task: TableCell): PlanSection | null {
  for (const cell of [task, ...columns.tasks.map((column) => cells[column])]) {
    const words = cell ? comparable(folded.text.slice(cell.start, cell.end)) : '';
    if (words.length < 6) continue;
    const match = heads.find(
      (head) => head.words.length >= 6 && (words.startsWith(head.words) || head.words.startsWith(words)),
    );
    if (match) return match.read.section;
  }
  return null;
}

function addSection(
  { folded, name, index, cells }: Row,
  task: TableCell,
  number: string,
  reading: TableReading,
): PlanSection {
  const token = /^\d{1,3}$/.test(fold(number)) ? String(Number(fold(number))) : String(index + 1);
  const path = [name, token];
  const key = path.join('/');
  const times = reading.sections.filter((section) => section.id === key || section.id.startsWith(`${key}#`)).length;
  const row = { start: cells[0]?.start ?? task.start, end: cells.at(-1)?.end ?? task.end };
  const words = sourceWords(folded, task.start, task.end);
  const section: PlanSection = {
    id: times > 0 ? `${key}#${times + 1}` : key,
    path,
    parentPath: [name],
    kind: 'task',
    title: words.length <= 60 ? words.replace(/[。；]$/, '') : null,
    startsWith: sourceWords(folded, task.start, Math.min(task.start + 15, task.end)),
    span: sourceSpan(folded, row.start, row.end),
    headSpan: sourceSpan(folded, task.start, task.end),
  };
  reading.sections.push(section);
  return section;
}

/** The line above the table that names it. */
function nameOf(folded: FoldedText, table: TextTable): string {
  for (let i = table.firstLine - 1; i >= Math.max(0, table.firstLine - 4); i--) {
    const line = folded.lines[i];
    if (!line || line.end - line.start > 60) continue;
    if (TABLE_NAME.test(folded.text.slice(line.start, line.end))) return sourceWords(folded, line.start, line.end);
  }
  return '任务分工表';
}

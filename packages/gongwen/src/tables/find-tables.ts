import type { FoldedLine, FoldedText } from '../text/folded-text.ts';

export interface TableCell {
  start: number;
  end: number;
}

/** What the columns of a 任务分工 table hold, by their place. */
export interface TaskColumns {
  number: number | null;
  /** 任务, 工作内容, 措施: from the general to the particular. */
  tasks: number[];
  lead: number | null;
  /** 责任单位 beside 牵头单位, 配合单位. */
  support: number[];
  limit: number | null;
}

export interface TextTable {
  firstLine: number;
  /** Behind the last line. */
  endLine: number;
  rows: TableCell[][];
  /** `null` for a table that does not divide work. */
  columns: TaskColumns | null;
}

const NUMBER = /^(?:序号|编号|项次|号)$/;
const TASK = /任务|措施|事项|内容|举措|要求|目标|项目|工作$|重点/;
const LEAD = /牵头|主责|主办|责任(?:单位|部门|主体|领导|人)?$|责任单位|责任部门|落实单位|承办|实施主体/;
const SUPPORT = /配合|参与|协同|协办|协助/;
const LIMIT = /时限|期限|完成时间|时间节点|时间要求|时间安排|完成日期|进度|时间$/;
const HEADER_LIMIT = 14;

/** Runs of lines with tabs: three rows of three cells, or any table whose first row names the columns of a division of work. */
export function findTables(folded: FoldedText): TextTable[] {
  const tables: TextTable[] = [];
  for (let i = 0; i < folded.lines.length; i++) {
    if (!folded.lines[i]?.cells) continue;
    let end = i;
    while (folded.lines[end]?.cells) end++;
    const table = readTable(folded, i, end);
    if (table) tables.push(table);
    i = end - 1;
  }
  return tables;
}

function readTable(folded: FoldedText, first: number, end: number): TextTable | null {
  const lines = folded.lines.slice(first, end);
  const headerAt = lines.findIndex((line) => readHeader(folded, line) !== null);
  const header = lines[headerAt];
  if (header && headerAt < lines.length - 1) {
    const rows = lines.slice(headerAt + 1).map((line) => line.cells ?? []);
    return { firstLine: first, endLine: end, rows, columns: readHeader(folded, header) };
  }
  const isTable = lines.length >= 3 && lines.filter((line) => (line.cells?.length ?? 0) >= 3).length >= 3;
  return isTable
    ? { firstLine: first, endLine: end, rows: lines.map((line) => line.cells ?? []), columns: null }
    : null;
}

/** Short names of columns, among them a task and who or when. */
function readHeader(folded: FoldedText, line: FoldedLine): TaskColumns | null {
  const names = (line.cells ?? []).map((cell) => folded.text.slice(cell.start, cell.end));
  if (names.length < 3 || names.some((name) => name.length > HEADER_LIMIT)) return null;
  const columns: TaskColumns = { number: null, tasks: [], lead: null, support: [], limit: null };
  names.forEach((name, index) => {
    if (NUMBER.test(name)) columns.number = index;
    else if (SUPPORT.test(name)) columns.support.push(index);
    else if (LEAD.test(name)) {
      // 牵头单位 leads wherever it stands, a 责任单位 beside it supports
      const leads = columns.lead === null || /牵头|主责|主办/.test(name);
      if (!leads) columns.support.push(index);
      else {
        if (columns.lead !== null) columns.support.push(columns.lead);
        columns.lead = index;
      }
    } else if (LIMIT.test(name)) columns.limit = index;
    else if (TASK.test(name)) columns.tasks.push(index);
  });
  return columns.tasks.length > 0 && (columns.lead !== null || columns.limit !== null) ? columns : null;
}

/** The text without its tables: their words blanked, closed by a stop, their lines taken out. */
export function withoutTables(folded: FoldedText, tables: readonly TextTable[]): FoldedText {
  if (tables.length === 0) return folded;
  const parts: string[] = [];
  const lines: FoldedLine[] = [];
  let copied = 0;
  let nextLine = 0;
  for (const { firstLine, endLine } of tables) {
    const start = folded.lines[firstLine]?.start ?? copied;
    const end = folded.lines[endLine - 1]?.end ?? start;
    parts.push(folded.text.slice(copied, start), '■'.repeat(Math.max(0, end - start - 1)), end > start ? '。' : '');
    lines.push(...folded.lines.slice(nextLine, firstLine));
    copied = end;
    nextLine = endLine;
  }
  parts.push(folded.text.slice(copied));
  for (let i = nextLine; i < folded.lines.length; i++) lines.push(folded.lines[i] as FoldedLine);
  return { ...folded, text: parts.join(''), lines };
}

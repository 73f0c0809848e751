import { isLocalDate } from '../../domain/clock.ts';
import { type CellValue, serialDate } from './read-cells.ts';

/** text: what people read in the cell · number: also when typed as text · date: `YYYY-MM-DD`, in any usual spelling */
export type InputKind = 'text' | 'number' | 'date';

/** A cell as the kind its column asks for, or a Chinese sentence on why it is not. */
export type CellInput = { readonly value: string | number } | { readonly problem: string };

/** Beyond 15 digits Excel has already rounded: what was typed can no longer be known. */
const SAFE_DIGITS = 1e15;

export function cellInput(cell: CellValue, kind: InputKind): CellInput {
  if (typeof cell === 'object' && 'error' in cell)
    return { problem: `单元格出错（${cell.error}），请改正公式或重新填写` };
  if (kind === 'number') return numberInput(cell);
  if (kind === 'date') return dateInput(cell);
  if (typeof cell === 'number' && Math.abs(cell) >= SAFE_DIGITS) {
    return { problem: '数字过长，已被表格软件改动，请把单元格设为文本格式后重新填写' };
  }
  if (typeof cell === 'object') return { value: cell.date };
  if (typeof cell === 'boolean') return { value: cell ? '是' : '否' };
  return { value: typeof cell === 'string' ? cell.trim() : plainNumber(cell) };
}

/** A cell as people read it, whatever is wrong with it; null when empty. */
export function sayCell(cell: CellValue | null): string | null {
  if (cell === null) return null;
  const read = cellInput(cell, 'text');
  return 'value' in read ? String(read.value) : typeof cell === 'object' && 'error' in cell ? cell.error : String(cell);
}

/** Without the exponent of very small numbers, and without the tail that binary fractions leave. */
function plainNumber(value: number): string {
  return Number(value.toPrecision(15)).toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 15 });
}

function numberInput(cell: Exclude<CellValue, { error: string }>): CellInput {
  if (typeof cell === 'number') return { value: cell };
  if (typeof cell === 'string') {
    const text = cell.normalize('NFKC').replace(/[\s,]/g, '');
    if (/^[-+]?\d+(\.\d+)?$/.test(text)) return { value: Number(text) };
    if (/^[-+]?\d+(\.\d+)?%$/.test(text)) return { value: Number(text.slice(0, -1)) / 100 };
  }
  return { problem: '应为数字' };
}

function dateInput(cell: Exclude<CellValue, { error: string }>): CellInput {
  const problem = { problem: '应为日期，如 2024-03-01' };
  if (typeof cell === 'boolean') return problem;
  if (typeof cell === 'object') return { value: cell.date.slice(0, 10) };
  if (typeof cell === 'number') {
    if (cell >= 19_000_101 && cell <= 99_991_231) return dateInput(String(cell)); // 20240301
    const date = cell >= 1 && cell < 2_958_466 ? serialDate(Math.floor(cell), false) : problem; // an unformatted date
    return 'date' in date ? { value: date.date } : problem;
  }
  const text = cell.normalize('NFKC').trim();
  const [, year, month, day] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d.*)?$/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(text) ??
    [];
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isLocalDate(date) ? { value: date } : problem;
}

export { type CellValue, readCells } from './read-cells.ts';
export { readHead, type SheetHead } from './read-head.ts';
export { problemSentence, type ReadColumn, type ReadColumns, type ReadRow, readRows } from './read-rows.ts';
export { checkFits, MOST_SHEET_ROWS, type SheetFile, sendSheet, streamSheet, XLSX } from './send-sheet.ts';
export { listSheets, readWorkbook } from './workbook.ts';
export { type WriteColumn, writeSheet } from './write-sheet.ts';
export { openXlsx } from './xlsx-archive.ts';

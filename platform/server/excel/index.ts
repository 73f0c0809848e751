export { problemSentence, type ReadColumn, type ReadColumns, type ReadRow, readRows } from './read-rows.ts';
export { type ColumnKind, type SheetInput, type WriteColumn, writeSheet } from './write-sheet.ts';

export { problemSentence, type ReadColumn, type ReadColumns, type ReadRow, readRows } from './read-rows.ts';
export { type WriteColumn, writeSheet } from './write-sheet.ts';

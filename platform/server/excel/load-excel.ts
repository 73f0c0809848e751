import type ExcelJS from 'exceljs';

/** When the first sheet is written: its 500 modules would cost every start a third of a second. */
export const loadExcel = async (): Promise<typeof ExcelJS> => (await import('exceljs')).default;

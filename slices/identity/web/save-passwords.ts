import { ROLE_NAMES } from '../domain/roles.ts';
import type { ImportResult } from '../domain/user.contract.ts';

/** The list of accounts with their temporary passwords as CSV; nowhere else are they kept. */
export function passwordsCsv({ good }: Pick<ImportResult, 'good'>): string {
  const head = ['姓名', '账号', '临时密码', '岗位', '单位'];
  const rows = good.map((row) => [
    row.name,
    row.account,
    row.temporaryPassword ?? '',
    ROLE_NAMES[row.role],
    row.organisationName ?? '',
  ]);
  return [head, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

/** Quoted; what a spreadsheet would take for a formula is told to be text. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

export function savePasswords(result: ImportResult): void {
  // The mark at the start tells Excel that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', passwordsCsv(result)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = '新用户临时密码.csv';
  link.click();
  URL.revokeObjectURL(url);
}

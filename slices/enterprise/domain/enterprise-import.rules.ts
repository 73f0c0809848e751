import type { Scope } from '@zhiben/platform/domain/scope.ts';
import { inScope } from '@zhiben/platform/domain/scope.ts';
import { type EnterpriseFields, identityFault, realChanges } from './enterprise.fields.ts';
import { HIGH_RISK_INDUSTRIES, type Industry } from './industries.ts';

/** A row of the sheet with good cells: only what was filled in; an empty cell changes nothing. */
export interface ReadFields extends Partial<EnterpriseFields> {
  readonly name: string;
  readonly division?: string;
  readonly localNumber?: string;
}

/** A file as far as matching looks at it. */
export type Known = EnterpriseFields & {
  readonly id: string;
  readonly division: string;
  readonly localNumber: string | null;
};

export type RowVerdict =
  | { readonly outcome: 'new'; readonly fields: ReadFields }
  | {
      readonly outcome: 'changed';
      readonly id: string;
      readonly changes: Partial<EnterpriseFields>;
      readonly fields: ReadFields;
    }
  | { readonly outcome: 'same'; readonly id: string }
  | { readonly outcome: 'bad'; readonly fault: string };

const township = (division: string) => division.slice(0, 9);

/**
 * The file that a row speaks of: by credit code; by local number; else by name in the same township, where the file
 * has no code of its own or the row gives none. Several of a name are nobody's: the row must say which.
 */
function matchRow(row: ReadFields, known: readonly Known[]): Known | 'ambiguous' | undefined {
  if (row.creditCode) {
    const found = known.find((file) => file.creditCode === row.creditCode);
    if (found) return found;
  }
  if (row.localNumber) return known.find((file) => file.localNumber === row.localNumber);
  const named = known.filter(
    (file) =>
      file.name === row.name &&
      (row.division === undefined || township(file.division) === township(row.division)) &&
      !(row.creditCode && file.creditCode),
  );
  return named.length > 1 ? 'ambiguous' : named[0];
}

/** What a row would do, for an importer of this scope. */
export function judgeRow(row: ReadFields, known: readonly Known[], scope: Scope): RowVerdict {
  const bad = (fault: string): RowVerdict => ({ outcome: 'bad', fault });
  const file = matchRow(row, known);
  if (file === 'ambiguous') return bad('本县有多家同名单位，请填统一社会信用代码或本地编号');
  const { division, localNumber, ...given } = row;
  const place = (at: string, industry: string, id: string | null) =>
    inScope(scope, { county: scope.county, division: at, industry, enterpriseId: id });
  if (!file) {
    if (localNumber) return bad('没有这个本地编号的档案，请核对；新单位请留空');
    if (division === undefined) return bad('新单位须填属地');
    if (given.industry === undefined) return bad('新单位须填监管行业');
    const kind = given.kind ?? (given.creditCode ? 'registered' : undefined);
    if (kind === undefined) return bad('没有统一社会信用代码的，单位类型须填小微场所或小施工小作业');
    const fault = identityFault({ kind, creditCode: given.creditCode ?? null });
    if (fault) return bad(fault);
    if (!place(division, given.industry, null)) return bad('属地或监管行业不在您的管辖范围内');
    const highRisk = HIGH_RISK_INDUSTRIES.includes(given.industry as Industry);
    return { outcome: 'new', fields: { ...row, kind, highRisk } };
  }
  if (!place(file.division, file.industry, file.id)) return bad('该单位的档案不在您的管辖范围内');
  if (division !== undefined && township(division) !== township(file.division)) {
    return bad('该单位档案的属地在另一乡镇，请在档案中办理属地变更，不能用表格改');
  }
  const changes = realChanges(file, given);
  if (changes.creditCode && file.kind !== 'registered') Object.assign(changes, { kind: 'registered' });
  const after = { ...file, ...changes };
  const fault = identityFault(after);
  if (fault && (changes.kind !== undefined || changes.creditCode !== undefined)) return bad(fault);
  if (!place(file.division, after.industry, file.id)) return bad('所填监管行业不在您的管辖范围内');
  if (Object.keys(changes).length === 0) return { outcome: 'same', id: file.id };
  return { outcome: 'changed', id: file.id, changes, fields: row };
}

/**
 * Who sees which rows: 条块, the division subtree crossed with industries, or one's own enterprise.
 * The same rule stands as SQL in `platform/server/scope.ts`; a test holds the two together.
 */

export interface Scope {
  /** First six digits of the division code: no row of another county is ever visible. */
  readonly county: string;
  /** 12-digit code whose subtree is visible (块). The county's own code means the whole county. */
  readonly division: string;
  /** Industries that are visible (条); `null` means all. */
  readonly industries: readonly string[] | null;
  /** Set for people of an enterprise: only rows of this enterprise are visible. */
  readonly enterpriseId: string | null;
}

/** The columns by which a row is placed. */
export interface Placement {
  readonly county: string;
  readonly division: string;
  readonly industry: string;
  readonly enterpriseId: string | null;
}

/**
 * The half-open range of codes in the subtree of a 12-digit division code. Codes are positional
 * (2 province, 2 city, 2 county, 3 township, 3 village; GB/T 2260, GB/T 10114), so a subtree is a prefix.
 */
export function divisionRange(code: string): { from: string; to: string } {
  const prefix = divisionPrefix(code);
  const next = String(Number(prefix) + 1).padStart(prefix.length, '0');
  return { from: prefix.padEnd(12, '0'), to: next.padEnd(12, '0') };
}

/** The significant digits of a division code: 2, 4, 6, 9 or 12 of them. */
export function divisionPrefix(code: string): string {
  for (const length of [2, 4, 6, 9]) if (/^0*$/.test(code.slice(length))) return code.slice(0, length);
  return code;
}

/** Whether a row lies in the scope. */
export function inScope(scope: Scope, row: Placement): boolean {
  if (row.county !== scope.county) return false;
  if (scope.enterpriseId !== null) return row.enterpriseId === scope.enterpriseId;
  const { from, to } = divisionRange(scope.division);
  if (row.division < from || row.division >= to) return false;
  return scope.industries === null || scope.industries.includes(row.industry);
}

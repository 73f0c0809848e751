import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { divisionRange, type Scope } from '../domain/scope.ts';

/** Columns that place a row; give them with the table or its alias: `hazards.division`. */
export interface ScopeColumns {
  readonly county: string;
  readonly division: string;
  /** Absent where rows have no industry (they are then seen by every department). */
  readonly industry?: string;
  /** Absent where rows belong to no enterprise: people of an enterprise see none of them. */
  readonly enterprise?: string;
}

/**
 * The one condition by which every query is limited to what the actor may see; the same rule as `inScope`.
 * Ranges and lists over the row's own columns, no join, so that an index serves and all roles pay alike.
 */
export function whereInScope(scope: Scope, columns: ScopeColumns): RawBuilder<SqlBool> {
  const county = sql`${sql.ref(columns.county)} = ${scope.county}`;
  if (scope.enterpriseId !== null) {
    if (!columns.enterprise) return sql<SqlBool>`false`;
    return sql<SqlBool>`(${county} and ${sql.ref(columns.enterprise)} = ${scope.enterpriseId})`;
  }
  const parts = [county];
  const { from, to } = divisionRange(scope.division);
  if (scope.division.slice(0, 6) !== scope.county || !/^0*$/.test(scope.division.slice(6))) {
    // Left out for the whole county, which the first condition already says.
    parts.push(sql`${sql.ref(columns.division)} >= ${from} and ${sql.ref(columns.division)} < ${to}`);
  }
  if (scope.industries !== null && columns.industry) {
    parts.push(sql`${sql.ref(columns.industry)} = any(${[...scope.industries]})`);
  }
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

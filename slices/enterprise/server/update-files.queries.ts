import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import { placeRisks } from '@zhiben/slices/risk/server';
import { placeScreening } from '@zhiben/slices/screening/server';
import { sql } from 'kysely';
import type { EnterpriseFields, FieldName } from '../domain/enterprise.fields.ts';
import type { EnterpriseFile } from './enterprise.queries.ts';
import { COLUMN_OF } from './enterprise.tables.ts';

/** A file as it was locked, and what is written over it. */
export interface ChangedFile {
  readonly file: EnterpriseFile;
  readonly changes: Partial<EnterpriseFields>;
}

const COLUMNS = Object.entries(COLUMN_OF) as [FieldName, string][];
const ASSIGNMENTS = sql.join(COLUMNS.map(([, column]) => sql`${sql.ref(column)} = r.${sql.ref(column)}`));
const SEARCHED = ['name', 'creditCode', 'address'] as const;
const PLACED = ['name', 'industry', 'longitude', 'latitude'] as const;

/** As `updateFile` for many files that the caller has locked, each once, in one statement. */
export async function updateFiles(tx: TxCtx, changed: readonly ChangedFile[]): Promise<void> {
  if (changed.length === 0) return;
  const held = new Map<string, string>();
  const rows = changed.map(({ file, changes }) => {
    const after = { ...file, ...changes };
    const isFoundAnew = SEARCHED.some((field) => field in changes);
    const texts = [after.name, after.creditCode ?? '', after.localNumber ?? '', after.address];
    return {
      ...Object.fromEntries(COLUMNS.map(([field, column]) => [column, after[field]])),
      id: file.id,
      search: isFoundAnew ? searchVectorText(texts, held) : null,
    };
  });
  await sql`
    update enterprises set ${ASSIGNMENTS}, search = coalesce(r.search, enterprises.search),
      version = enterprises.version + 1, updated_at = ${tx.clock.now()}
    from jsonb_populate_recordset(null::enterprises, ${JSON.stringify(rows)}::jsonb) as r
    where enterprises.county = ${tx.actor.county} and enterprises.id = r.id`.execute(tx.db);
  const placed = changed
    .filter(({ changes }) => PLACED.some((field) => field in changes))
    .map(({ file, changes }) => {
      const { id, name, division, industry, longitude, latitude } = { ...file, ...changes };
      return { id, name, division, industry, longitude, latitude };
    });
  await placeRisks(tx, placed);
  await placeScreening(tx, placed);
}

import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { ReadCtx } from './file.queries.ts';
import { searchAnew } from './place-risks.queries.ts';
import { riskTables } from './risk.tables.ts';

const unitColumns = [
  'id',
  'enterprise_id as enterpriseId',
  'name',
  'place',
  'source_code as sourceCode',
  'department',
  'owner_name as ownerName',
  'position',
  'version',
] as const;

export function listUnits(ctx: ReadCtx, enterpriseId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_units')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('removed_at', 'is', null)
    .select(unitColumns)
    .orderBy('position')
    .orderBy('id')
    .execute();
}
export type UnitRow = Awaited<ReturnType<typeof listUnits>>[number];

/** The enterprise of a unit, also of one that was removed; whoever asks checks that the actor may see it. */
export async function findUnitOwner(ctx: ReadCtx, id: string): Promise<string | undefined> {
  const row = await riskTables(ctx.db)
    .selectFrom('risk_units')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .select('enterprise_id as enterpriseId')
    .executeTakeFirst();
  return row?.enterpriseId;
}

/** A unit of the actor's county; whoever asks checks that the actor may see its enterprise. */
export function findUnit(ctx: ReadCtx, id: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_units')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .select(unitColumns)
    .executeTakeFirst();
}

export interface UnitFields {
  readonly name: string;
  readonly place: string;
  readonly sourceCode: string;
  readonly department: string;
  readonly ownerName: string;
}

const unitValues = ({ name, place, sourceCode, department, ownerName }: UnitFields) => ({
  name,
  place,
  source_code: sourceCode,
  department,
  owner_name: ownerName,
});

export async function insertUnit(
  tx: TxCtx,
  unit: UnitFields & { readonly id: string; readonly enterpriseId: string; readonly position: number },
): Promise<void> {
  const now = tx.clock.now();
  await riskTables(tx.db)
    .insertInto('risk_units')
    .values({
      county: tx.actor.county,
      id: unit.id,
      enterprise_id: unit.enterpriseId,
      ...unitValues(unit),
      position: unit.position,
      created_at: now,
      updated_at: now,
      updated_by_name: tx.actor.name,
      removed_at: null,
    })
    .execute();
}

export async function updateUnit(
  tx: TxCtx,
  before: UnitRow,
  fields: UnitFields | 'remove',
  enterpriseName: string,
): Promise<void> {
  const now = tx.clock.now();
  await riskTables(tx.db)
    .updateTable('risk_units')
    .set({
      ...(fields === 'remove' ? { removed_at: now } : unitValues(fields)),
      version: before.version + 1,
      updated_at: now,
      updated_by_name: tx.actor.name,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
  if (fields !== 'remove' && fields.name !== before.name) {
    await searchAnew(tx, before.enterpriseId, enterpriseName, before.id);
  }
}

import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type { drawRiskPlan, Ground } from '../domain/plan.contract.ts';
import type { ReadCtx } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

type Drawn = z.output<typeof drawRiskPlan.body>;

const columns = [
  'id',
  'enterprise_id as enterpriseId',
  'name',
  'file_id as fileId',
  'width',
  'height',
  'longitude',
  'latitude',
  'metres_per_unit as metresPerUnit',
  'areas',
  'points',
  'version',
  'updated_at as updatedAt',
  'updated_by_name as updatedByName',
] as const;

function standing(ctx: ReadCtx) {
  return riskTables(ctx.db)
    .selectFrom('risk_plans')
    .where('county', '=', ctx.actor.county)
    .where('removed_at', 'is', null)
    .select(columns)
    .$narrowType<{ areas: Drawn['areas']; points: Drawn['points'] }>();
}

/** Of an enterprise that the actor may see. */
export function listPlans(ctx: ReadCtx, enterpriseId: string) {
  return standing(ctx).where('enterprise_id', '=', enterpriseId).orderBy('created_at').orderBy('id').execute();
}

/** The enterprise of a plan, also of one that was removed; whoever asks checks that the actor may see it. */
export async function findPlanOwner(ctx: ReadCtx, id: string): Promise<string | undefined> {
  const row = await riskTables(ctx.db)
    .selectFrom('risk_plans')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .select('enterprise_id as enterpriseId')
    .executeTakeFirst();
  return row?.enterpriseId;
}

export function findPlan(ctx: ReadCtx, id: string) {
  return standing(ctx).where('id', '=', id).executeTakeFirst();
}

export async function insertPlan(
  tx: TxCtx,
  plan: {
    readonly id: string;
    readonly enterpriseId: string;
    readonly name: string;
    readonly fileId: string | null;
    readonly width: number;
    readonly height: number;
    readonly ground?: Ground | null;
  },
): Promise<void> {
  const now = tx.clock.now();
  const { id, enterpriseId, name, fileId, width, height, ground } = plan;
  await riskTables(tx.db)
    .insertInto('risk_plans')
    .values({
      county: tx.actor.county,
      id,
      enterprise_id: enterpriseId,
      name,
      file_id: fileId,
      width,
      height,
      longitude: ground?.longitude ?? null,
      latitude: ground?.latitude ?? null,
      metres_per_unit: ground?.metresPerUnit ?? null,
      areas: '[]',
      points: '[]',
      created_at: now,
      updated_at: now,
      updated_by_name: tx.actor.name,
      removed_at: null,
    })
    .execute();
}

export async function updatePlan(
  tx: TxCtx,
  id: string,
  version: number,
  set: Pick<Drawn, 'name' | 'areas' | 'points'> | 'remove',
): Promise<void> {
  const now = tx.clock.now();
  const drawn =
    set === 'remove'
      ? { removed_at: now }
      : { name: set.name, areas: JSON.stringify(set.areas), points: JSON.stringify(set.points) };
  await riskTables(tx.db)
    .updateTable('risk_plans')
    .set({ ...drawn, version: version + 1, updated_at: now, updated_by_name: tx.actor.name })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

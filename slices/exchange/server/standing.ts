import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { findOfficialTasks } from '@zhiben/slices/screening/server';
import { isHomeType } from '../domain/mapping.ts';
import { HAPPENINGS, type OfficialType } from '../domain/official/index.ts';
import { HOMES } from './homes.ts';
import { findReceived } from './record.queries.ts';

const CHUNK = 5_000;

type Standings = ReadonlyMap<string, 'stands' | 'removed'>;

/** Of some records, by type and id, how they stand with us: received, or our own. By `type:id`. */
export async function findStanding(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  wanted: ReadonlyMap<OfficialType, ReadonlySet<string>>,
): Promise<Standings> {
  const found = new Map<string, 'stands' | 'removed'>();
  for (const [type, all] of wanted) {
    const ids = [...all];
    const note = (id: string, removed: boolean) => found.set(`${type}:${id}`, removed ? 'removed' : 'stands');
    for (let from = 0; from < ids.length; from += CHUNK) {
      const some = ids.slice(from, from + CHUNK);
      for (const { id, deleted } of (await findReceived(ctx, type, some)).values()) note(id, deleted);
      // Our own say more than what was received: they may have been removed here since.
      if (isHomeType(type)) for (const { id, removed } of await HOMES[type].find(ctx, some)) note(id, removed);
      if (type !== 'screeningTask') continue;
      for (const { id, removedAt } of await findOfficialTasks(ctx, { ids: some })) note(id, removedAt !== null);
    }
  }
  return found;
}

/** Whether a record may hang on this one. */
export function holds(standing: Standings, child: OfficialType, parent: { type: OfficialType; id: string }): boolean {
  const how = standing.get(`${parent.type}:${parent.id}`);
  return how === 'stands' || (how === 'removed' && HAPPENINGS.has(child));
}

import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { isHomeType } from '../domain/mapping.ts';
import type { OfficialType } from '../domain/official/index.ts';
import { HOMES } from './homes.ts';
import { findReceived } from './record.queries.ts';

const CHUNK = 5_000;

/** Of some records, by type and id, those that stand with us: received and not removed, or our own. As `type:id`. */
export async function findStanding(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  wanted: ReadonlyMap<OfficialType, ReadonlySet<string>>,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [type, all] of wanted) {
    const ids = [...all];
    for (let from = 0; from < ids.length; from += CHUNK) {
      const some = ids.slice(from, from + CHUNK);
      for (const { id, deleted } of (await findReceived(ctx, type, some)).values()) {
        if (!deleted) found.add(`${type}:${id}`);
      }
      if (!isHomeType(type)) continue;
      // Our own say more than what was received: they may have been removed here since.
      for (const { id, removed } of await HOMES[type].find(ctx, some)) {
        if (removed) found.delete(`${type}:${id}`);
        else found.add(`${type}:${id}`);
      }
    }
  }
  return found;
}

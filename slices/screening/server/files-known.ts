import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { attachContents, findContents } from '@zhiben/platform/server/files/index.ts';
import { type FilePlace, lockFile, theEnterprise } from './file.queries.ts';
import { deleteMissing, listMissing, listMissingOfAll, takeUpFiles } from './sync.queries.ts';

/** Which contents are there; those that records and hazards wait for are taken up by them. */
export async function knownFiles(ctx: Ctx, hashes: readonly string[]): Promise<string[]> {
  const place = await theEnterprise(ctx, undefined);
  await takeUp(ctx, place, hashes);
  const known = await findContents(ctx.db, ctx.actor.county, place.id, hashes);
  return [...new Set(hashes)].filter((hash) => known.has(hash));
}

/** Ties contents that have arrived to what names them. @returns how many subjects they were tied to */
async function takeUp(ctx: Ctx, place: FilePlace, hashes: readonly string[]): Promise<number> {
  const known = await findContents(ctx.db, ctx.actor.county, place.id, hashes);
  if ((await listMissing(ctx, place.id, [...known])).length === 0) return 0;
  return ctx.transaction(async (tx) => {
    const file = await lockFile(tx, place);
    const placement = {
      county: tx.actor.county,
      division: file.division,
      industry: file.industry,
      enterpriseId: file.id,
    };
    const waiting = await listMissing(tx, file.id, [...known]);
    const bySubject = new Map<string, (typeof waiting)[number][]>();
    for (const one of waiting) bySubject.set(one.subject_id, [...(bySubject.get(one.subject_id) ?? []), one]);
    for (const [id, rows] of bySubject) {
      const arrived = rows.map(({ sha256 }) => sha256);
      const [{ subject_kind: kind, slot_day: slotDay } = { subject_kind: 'hazard' as const, slot_day: null }] = rows;
      await attachContents(tx, arrived, { kind, id }, placement);
      await deleteMissing(tx, id, arrived);
      const after =
        kind === 'screeningRecord' && slotDay !== null
          ? await takeUpFiles(tx, { id, slotDay }, arrived, tx.clock.now())
          : undefined;
      tx.record({
        id: newId(),
        action: 'screening:takeUpFiles',
        subject: { kind, id, ...(after && { version: after.version }) },
        data: { files: arrived, ...(after && { stillMissing: after.missing }) },
        placement,
      });
    }
    // Another request took them up meanwhile: a trace is asked of every write.
    if (bySubject.size === 0)
      tx.record({
        id: newId(),
        action: 'screening:takeUpFiles',
        subject: { kind: 'enterprise', id: file.id },
        data: { files: [] },
        placement,
      });
    return bySubject.size;
  });
}

const MOST_AT_ONCE = 5_000;

/** Takes up what arrived without the phone asking: it lost its network, or a person sent it by other means. */
export async function takeUpArrived(ctx: Ctx): Promise<void> {
  const byEnterprise = new Map<string, string[]>();
  for (const { enterpriseId, sha256 } of await listMissingOfAll(ctx, MOST_AT_ONCE))
    byEnterprise.set(enterpriseId, [...(byEnterprise.get(enterpriseId) ?? []), sha256]);
  for (const [id, hashes] of byEnterprise) await takeUp(ctx, await theEnterprise(ctx, id), hashes);
}

import { call } from '@zhiben/platform/web/api.ts';
import { noteServerTime } from '@zhiben/platform/web/offline/device-clock.ts';
import { keepAnswer, readKept } from '@zhiben/platform/web/offline/kept-answers.ts';
import { getScreeningPack, packSchema } from '@zhiben/slices/screening/domain';

export const PACK_NAME = 'screening-pack';

let refreshing: Promise<void> | null = null;

/** Asks for what changed since the pack of this phone; many pages may ask at once. @throws {ProblemError} */
export function refreshPack(owner: string): Promise<void> {
  refreshing ??= refresh(owner).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function refresh(owner: string): Promise<void> {
  const kept = packSchema.safeParse((await readKept(owner, PACK_NAME))?.body);
  const etag = kept.success ? kept.data.etag : undefined;
  const sentMs = Date.now();
  const { pack, serverAt } = await call(getScreeningPack, { query: { etag } }, undefined, owner);
  noteServerTime(serverAt, sentMs);
  if (pack) await keepAnswer(owner, PACK_NAME, pack);
  else if (kept.success) await keepAnswer(owner, PACK_NAME, { ...kept.data, serverAt });
}

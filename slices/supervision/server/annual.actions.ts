import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Annual, QuotaSetting } from '../domain/annual.contract.ts';
import { issuableBy } from '../domain/paper.policy.ts';
import { countPlates, findQuota, quotaKey } from './annual.queries.ts';
import { paperActor } from './paper.actions.ts';
import { configure, put } from './settings.actions.ts';

/** How a year's listing stands: what was meant, what hangs, what is missing. */
export async function readAnnual(ctx: Ctx, year: number): Promise<Annual> {
  const [quota, counted, actor] = await Promise.all([findQuota(ctx, year), countPlates(ctx, year), paperActor(ctx)]);
  const { permissions, bodyKind } = actor;
  return {
    year,
    quota: quota ? { ...quota, setAt: quota.setAt.toISOString() } : null,
    ...counted,
    missing: quota ? Math.max(0, quota.count - counted.listed) : null,
    abilities: {
      setQuota: permissions.has('supervision:configure'),
      draft: permissions.has('supervision:draft') && issuableBy(bodyKind).includes('listedSupervision'),
    },
  };
}

/** Sets how many majors are to be listed in a year, and by which document; null takes it back. @throws app/id-taken */
export async function setQuota(
  ctx: Ctx,
  year: number,
  { commandId, setting }: { commandId: string; setting: QuotaSetting | null },
): Promise<Annual> {
  await configure(ctx, commandId, { quotaOf: year, setting }, put(quotaKey(year), setting));
  return readAnnual(ctx, year);
}

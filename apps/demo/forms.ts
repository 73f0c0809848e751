import { instantOf } from '@zhiben/platform/domain/clock.ts';
import { formFigures, startForm, submitReport } from '@zhiben/slices/dispatch/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import type { Stage } from './acting.ts';
import { personName, phoneNumber } from './enterprises.ts';
import type { Campaign } from './plans.ts';
import type { Random } from './random.ts';

const PERIODS = 2;

interface Options {
  readonly now: Date;
  /** Whether bodies have answered for the last months; the form alone is put into use otherwise. */
  readonly reports: boolean;
}

/** Puts the monthly form of the running campaign into use; bodies answered for the months before, some still owe this one. */
export async function loadForms(
  { clock, as, newId }: Stage,
  random: Random,
  users: readonly NewUser[],
  campaigns: readonly Campaign[],
  { now, reports }: Options,
): Promise<void> {
  const clerk = users.find((u) => u.role === 'committeeClerk');
  const campaign = campaigns.at(-1);
  if (!clerk || !campaign) return;
  clock.set(now);
  const id = newId();
  const firstPeriod = campaign.startsOn.slice(0, 7);
  await startForm(as(clerk), {
    id,
    commandId: newId(),
    definitionCode: 'major-hazards-2023',
    campaignId: campaign.id,
    campaignName: campaign.name,
    countsFrom: campaign.startsOn,
    firstPeriod,
    lastPeriod: campaign.endsOn.slice(0, 7),
  });
  if (!reports) return;

  for (const period of lastPeriods(now, firstPeriod)) {
    const isCurrent = period === lastPeriods(now, firstPeriod).at(-1);
    const dueDay = instantOf(`${period}-22`, 10);
    clock.set(dueDay < now ? dueDay : now);
    const { rows } = await formFigures(as(clerk), id, period);
    for (const row of rows) {
      const user = users.find((u) => u.bodyId !== null && u.bodyId === row.bodyId && SIGNERS.includes(u.role));
      if (!user || !row.bodyId || (isCurrent && random.chance(0.4))) continue;
      await submitReport(as(user), id, period, {
        id: newId(),
        commandId: newId(),
        bodyId: row.bodyId,
        seen: row.figures,
        confirmedZeros: Object.entries(row.figures).flatMap(([code, figure]) => (figure === 0 ? [code] : [])),
        responsibleName: personName(random),
        phone: phoneNumber(random),
        note: '',
      });
    }
  }
}

const SIGNERS: readonly string[] = ['committeeClerk', 'departmentOfficer', 'townshipOfficer'];

/** The last months up to this one, oldest first, not before the first of the form. */
function lastPeriods(now: Date, first: string): string[] {
  const month = (back: number) => {
    const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return at.toISOString().slice(0, 7);
  };
  return Array.from({ length: PERIODS }, (_, i) => month(PERIODS - 1 - i)).filter((period) => period >= first);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { NewUser } from '@zhiben/slices/identity/server';
import { adoptPlan, assignTasks, importPlan, layOutAhead, listProposals } from '@zhiben/slices/plan/server';
import type { Stage } from './acting.ts';
import type { Places } from './places.ts';
import type { Random } from './random.ts';
import { playWork } from './task-work.ts';

/** The two campaigns of 示范县. Their texts follow published plans of real counties, with the names taken out. */
const CAMPAIGNS = [
  { file: 'three-year-action-2024.txt', on: '2024-02-28', startsOn: '2024-02-26', endsOn: '2026-12-31' },
  { file: 'major-hazard-campaign-2026.txt', on: '2026-04-20', startsOn: '2026-04-15', endsOn: '2026-12-15' },
] as const;

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
}

/** Imports, adopts and assigns the plans and plays part of the work on them, all through the actions of the slice. */
export async function loadPlans(
  stage: Stage,
  random: Random,
  places: Places,
  users: readonly NewUser[],
  now: Date,
): Promise<readonly Campaign[]> {
  const { clock, as, newId } = stage;
  const clerk = users.find((u) => u.role === 'committeeClerk');
  if (!clerk) throw new Error('the committee office has a clerk');
  const office = as(clerk);
  const adopted: Campaign[] = [];

  for (const { file, on, startsOn, endsOn } of CAMPAIGNS) {
    clock.set(instantOf(on, 10));
    if (clock.now() > now) continue;
    const bytes = await readFile(join(import.meta.dirname, 'plans', file));
    const document = await importPlan(office, { bytes, fileName: file, id: newId(), commandId: newId() });
    const campaign = { documentId: document.id, name: document.title, ownerBodyId: places.office.id, startsOn, endsOn };
    const { id } = await adoptPlan(office, { id: newId(), commandId: newId(), ...campaign });
    const proposals = await listProposals(office, id);
    // Where the text names nobody, the office gave most tasks to a department; a few still have no owner.
    const assignments = proposals.flatMap(({ taskId, version, leadBodyId, supportingBodyIds }) => {
      const lead = leadBodyId ?? (random.chance(0.8) ? random.pick(places.departments).id : null);
      return lead ? [{ taskId, version, leadBodyId: lead, supportingBodyIds }] : [];
    });
    await assignTasks(office, { commandId: newId(), assignments });
    clock.set(now);
    await layOutAhead(office);
    await playWork(stage, random, users, { campaignId: id, from: on, now });
    clock.set(now);
    adopted.push({ id, name: document.title, startsOn, endsOn });
  }
  return adopted;
}

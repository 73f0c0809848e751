import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, instantOf, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { NewUser } from '@zhiben/slices/identity/server';
import {
  adoptPlan,
  assignTasks,
  importPlan,
  listProposals,
  listTasksAsOf,
  reportProgress,
  verifyProgress,
} from '@zhiben/slices/plan/server';
import type { Stage } from './acting.ts';
import type { Places } from './places.ts';
import type { Random } from './random.ts';

/** The two campaigns of 示范县. Their texts follow published plans of real counties, with the names taken out. */
const CAMPAIGNS = [
  { file: 'three-year-action-2024.txt', on: '2024-02-28', startsOn: '2024-02-26', endsOn: '2026-12-31' },
  { file: 'major-hazard-campaign-2026.txt', on: '2026-04-20', startsOn: '2026-04-15', endsOn: '2026-12-15' },
] as const;
const REPORTS = [
  '已印发方案并召开动员部署会',
  '已完成排查，问题清单已交办',
  '已组织培训，签到和试卷已存档',
  '按计划推进，本月已开展两次检查',
];

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
}

/** Imports, adopts and assigns the plans and plays part of the work on them, all through the actions of the slice. */
export async function loadPlans(
  { clock, as, newId }: Stage,
  random: Random,
  places: Places,
  users: readonly NewUser[],
  now: Date,
): Promise<readonly Campaign[]> {
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
    await work(id, on);
    adopted.push({ id, name: document.title, startsOn, endsOn });
  }
  return adopted;

  /** Two thirds of the tasks have been reported on since, most of those are verified. */
  async function work(campaignId: string, from: string): Promise<void> {
    for (const task of await listTasksAsOf(office, campaignId, localDate(clock.now()))) {
      const user = users.find((u) => u.bodyId !== null && u.bodyId === task.leadBodyId);
      if (!user || random.chance(0.35)) continue;
      const latest = Math.max(1, Math.floor((now.getTime() - instantOf(from).getTime()) / 86_400_000) - 2);
      const on = addDays(from, random.int(1, latest));
      clock.set(instantOf(on, 9));
      const progressId = newId();
      const claimsCompletion = random.chance(0.6);
      await reportProgress(as(user), task.id, {
        id: progressId,
        commandId: newId(),
        happenedOn: on,
        text: random.pick(REPORTS),
        figures: [],
        obligationIds: [],
        claimsCompletion,
        fileIds: [],
      });
      if (random.chance(0.25) || user === clerk) continue;
      clock.set(instantOf(addDays(on, 1), 9));
      const returned = random.chance(0.12);
      const decision = returned
        ? { outcome: 'returned' as const, reason: '请补充印发文件和会议记录' }
        : { outcome: 'verified' as const, reason: '' };
      await verifyProgress(office, { taskId: task.id, progressId }, { commandId: newId(), ...decision });
    }
  }
}

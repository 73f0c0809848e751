import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DutyTable, dutiesOf, dutyTableSchema } from '../domain/duties.rules.ts';
import { screeningAbilities } from '../domain/screening.policy.ts';
import type { TaskProposal } from '../domain/task.contract.ts';
import { type ReadCtx, theEnterprise } from './file.queries.ts';
import { listTasksOf } from './tasks.queries.ts';

let held: DutyTable | null = null;

/** The duties of enterprises to check at fixed intervals, read and checked once. */
export function dutyTable(): DutyTable {
  held ??= dutyTableSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../data/duties.json'), 'utf8')));
  return held;
}

/** Tasks that the class of an enterprise asks for, each with its source and the task that carries it out already. */
export async function presentProposals(ctx: ReadCtx, enterpriseId: string | undefined) {
  const enterprise = await theEnterprise(ctx, enterpriseId);
  const tasks = await listTasksOf(ctx, enterprise.id);
  const rows = dutiesOf(dutyTable(), enterprise).map(
    (duty): TaskProposal => ({ ...duty, taskId: tasks.find(({ dutyCode }) => dutyCode === duty.dutyCode)?.id ?? null }),
  );
  return { rows, abilities: screeningAbilities(ctx.actor, enterprise.id) };
}

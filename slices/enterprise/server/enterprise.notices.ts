import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { listPeople } from '@zhiben/slices/identity/server';
import { type EnterpriseFields, FIELD_RULES, type FieldName } from '../domain/enterprise.fields.ts';
import type { EnterpriseFile } from './enterprise.queries.ts';

const labelsOf = (changes: Partial<EnterpriseFields>) =>
  Object.keys(changes)
    .map((field) => FIELD_RULES[field as FieldName].label)
    .join('、');

/** Who confirms what an enterprise asked for: its competent department, the township where it has none. */
export async function tellProposal(tx: TxCtx, file: EnterpriseFile, changes: Partial<EnterpriseFields>): Promise<void> {
  const own = file.supervisingBodyId ? [file.supervisingBodyId] : await townshipBodies(tx, file.division);
  await notify(tx, {
    userIds: await listPeople(tx, { bodyIds: own }, ['departmentOfficer', 'townshipOfficer']),
    kind: 'enterprise:proposal',
    title: `“${file.name}”申报变更档案，请确认`,
    detail: labelsOf(changes),
    link: `/enterprises/${file.id}`,
  });
}

async function townshipBodies(tx: TxCtx, division: string): Promise<string[]> {
  const bodies = await listBodies(tx);
  return bodies
    .filter((body) => ['township', 'park'].includes(body.kind) && body.division.slice(0, 9) === division.slice(0, 9))
    .map(({ id }) => id);
}

/** Both townships are told: one has an enterprise more to supervise, the other one less. */
export async function tellMove(tx: TxCtx, file: EnterpriseFile, division: string, reason: string): Promise<void> {
  const township = (code: string) => code.slice(0, 9);
  if (township(division) === township(file.division)) return;
  const divisions = await listDivisions(tx);
  const nameOf = (code: string) => divisions.find((one) => one.code === code)?.name ?? code;
  const way = `${nameOf(file.division)}迁往${nameOf(division)}`;
  for (const [code, title] of [
    [division, `“${file.name}”迁入本辖区`],
    [file.division, `“${file.name}”迁出本辖区`],
  ] as const) {
    const bodyIds = await townshipBodies(tx, code);
    await notify(tx, {
      userIds: await listPeople(tx, { bodyIds }, ['townshipOfficer']),
      kind: 'enterprise:transfer',
      title,
      detail: `${way}。原因：${reason}`,
      link: code === division ? `/enterprises/${file.id}` : '',
    });
  }
}

/** The enterprise hears what became of the change that it asked for. */
export async function tellDecided(
  tx: TxCtx,
  enterpriseId: string,
  decided: { readonly changes: Partial<EnterpriseFields>; readonly confirm: boolean; readonly reason: string },
): Promise<void> {
  const { changes, confirm, reason } = decided;
  await notify(tx, {
    userIds: await listPeople(tx, { enterpriseId }, ['enterprisePrincipal', 'enterpriseSafetyManager']),
    kind: 'enterprise:proposal',
    title: confirm ? '申报的档案变更已确认' : '申报的档案变更被退回',
    detail: [labelsOf(changes), reason].filter(Boolean).join('。'),
    link: `/enterprises/${enterpriseId}`,
  });
}

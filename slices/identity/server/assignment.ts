import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { getBody, listDivisions } from '@zhiben/slices/division/server';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { type Assignment, assignmentFaults, completeAssignment } from '../domain/assignment.rules.ts';
import type { Role } from '../domain/roles.ts';

interface Given {
  readonly role: Role;
  readonly bodyId: string | null;
  readonly enterpriseId: string | null;
  readonly division: string | null;
  readonly industries: readonly string[] | null;
}

/**
 * The assignment with its open parts filled from the body or the enterprise.
 * @throws app/not-found for a body or enterprise that the actor does not see, app/invalid-input for a combination
 * that does not hold
 */
export async function resolveAssignment(ctx: Pick<Ctx, 'db' | 'actor'>, given: Given): Promise<Assignment> {
  const body = given.bodyId === null ? null : await getBody(ctx, given.bodyId);
  if (body === undefined) throw appError('not-found', { what: '这个机构' });
  const enterprise = given.enterpriseId === null ? null : await findEnterprise(ctx, given.enterpriseId);
  if (enterprise === undefined) throw appError('not-found', { what: '这家企业' });
  const { county } = ctx.actor;
  const { role, division, industries } = given;
  const assignment = completeAssignment(county, { role, body, enterprise, division, industries });
  const divisions = new Set((await listDivisions(ctx)).map(({ code }) => code));
  const faults = assignmentFaults(assignment, divisions, county);
  if (faults.length > 0) throw appError('invalid-input', {}, faults);
  return assignment;
}

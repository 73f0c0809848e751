import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { ROLE_NAMES, type Role } from './roles.ts';

/** Where a role stands: in a body of some kind, in an enterprise, or alone. */
type Standing =
  | { readonly in: 'body'; readonly kinds: readonly Body['kind'][] }
  | { readonly in: 'enterprise' }
  | { readonly in: 'any body or none' }
  | { readonly in: 'none' };

const enterprise: Standing = { in: 'enterprise' };

/** Which organisation each role needs. A role without a line does not compile. */
const STANDINGS: Record<Role, Standing> = {
  administrator: { in: 'any body or none' },
  committeeClerk: { in: 'body', kinds: ['committeeOffice'] },
  leader: { in: 'any body or none' },
  departmentOfficer: { in: 'body', kinds: ['department'] },
  // Townships and parks that were given enforcement powers have inspectors of their own.
  inspector: { in: 'body', kinds: ['department', 'township', 'park'] },
  townshipOfficer: { in: 'body', kinds: ['township', 'park'] },
  enterprisePrincipal: enterprise,
  enterpriseSafetyManager: enterprise,
  teamLeader: enterprise,
  worker: enterprise,
  expert: { in: 'none' },
  higherLevelViewer: { in: 'none' },
};

/** Roles that administer or coordinate for the whole county: a narrower scope would hide work from them. */
const WHOLE_COUNTY: readonly Role[] = ['administrator', 'committeeClerk'];

const KIND_WORDS: Record<Body['kind'], string> = {
  committeeOffice: '安委办',
  department: '部门',
  township: '乡镇',
  park: '园区',
  leadership: '县领导',
};

/** A person's role with the organisation and the scope that go with it. */
export interface Assignment {
  readonly role: Role;
  readonly body: Pick<Body, 'kind' | 'division' | 'industries'> | null;
  readonly enterprise: { readonly division: string } | null;
  readonly division: string;
  readonly industries: readonly string[] | null;
}

/** Fills what was left open: the scope of the body, else the whole county. */
export function completeAssignment(
  county: string,
  given: Omit<Assignment, 'division' | 'industries'> & {
    readonly division: string | null;
    readonly industries: readonly string[] | null;
  },
): Assignment {
  // People of an enterprise see the enterprise, wherever it lies: no scope is chosen for them.
  if (given.enterprise) return { ...given, division: given.enterprise.division, industries: null };
  const whole = county.padEnd(12, '0');
  const body = WHOLE_COUNTY.includes(given.role) ? null : given.body;
  return {
    ...given,
    division: given.division ?? body?.division ?? whole,
    industries: given.industries ?? body?.industries ?? null,
  };
}

/**
 * What speaks against an assignment; `path` is `role`, `bodyId`, `enterpriseId`, `division` or `industries`.
 * @param divisions the codes of the county
 */
export function assignmentFaults(a: Assignment, divisions: ReadonlySet<string>, county: string): FieldProblem[] {
  return [...organisationFaults(a), ...divisionFaults(a, divisions, county), ...industryFaults(a)];
}

function organisationFaults({ role, body, enterprise }: Assignment): FieldProblem[] {
  const standing = STANDINGS[role];
  const name = ROLE_NAMES[role];
  const faults: FieldProblem[] = [];
  if (standing.in === 'enterprise') {
    if (!enterprise) faults.push({ path: 'enterpriseId', message: `${name}须选择所属企业` });
    if (body) faults.push({ path: 'bodyId', message: `${name}属于企业，不能选择机构` });
    return faults;
  }
  if (enterprise) faults.push({ path: 'enterpriseId', message: `${name}不能选择所属企业` });
  if (standing.in === 'body') {
    const wanted = standing.kinds.map((kind) => KIND_WORDS[kind]).join('、');
    if (!body) faults.push({ path: 'bodyId', message: `${name}须选择所属机构（${wanted}）` });
    else if (!standing.kinds.includes(body.kind)) {
      faults.push({ path: 'bodyId', message: `${name}须属于${wanted}，不能属于${KIND_WORDS[body.kind]}` });
    }
  }
  if (standing.in === 'none' && body) faults.push({ path: 'bodyId', message: `${name}不属于机构，请留空` });
  return faults;
}

function divisionFaults(a: Assignment, divisions: ReadonlySet<string>, county: string): FieldProblem[] {
  const fault = (message: string): FieldProblem[] => [{ path: 'division', message }];
  if (!a.division.startsWith(county) || !divisions.has(a.division)) return fault('管辖区划须在本县之内');
  const whole = county.padEnd(12, '0');
  if (WHOLE_COUNTY.includes(a.role)) {
    return a.division === whole ? [] : fault(`${ROLE_NAMES[a.role]}管辖全县，不能只选部分区划`);
  }
  if (a.role === 'leader' || !a.body) return [];
  const { from, to } = divisionRange(a.body.division);
  return a.division >= from && a.division < to ? [] : fault('管辖区划不能超出所属机构的辖区');
}

function industryFaults({ role, body, industries }: Assignment): FieldProblem[] {
  const fault = (message: string): FieldProblem[] => [{ path: 'industries', message }];
  if (WHOLE_COUNTY.includes(role)) return industries === null ? [] : fault(`${ROLE_NAMES[role]}管辖所有行业，请留空`);
  const allowed = role === 'leader' ? null : (body?.industries ?? null);
  if (allowed === null || industries === null) return [];
  const beyond = industries.filter((industry) => !allowed.includes(industry));
  return beyond.length === 0 ? [] : fault('管辖行业不能超出所属机构监管的行业');
}

import type { Body } from '@zhiben/slices/division/domain';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import type { Role } from '@zhiben/slices/identity/domain';
import type { NewUser } from '@zhiben/slices/identity/server';
import { COUNTY } from './county.ts';
import { personName, phoneNumber } from './enterprises.ts';
import type { Places } from './places.ts';
import type { Random } from './random.ts';

/** One password for the whole demo; printed at start. Real installations begin with `ZHIBEN_DEMO=0`. */
export const DEMO_PASSWORD = 'Zhiben#2026';

/** The accounts that the start message and the documents name. */
export const SHOWN_ACCOUNTS: readonly (readonly [account: string, what: string])[] = [
  ['admin', '系统管理员'],
  ['clerk', '安委办工作人员'],
  ['inspector', '应急局执法人员'],
  ['township', '青石岭镇工作人员'],
  ['principal', '企业主要负责人'],
  ['safety', '企业安全管理员'],
  ['leader', '县领导'],
];

/** 60 people: every role, with the scope that goes with it. `client` is the enterprise of the shown accounts. */
export function makePeople(
  random: Random,
  places: Places,
  enterprises: readonly NewEnterprise[],
  passwordHash: string,
  at: Date,
): { users: NewUser[]; client: NewEnterprise } {
  const whole = `${COUNTY}000000`;
  const users: NewUser[] = [];
  const add = (account: string, role: Role, body: Body | null, enterprise: NewEnterprise | null = null) => {
    users.push({
      id: random.id(at),
      account,
      name: nameOf(personName(random), role, enterprise),
      phone: phoneNumber(random),
      role,
      bodyId: body?.id ?? null,
      enterpriseId: enterprise?.id ?? null,
      division: body?.kind === 'township' || body?.kind === 'park' ? body.division : whole,
      industries: body?.industries ?? null,
      passwordHash,
      mustChangePassword: false,
    });
  };

  const [emergency] = places.departments;
  const shownTownship = places.territories[1];
  const client = enterprises.find((e) => e.industry === 'chemicals' && e.division.startsWith(`${COUNTY}101`));
  if (!emergency || !shownTownship || !client)
    throw new Error('the demo needs a chemical works in its second township');

  add('admin', 'administrator', places.office);
  add('clerk', 'committeeClerk', places.office);
  add('clerk2', 'committeeClerk', places.office);
  add('leader', 'leader', places.bodies[1] ?? null);
  for (const [i, department] of places.departments.entries()) add(`dept${i + 1}`, 'departmentOfficer', department);
  add('inspector', 'inspector', emergency);
  add('inspector2', 'inspector', emergency);
  for (const [i, department] of places.departments.slice(1).entries()) {
    add(`inspector${i + 3}`, 'inspector', department);
  }
  for (const [i, territory] of places.territories.entries()) {
    add(territory === shownTownship ? 'township' : `town${i + 1}`, 'townshipOfficer', territory);
  }
  add('principal', 'enterprisePrincipal', null, client);
  add('safety', 'enterpriseSafetyManager', null, client);
  add('team', 'teamLeader', null, client);
  add('worker', 'worker', null, client);
  const others = enterprises.filter((e) => e !== client && (e.employees ?? 0) > 60).slice(0, 4);
  for (const [i, enterprise] of others.entries()) {
    add(`principal${i + 2}`, 'enterprisePrincipal', null, enterprise);
    add(`safety${i + 2}`, 'enterpriseSafetyManager', null, enterprise);
  }
  add('expert', 'expert', null);
  add('viewer', 'higherLevelViewer', null);
  return { users, client };
}

/** Whoever stands as 主要负责人 on the file of the enterprise signs as such. */
function nameOf(drawn: string, role: Role, enterprise: NewEnterprise | null): string {
  return (role === 'enterprisePrincipal' && enterprise?.principalName) || drawn;
}

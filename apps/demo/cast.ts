import type { Body } from '@zhiben/slices/division/domain';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import type { NewUser } from '@zhiben/slices/identity/server';

/** Who acts in the histories of hazards, and where. Plain data: it passes between threads. */
export interface Cast {
  readonly enterprises: readonly NewEnterprise[];
  /** The enterprise of the accounts that the start prints: some of the latest hazards are its own. */
  readonly client: NewEnterprise;
  readonly users: readonly NewUser[];
  readonly bodies: readonly Body[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly bodyId: string | null;
}

const memo = new WeakMap<
  Cast,
  {
    readonly clients: readonly NewEnterprise[];
    readonly byBody: ReadonlyMap<string, readonly Person[]>;
    readonly owners: ReadonlyMap<string, Person>;
    /** Whoever answers for a township or park, by the first nine digits of its code. */
    readonly byTerritory: ReadonlyMap<string, Person>;
  }
>();

function know(cast: Cast) {
  let known = memo.get(cast);
  if (!known) {
    const person = (u: NewUser): Person => ({ id: u.id, name: u.name, role: u.role, bodyId: u.bodyId });
    const byBody = new Map<string, Person[]>();
    const owners = new Map<string, Person>();
    for (const user of cast.users) {
      if (user.bodyId) byBody.set(user.bodyId, [...(byBody.get(user.bodyId) ?? []), person(user)]);
      if (user.enterpriseId && user.role === 'enterpriseSafetyManager') owners.set(user.enterpriseId, person(user));
    }
    const clients = cast.enterprises.filter((e) => owners.has(e.id));
    const byTerritory = new Map<string, Person>();
    for (const { id, kind, division } of cast.bodies) {
      const [person] = byBody.get(id) ?? [];
      if (person && (kind === 'township' || kind === 'park')) byTerritory.set(division.slice(0, 9), person);
    }
    known = { clients, byBody, owners, byTerritory };
    memo.set(cast, known);
  }
  return known;
}

/** The enterprises that have an account. */
export const clientsOf = (cast: Cast) => know(cast).clients;

/** Two regulators of the competent department, and the township's person. */
export function staffOf(cast: Cast, enterprise: NewEnterprise): { first: Person; second: Person; township: Person } {
  const { byBody, byTerritory } = know(cast);
  const staff = byBody.get(enterprise.supervisingBodyId ?? '') ?? [];
  const township = byTerritory.get(enterprise.division.slice(0, 9));
  const first = staff[0];
  const second = staff[1] ?? staff[0];
  if (!first || !second || !township) throw new Error(`nobody supervises ${enterprise.name}`);
  return { first, second, township };
}

/** Who rectifies: the safety manager with an account, else the principal by name. */
export function ownerOf(cast: Cast, enterprise: NewEnterprise): Person {
  const account = know(cast).owners.get(enterprise.id);
  return account ?? { id: enterprise.id, name: enterprise.principalName, role: 'enterprisePrincipal', bodyId: null };
}

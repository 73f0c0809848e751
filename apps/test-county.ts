import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { fixedClock } from '@zhiben/platform/domain/clock.ts';
import type { RouteContract } from '@zhiben/platform/domain/contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, OidcSettings } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import type { Log } from '@zhiben/platform/server/log.ts';
import { testCtx } from '@zhiben/platform/server/test-ctx.ts';
import { testFolder } from '@zhiben/platform/server/test-folder.ts';
import { insertBodies, insertDivisions } from '@zhiben/slices/division/server';
import { creditCodeCheck } from '@zhiben/slices/enterprise/domain';
import { insertEnterprises } from '@zhiben/slices/enterprise/server';
import type { Role } from '@zhiben/slices/identity/domain';
import { actorOf, insertUsers, openSession, SESSION_COOKIE } from '@zhiben/slices/identity/server';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createServer, createServices } from './server.ts';

/**
 * A small county for tests: two townships, two departments, three enterprises, one person of each kind. Each call
 * makes a county of its own, so tests in one database do not meet.
 */
export interface TestCounty {
  readonly code: string;
  readonly app: FastifyInstance;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly townships: { readonly east: string; readonly west: string };
  readonly bodies: Record<'office' | 'emergency' | 'housing' | 'east' | 'west', string>;
  /** `chem` chemicals in the east, `shop` industrial trade in the east, `site` construction in the west. */
  readonly enterprises: Record<'chem' | 'shop' | 'site', string>;
  /** Sends requests as a person. */
  as(person: Person | null): Client;
  /** A context of a person outside any request, for calling actions and queries directly. */
  ctxOf(person: Person): Ctx;
  readonly userIds: Readonly<Record<Person, string>>;
}

export interface Client {
  send(method: RouteContract['method'], url: string, body?: object): Promise<LightMyRequestResponse>;
  get(url: string): Promise<LightMyRequestResponse>;
  /** Opens a stream that would not end by itself, and leaves it once it answered. */
  open(url: string): Promise<{ readonly statusCode: number; readonly body: string }>;
  post(url: string, body?: object): Promise<LightMyRequestResponse>;
}

const people = {
  admin: ['administrator', 'office', null],
  clerk: ['committeeClerk', 'office', null],
  leader: ['leader', null, null],
  officer: ['departmentOfficer', 'emergency', null],
  inspector: ['inspector', 'emergency', null],
  inspector2: ['inspector', 'emergency', null],
  builder: ['inspector', 'housing', null],
  east: ['townshipOfficer', 'east', null],
  west: ['townshipOfficer', 'west', null],
  principal: ['enterprisePrincipal', null, 'chem'],
  safety: ['enterpriseSafetyManager', null, 'chem'],
  teamLeader: ['teamLeader', null, 'chem'],
  worker: ['worker', null, 'chem'],
  sitePrincipal: ['enterprisePrincipal', null, 'site'],
  expert: ['expert', null, null],
  viewer: ['higherLevelViewer', null, null],
} as const satisfies Record<string, readonly [Role, string | null, string | null]>;

export type Person = keyof typeof people;
export const PEOPLE = Object.keys(people) as Person[];

let counties = 0;

export async function testCounty(
  connection: Connection,
  now = '2024-03-20T02:00:00Z',
  parts: { readonly oidc?: OidcSettings; readonly log?: Log } = {},
): Promise<TestCounty> {
  counties += 1;
  const code = `99${String(counties).padStart(4, '0')}`;
  const clock = fixedClock(now);
  const whole = `${code}000000`;
  const townships = { east: `${code}100000`, west: `${code}101000` };
  const dataDir = testFolder('data');
  const services = createServices({
    hashAlgorithm: 'sha256',
    secretKey: Buffer.alloc(32, 7),
    oidc: parts.oidc ?? null,
    dataDir,
  });
  const system = testCtx(connection, systemActor(code), { clock, services });

  const bodies = { office: newId(), emergency: newId(), housing: newId(), east: newId(), west: newId() };
  const bodyIndustries = { emergency: ['chemicals', 'industrial-trade'], housing: ['construction', 'city-gas'] };
  const enterprises = { chem: newId(), shop: newId(), site: newId() };
  const userIds = Object.fromEntries(PEOPLE.map((p) => [p, newId()])) as Record<Person, string>;

  await system.transaction(async (tx) => {
    await insertDivisions(tx, [
      { code: whole, name: `测试县${counties}`, kind: 'county', parent: null },
      { code: townships.east, name: '东乡镇', kind: 'township', parent: whole },
      { code: townships.west, name: '西乡镇', kind: 'township', parent: whole },
    ]);
    const body = (id: string, name: string, kind: 'department' | 'township' | 'committeeOffice', division: string) => ({
      id,
      name,
      shortName: name,
      kind,
      division,
      industries: null as string[] | null,
    });
    await insertBodies(tx, [
      body(bodies.office, '测试县安委办', 'committeeOffice', whole),
      { ...body(bodies.emergency, '测试县应急管理局', 'department', whole), industries: bodyIndustries.emergency },
      { ...body(bodies.housing, '测试县住建局', 'department', whole), industries: bodyIndustries.housing },
      body(bodies.east, '东乡镇人民政府', 'township', townships.east),
      body(bodies.west, '西乡镇人民政府', 'township', townships.west),
    ]);
    const enterprise = (id: string, name: string, division: string, industry: string, supervisor: string) => {
      const first17 = `91${code}${randomDigits(9)}`;
      return {
        id,
        name,
        creditCode: first17 + creditCodeCheck(first17),
        division,
        industry,
        address: '测试路 1 号',
        longitude: null,
        latitude: null,
        employees: 30,
        highRisk: industry !== 'industrial-trade',
        principalName: '测试负责人',
        principalPhone: '13800000000',
        controllerName: '测试实控人',
        supervisingBodyId: supervisor,
      };
    };
    await insertEnterprises(tx, [
      enterprise(enterprises.chem, '示例化工有限公司', townships.east, 'chemicals', bodies.emergency),
      enterprise(enterprises.shop, '示例木器厂', townships.east, 'industrial-trade', bodies.emergency),
      enterprise(enterprises.site, '示例建筑有限公司', townships.west, 'construction', bodies.housing),
    ]);
    await insertUsers(
      tx,
      PEOPLE.map((person) => {
        const [role, bodyKey, enterpriseKey] = people[person];
        const division = bodyKey === 'east' || bodyKey === 'west' ? townships[bodyKey] : whole;
        const industries = bodyKey === 'emergency' || bodyKey === 'housing' ? bodyIndustries[bodyKey] : null;
        return {
          id: userIds[person],
          account: `${code}-${person.toLowerCase()}`,
          name: `测试${person}`,
          role,
          bodyId: bodyKey ? bodies[bodyKey] : null,
          enterpriseId: enterpriseKey ? enterprises[enterpriseKey] : null,
          division,
          industries,
          passwordHash: null,
          mustChangePassword: false,
        };
      }),
    );
    tx.record({ id: newId(), action: 'test:found', subject: { kind: 'county', id: newId() }, data: {} });
  });

  const ctxOf = (person: Person): Ctx => {
    const [role, bodyKey, enterpriseKey] = people[person];
    const user = {
      id: userIds[person],
      county: code,
      name: `测试${person}`,
      role,
      body_id: bodyKey ? bodies[bodyKey] : null,
      enterprise_id: enterpriseKey ? enterprises[enterpriseKey] : null,
      division: bodyKey === 'east' || bodyKey === 'west' ? townships[bodyKey] : whole,
      industries: bodyKey === 'emergency' || bodyKey === 'housing' ? [...bodyIndustries[bodyKey]] : null,
    };
    return system.as(actorOf(user, services.permissionsOfRole(role)));
  };

  const app = await createServer({
    connection,
    services,
    rateLimit: 1_000_000,
    webRoot: null,
    clock,
    log: parts.log ?? system.log,
  });
  const tokens = new Map<Person, string>();
  for (const person of PEOPLE) {
    const device = { ip: '127.0.0.1', userAgent: 'test' };
    tokens.set(person, await openSession(ctxOf(person), { id: userIds[person], county: code }, device, null));
  }

  return {
    code,
    app,
    clock,
    townships,
    bodies,
    enterprises,
    userIds,
    ctxOf,
    as: (person) => {
      const token = person === null ? undefined : tokens.get(person);
      const cookies = token ? { [SESSION_COOKIE]: token } : undefined;
      const send: Client['send'] = (method, url, body) =>
        app.inject({ method, url, ...(cookies ? { cookies } : {}), ...(body ? { payload: body } : {}) });
      const open: Client['open'] = async (url) => {
        const leaving = new AbortController();
        const options = {
          url,
          ...(cookies ? { cookies } : {}),
          payloadAsStream: true,
          signal: leaving.signal,
        } as const;
        const response = await app.inject(options);
        const stream = response.stream();
        stream.on('error', () => {}); // of being left
        const body = response.statusCode === 200 ? '' : await text(stream);
        leaving.abort();
        return { statusCode: response.statusCode, body };
      };
      return { send, open, get: (url) => send('GET', url), post: (url, body = {}) => send('POST', url, body) };
    },
  };
}

function randomDigits(n: number): string {
  return BigInt(`0x${randomUUID().replaceAll('-', '')}`)
    .toString()
    .slice(-n)
    .padStart(n, '0');
}

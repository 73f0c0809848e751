import type { CallInput, RouteContract } from '@zhiben/platform/domain/contract.ts';
import { inScope, type Placement } from '@zhiben/platform/domain/scope.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { PEOPLE, type Person, type TestCounty, testCounty } from 'zhiben/test-county';

/** Where a record lies: at an enterprise, hence in a township and an industry, of a test county. */
export interface Place {
  readonly county: TestCounty;
  readonly placement: Placement & { readonly enterpriseId: string };
}

/** What a sample is built from. For a foreign record `county` and `place` lie outside the scope of `person`. */
export interface Setting {
  /** Who sends the request; records may be made by anybody. */
  readonly person: Person;
  readonly county: TestCounty;
  readonly place: Place;
  /** The id of a record at `place`, one a maker and place; in samples that are not `atPlace`, one a maker and county. */
  make(maker: Maker): Promise<string>;
}

/** Makes a record at a place, by whatever action or request makes it in life. */
export type Maker = (place: Place, make: Setting['make']) => Promise<string>;

export interface Call {
  readonly params?: object;
  readonly query?: object;
  /** An object that is sent as JSON, or a `FormData`. */
  readonly body?: object;
}

export interface Sample {
  readonly contract: RouteContract;
  /** What the request is about: no record, one that has a place, one that belongs to a county as a whole. */
  readonly about: 'none' | 'place' | 'county';
  readonly call: (setting: Setting) => Promise<Call>;
  /** For each id in the body but `id` and `commandId` (by path, as `bodyId` or `tasks.bodyId`): one in the setting. */
  readonly references: Readonly<Record<string, (setting: Setting) => string | Promise<string>>>;
  /** Run after all others, since it ends the session. */
  readonly last: boolean;
  /** Answers with a stream that stays open. */
  readonly stream: boolean;
  /** Why the route works without a session; every such route gives its reason. */
  readonly openBecause: string | null;
}

type TypedCall<C extends RouteContract> = (setting: Setting) => CallInput<C> | Promise<CallInput<C>>;
type Options = Partial<Pick<Sample, 'references' | 'last' | 'stream' | 'openBecause'>>;

const sampleOf =
  (about: Sample['about']) =>
  <C extends RouteContract>(contract: C, call: TypedCall<C>, options: Options = {}): Sample => ({
    contract,
    about,
    call: async (setting) => (await call(setting)) as Call,
    references: options.references ?? {},
    last: options.last ?? false,
    stream: options.stream ?? false,
    openBecause: options.openBecause ?? null,
  });

/** A request that names no record: a list, the own account. */
export const noRecord = sampleOf('none');
/** A request about a record that has a place, or that makes one. */
export const atPlace = sampleOf('place');
/** A request about a record of the county as a whole: seen in the county, by whoever holds the permission. */
export const inCounty = sampleOf('county');

export class World {
  readonly home: TestCounty;
  readonly other: TestCounty;
  readonly #made = new Map<Maker, Map<string, Promise<string>>>();
  /** The records that were made, for whoever checks answers: those that have a place, and those of a whole county. */
  readonly placed = new Map<string, Placement>();
  readonly ofCounty = new Map<string, string>();

  constructor(home: TestCounty, other: TestCounty) {
    this.home = home;
    this.other = other;
  }

  static async create(connection: Connection): Promise<World> {
    return new World(await testCounty(connection), await testCounty(connection));
  }

  setting(sample: Sample, person: Person, place: Place): Setting {
    const { county } = place;
    return { person, county, place, make: (maker) => this.#make(maker, place, sample.about === 'place') };
  }

  #make(maker: Maker, place: Place, isPlaced: boolean): Promise<string> {
    const { county, placement } = place;
    const byKey = this.#made.get(maker) ?? new Map<string, Promise<string>>();
    this.#made.set(maker, byKey);
    const key = isPlaced ? placement.enterpriseId : county.code;
    const known = byKey.get(key);
    if (known) return known;
    const made = maker(place, (inner) => this.#make(inner, place, isPlaced)).then((id) => {
      if (isPlaced) this.placed.set(id, placement);
      else this.ofCounty.set(id, county.code);
      return id;
    });
    byKey.set(key, made);
    return made;
  }

  /** A place that the person sees. */
  ownPlace(person: Person): Place {
    const { scope } = this.home.ctxOf(person).actor;
    const own = placesOf(this.home).find((place) => inScope(scope, place.placement));
    if (!own) throw new Error(`${person} sees none of the enterprises of the test county`);
    return own;
  }

  /** One place for each reason why the person may not see it. */
  foreignPlaces(person: Person): (readonly [why: string, Place])[] {
    const { scope } = this.home.ctxOf(person).actor;
    const hidden = placesOf(this.home).filter((place) => !inScope(scope, place.placement));
    const why = ({ placement }: Place): string => {
      if (scope.enterpriseId !== null) return 'another enterprise';
      return placement.division === scope.division || scope.division.endsWith('000000')
        ? 'another industry'
        : 'another township';
    };
    const kinds = new Map(hidden.map((place) => [why(place), place] as const));
    const elsewhere = placesOf(this.other)[0] as Place;
    return [...kinds, ['another county', elsewhere]];
  }
}

/** The three enterprises of a test county. */
export function placesOf(county: TestCounty): Place[] {
  const { chem, shop, site } = county.enterprises;
  const { east, west } = county.townships;
  const at = (enterpriseId: string, division: string, industry: string): Place => ({
    county,
    placement: { county: county.code, division, industry, enterpriseId },
  });
  return [at(chem, east, 'chemicals'), at(shop, east, 'industrial-trade'), at(site, west, 'construction')];
}

/** One person of each role, in the order in which the test county names them. */
export function onePersonPerRole(county: TestCounty): { role: string; person: Person }[] {
  const byRole = new Map<string, Person>();
  for (const person of PEOPLE) {
    const { role } = county.ctxOf(person).actor;
    if (!byRole.has(role)) byRole.set(role, person);
  }
  return [...byRole].map(([role, person]) => ({ role, person }));
}

export interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends a call as a person of a county. */
export async function send(county: TestCounty, person: Person | null, sample: Sample, call: Call): Promise<Answer> {
  const client = county.as(person);
  const url = urlOf(sample.contract, call);
  if (sample.stream) return { ...(await client.open(url)), headers: {} };
  return client.send(sample.contract.method, url, call.body);
}

function urlOf(contract: RouteContract, { params = {}, query = {} }: Call): string {
  let url: string = contract.url;
  for (const [name, value] of Object.entries(params)) url = url.replace(`:${name}`, encodeURIComponent(String(value)));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value));
  return search.size > 0 ? `${url}?${search}` : url;
}

export function routeKey(contract: RouteContract): string {
  return `${contract.method} ${contract.url}`;
}

import { Readable } from 'node:stream';
import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { storeFile } from '@zhiben/platform/server/files/index.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { HazardRecord, HazardRow } from '../domain/hazard.contract.ts';
import { commitment } from '../domain/hazard.samples.ts';
import type { HazardEvent, Occasion } from '../domain/hazard.state.ts';
import { COMMITMENT_KINDS } from '../domain/hazard.terms.ts';
import { isHazardAction } from '../domain/hazard.timeline.ts';

/** 1 × 1 pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p9nL3wAAAABJRU5ErkJggg==',
  'base64',
);

/** What it needs of `zhiben/test-county`, which code beside tests may not import. */
interface County {
  readonly clock: { now(): Date; set(at: Date): void };
  readonly enterprises: { readonly chem: string };
  as(person: Person | null): {
    get(url: string): Promise<LightMyRequestResponse>;
    post(url: string, body: object): Promise<LightMyRequestResponse>;
  };
  ctxOf(person: Person): Ctx;
}
type Person = string;

/** Builds hazards in a test county by the product's own requests; each step takes an hour. */
export class HazardPlay<C extends County = County> {
  readonly county: C;
  constructor(county: C) {
    this.county = county;
  }

  get today(): string {
    return today(this.county.clock);
  }

  hour(hours = 1): void {
    this.county.clock.set(new Date(this.county.clock.now().getTime() + hours * 3_600_000));
  }

  /** A photograph like no other, unless its content is given: what was evidence once is none again. */
  async photo(person: Person, content = newId()): Promise<string> {
    const file = { id: newId(), name: '现场.png' };
    await storeFile(this.county.ctxOf(person), Readable.from(Buffer.concat([PNG, Buffer.from(content)])), file);
    return file.id;
  }

  finding(over: object = {}) {
    return {
      id: newId(),
      enterpriseId: this.county.enterprises.chem,
      description: '甲醇罐区两个可燃气体探测器离线，现场无临时监测措施',
      place: '罐区',
      channel: 'departmentInspection',
      discoveredOn: this.today,
      criterionCode: 'CH-12',
      ...over,
    };
  }

  async register(person: Person = 'inspector', over: object = {}): Promise<HazardRow> {
    const own =
      person === 'inspector' || person === 'builder' || person === 'officer' ? {} : { channel: channelOf(person) };
    return ok(await this.county.as(person).post('/api/hazards', this.finding({ ...own, ...over })));
  }

  /** What was recorded of a hazard's state, as `foldHazard` takes it. */
  async history(id: string): Promise<(HazardEvent & Occasion)[]> {
    const { db } = this.county.ctxOf('leader');
    const { county } = this.county.ctxOf('leader').actor;
    return (await listTimeline(db, county, id))
      .filter(({ action }) => isHazardAction(action))
      .map(({ at, actor, action, data }) => {
        const { evidence: _, ...own } = data;
        return { at, by: actor.id, action, data: own } as unknown as HazardEvent & Occasion;
      });
  }

  /** Sends a command with the present version. */
  async send(person: Person, id: string, path: string, body: object): Promise<LightMyRequestResponse> {
    const { version } = await this.record(person, id);
    return this.county.as(person).post(`/api/hazards/${id}/${path}`, { ...this.command(version), ...body });
  }

  async do(person: Person, id: string, path: string, body: object): Promise<HazardRow> {
    const row = ok<HazardRow>(await this.send(person, id, path, body));
    this.hour();
    return row;
  }

  command(expectedVersion: number) {
    return { commandId: newId(), expectedVersion };
  }

  async record(person: Person, id: string): Promise<HazardRecord> {
    return ok(await this.county.as(person).get(`/api/hazards/${id}`));
  }

  confirmation(over: object = {}) {
    return { criterionCode: 'CH-12', commitmentsDueOn: addDays(this.today, 7), ...over };
  }

  five(over: object = {}) {
    const dueOn = addDays(this.today, 40);
    return {
      commitments: COMMITMENT_KINDS.map((k) => commitment(k, k === 'deadline' ? { value: dueOn } : {})),
      ...over,
    };
  }

  async visit(person: Person, over: object = {}) {
    return {
      place: '罐区',
      visitedAt: this.county.clock.now().toISOString(),
      participants: ['测试同行'],
      finding: '两台探测器在线，报警联动正常',
      files: [await this.photo(person)],
      ...over,
    };
  }

  /** A major hazard brought up to a status by the usual people. */
  async at(
    status: 'clue' | 'notified' | 'rectifying' | 'applied' | 'accepted' | 'closed',
    over: object = {},
  ): Promise<string> {
    const { id } = await this.register('inspector', over);
    this.hour();
    if (status === 'clue') return id;
    await this.do('officer', id, 'confirm', this.confirmation());
    if (status === 'notified') return id;
    await this.do('safety', id, 'commit', this.five());
    if (status === 'rectifying') return id;
    await this.do('safety', id, 'apply', { statement: '已更换两台探测器', files: [await this.photo('safety')] });
    if (status === 'applied') return id;
    await this.do('inspector2', id, 'accept', await this.visit('inspector2'));
    if (status === 'accepted') return id;
    await this.do('officer', id, 'close', { opinion: '资料齐全，同意销号' });
    return id;
  }
}

function channelOf(person: Person): string {
  return person === 'east' || person === 'west' ? 'lowerLevelReport' : 'selfInspection';
}

export function ok<T>(reply: LightMyRequestResponse): T {
  if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`);
  return reply.json();
}

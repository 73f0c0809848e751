import { newId } from '@zhiben/platform/domain/ids.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { ProposalRow } from '../domain/proposal.contract.ts';
import type { PaperRecord, PaperRow } from '../domain/supervision.contract.ts';

/** What it needs of `zhiben/test-county`, which code beside tests may not import. */
interface County {
  as(person: never): {
    get(url: string): Promise<LightMyRequestResponse>;
    post(url: string, body: object): Promise<LightMyRequestResponse>;
  };
}

/** Builds papers in a test county by the product's own requests. */
export class PaperPlay<P extends string> {
  readonly county: County;
  constructor(county: { as(person: P): ReturnType<County['as']> }) {
    this.county = county as County;
  }

  async start(person: P, kind: string, subjectKind: string, subjectId: string) {
    const query = new URLSearchParams({ kind, subjectKind, subjectId });
    return ok<object>(await this.county.as(person as never).get(`/api/supervision/start?${query}`));
  }

  /** A draft in the system's first wording. */
  async draft(
    person: P,
    kind: string,
    subjectId: string,
    over: object = {},
    subjectKind = 'hazard',
  ): Promise<PaperRow> {
    const words = await this.start(person, kind, subjectKind, subjectId);
    const body = { ...words, id: newId(), kind, subjectKind, subjectId, ...over };
    return ok(await this.county.as(person as never).post('/api/supervision/papers', body));
  }

  async record(person: P, id: string): Promise<PaperRecord> {
    return ok(await this.county.as(person as never).get(`/api/supervision/papers/${id}`));
  }

  /** Sends a command with the present version. */
  async send(person: P, id: string, path: string, body: object = {}): Promise<LightMyRequestResponse> {
    const found = await this.county.as(person as never).get(`/api/supervision/papers/${id}`);
    const expectedVersion = found.statusCode === 200 ? found.json<PaperRow>().version : 1;
    const command = { commandId: newId(), expectedVersion, ...body };
    return this.county.as(person as never).post(`/api/supervision/papers/${id}/${path}`, command);
  }

  async do(person: P, id: string, path: string, body: object = {}): Promise<PaperRow> {
    return ok(await this.send(person, id, path, body));
  }

  /** An issued paper of the committee office, approved by the leader where it must be. */
  async issued(clerk: P, leader: P, kind: string, subjectId: string, over: object = {}): Promise<PaperRow> {
    const { id } = await this.draft(clerk, kind, subjectId, over);
    const { needsApproval } = await this.record(clerk, id);
    if (needsApproval) {
      await this.do(clerk, id, 'submit');
      await this.do(leader, id, 'approve');
    }
    return this.do(clerk, id, 'issue');
  }
}

type Clocked = County & { readonly clock: { now(): Date; set(at: Date): void } };
const DAY_MS = 86_400_000;

/** Lets days go by. */
export const pass = ({ clock }: Pick<Clocked, 'clock'>, days: number): void =>
  clock.set(new Date(clock.now().getTime() + days * DAY_MS));

/** Looks at the rules as the night does. */
export const sweep = async (county: County, person = 'clerk') =>
  ok<{ proposed: number; lapsed: number }>(
    await county.as(person as never).post('/api/supervision/proposals/sweep', { commandId: newId() }),
  );

/** What is proposed to somebody. */
export const queue = async (county: County, status = 'open', person = 'clerk') =>
  ok<{ rows: ProposalRow[] }>(await county.as(person as never).get(`/api/supervision/proposals?status=${status}`)).rows;

export function ok<T>(reply: LightMyRequestResponse): T {
  if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`);
  return reply.json();
}

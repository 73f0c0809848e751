import type { AuditFact } from '@zhiben/platform/server/audit/chain.ts';
import { type Unnumbered, unnumbered } from '@zhiben/platform/server/audit/chain-copy.ts';
import { copyDeadlineChanges, copyDeadlines } from '@zhiben/platform/server/calendar/copy-deadlines.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { copyFiles } from '@zhiben/platform/server/files/copy-files.ts';
import type { Hazard } from '@zhiben/slices/hazard/domain';
import { copyHazards } from '@zhiben/slices/hazard/server';
import type { Cast } from './cast.ts';
import { COUNTY } from './county.ts';
import { DeadlineLedger } from './deadline-ledger.ts';
import { type History, inOrder, type PlayOptions, playHistories, type Step } from './histories.ts';
import type { Random } from './random.ts';

/** A fact of the chain behind its place in the order of all: the instant in milliseconds, and of which hazard it is. */
export type Played = readonly [at: number, nth: number, ...link: Unnumbered];

export interface HazardPart {
  readonly cast: Cast;
  readonly play: PlayOptions;
  /** Pictures in the store, for evidence. */
  readonly pictures: readonly Picture[];
}

interface Picture {
  readonly sha256: string;
  readonly bytes: number;
}

/** Facts between two sendings of what is buffered, about half a megabyte. */
const FLUSH_EVERY = 200;

/**
 * Plays a part of the hazards into the tables by COPY, three streams side by side.
 * @param send takes the facts for the chain, in the order of time, and how many hazards are done
 * @returns the last number given in each year, of all parts
 */
export async function loadPart(
  owner: Connection,
  { cast, play, pictures }: HazardPart,
  send: (facts: Played[], done: number) => Promise<void>,
): Promise<ReadonlyMap<number, number>> {
  const clients = await Promise.all([1, 2, 3].map(() => owner.pool.connect()));
  const [first, second, third] = clients;
  if (!first || !second || !third) throw new Error('three connections');
  try {
    const [hazards, files, deadlines] = [copyHazards(first), copyFiles(second), copyDeadlines(third)];
    const ledger = new DeadlineLedger(deadlines);
    const agenda = new Agenda();
    let done = 0;
    const flush = async (facts: Played[]) => {
      await Promise.all([send(facts, done), hazards.flush(), files.flush(), deadlines.flush()]);
    };
    const histories = playHistories(cast, play);
    let next = histories.next();
    for (; !next.done; next = histories.next()) {
      const history = next.value;
      for (const facts of agenda.before(history.steps[0]?.at as Date)) await flush(facts);
      for (const step of history.steps) {
        const evidence = step.files.map((file) => ({ ...file, ...history.random.pick(pictures) }));
        agenda.add(playedOf(history, step, evidence));
        for (const file of evidence) files.add(fileRow(file, step));
      }
      ledger.write(history);
      hazards.add(COUNTY, lastOf(history));
      done += 1;
    }
    for (const facts of agenda.rest()) await flush(facts);
    await flush([]);
    await Promise.all([hazards.end(), files.end(), deadlines.end()]);
    await ledger.writeChanges(copyDeadlineChanges(third));
    return next.value;
  } finally {
    for (const client of clients) client.release();
  }
}

const DAY = 86_400_000;

/** Facts that wait for their day: a history is played to its end when it begins, the chain goes by time. */
class Agenda {
  readonly #days = new Map<number, Played[]>();
  #from = Number.POSITIVE_INFINITY;

  add(fact: Played): void {
    const day = Math.floor(fact[0] / DAY);
    this.#from = Math.min(this.#from, day);
    const facts = this.#days.get(day);
    if (facts) facts.push(fact);
    else this.#days.set(day, [fact]);
  }

  /** The facts of the days before that of an instant, in their order, some at a time; nothing may be added to those. */
  *before(at: Date): Generator<Played[]> {
    for (const until = Math.floor(at.getTime() / DAY); this.#from < until; this.#from++) {
      const facts = this.#days.get(this.#from)?.sort(inTime) ?? [];
      this.#days.delete(this.#from);
      for (let n = 0; n < facts.length; n += FLUSH_EVERY) yield facts.slice(n, n + FLUSH_EVERY);
    }
  }

  rest(): Generator<Played[]> {
    return this.before(new Date((Math.max(this.#from, ...this.#days.keys()) + 1) * DAY));
  }
}

const inTime = ([atA, nthA]: Played, [atB, nthB]: Played) => inOrder({ at: atA, nth: nthA }, { at: atB, nth: nthB });

interface Evidence extends Picture {
  readonly id: string;
  readonly name: string;
}

function playedOf({ nth, random }: History, step: Step, evidence: readonly Evidence[]): Played {
  const { id, name, role } = step.actor;
  const said = { at: step.at.toISOString(), actor: { id, name, role } };
  return [step.at.getTime(), nth, ...unnumbered(COUNTY, factOf(step, random, evidence), said)];
}

/** As `hazard.actions.ts` records it. */
function factOf({ at, event, hazard }: Step, random: Random, files: readonly Evidence[]): AuditFact {
  const { id, version, division, industry, enterpriseId } = hazard;
  const evidence = files.map((file) => ({ id: file.id, name: file.name, sha256: file.sha256 }));
  return {
    // The fact of a registration carries the id of the record itself.
    id: event.action === 'hazard:register' ? id : random.id(at),
    action: event.action,
    subject: { kind: 'hazard', id, version },
    data: { ...event.data, ...(evidence.length > 0 && { evidence }) },
    placement: { county: COUNTY, division, industry, enterpriseId },
  };
}

function lastOf({ steps }: History): Hazard {
  return (steps[steps.length - 1] as Step).hazard;
}

function fileRow(file: Evidence, { at, actor, hazard }: Step) {
  return {
    county: COUNTY,
    id: file.id,
    sha256: file.sha256,
    name: file.name,
    media_type: 'image/png',
    bytes: file.bytes,
    has_thumbnail: true,
    subject_kind: 'hazard',
    subject_id: hazard.id,
    division: hazard.division,
    industry: hazard.industry,
    enterprise_id: hazard.enterpriseId,
    uploaded_by: actor.id,
    uploaded_at: at.toISOString(),
  };
}

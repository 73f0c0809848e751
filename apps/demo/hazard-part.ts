import type { AuditFact } from '@zhiben/platform/server/audit/chain.ts';
import { type Unnumbered, unnumbered } from '@zhiben/platform/server/audit/chain-copy.ts';
import { copyDeadlineChanges, copyDeadlines } from '@zhiben/platform/server/calendar/copy-deadlines.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { copyFiles } from '@zhiben/platform/server/files/copy-files.ts';
import { copyHazards } from '@zhiben/slices/hazard/server';
import type { Cast } from './cast.ts';
import { COUNTY } from './county.ts';
import { DeadlineLedger } from './deadline-ledger.ts';
import { type PlayOptions, playHistories, type Step } from './histories.ts';

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

/** Steps between two sendings of what is buffered, about half a megabyte. */
const FLUSH_EVERY = 200;

/**
 * Plays a part of the hazards into the tables by COPY, three streams side by side; memory is flat at any number.
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
    let facts: Played[] = [];
    let done = 0;
    const flush = async () => {
      const batch = facts;
      facts = [];
      await Promise.all([send(batch, done), hazards.flush(), files.flush(), deadlines.flush()]);
    };
    const steps = playHistories(cast, play);
    let next = steps.next();
    for (; !next.done; next = steps.next()) {
      const step = next.value;
      const evidence = step.files.map((file) => ({ ...file, ...step.random.pick(pictures) }));
      facts.push(playedOf(step, evidence));
      ledger.apply(step);
      for (const file of evidence) files.add(fileRow(file, step));
      if (step.isLast) {
        hazards.add(COUNTY, step.hazard);
        ledger.close(step.hazard.id);
        done += 1;
      }
      if (facts.length >= FLUSH_EVERY) await flush();
    }
    await flush();
    await Promise.all([hazards.end(), files.end(), deadlines.end()]);
    await ledger.writeChanges(copyDeadlineChanges(third));
    return next.value;
  } finally {
    for (const client of clients) client.release();
  }
}

interface Evidence extends Picture {
  readonly id: string;
  readonly name: string;
}

function playedOf(step: Step, evidence: readonly Evidence[]): Played {
  const { id, name, role } = step.actor;
  const said = { at: step.at.toISOString(), actor: { id, name, role } };
  return [step.at.getTime(), step.nth, ...unnumbered(COUNTY, factOf(step, evidence), said)];
}

/** As `hazard.actions.ts` records it. */
function factOf({ at, event, hazard, random }: Step, files: readonly Evidence[]): AuditFact {
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

import type { AuditFact } from '@zhiben/platform/server/audit/chain.ts';
import { copyDeadlineChanges, copyDeadlines } from '@zhiben/platform/server/calendar/copy-deadlines.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withClient } from '@zhiben/platform/server/db/copy.ts';
import { copyFiles } from '@zhiben/platform/server/files/copy-files.ts';
import { copyHazards } from '@zhiben/slices/hazard/server';
import type { PoolClient } from 'pg';
import { Agenda, type DayOfFacts } from './agenda.ts';
import type { Cast } from './cast.ts';
import { COUNTY } from './county.ts';
import { DeadlineLedger } from './deadline-ledger.ts';
import { type PlayOptions, playHistories, type Step } from './histories.ts';
import type { Random } from './random.ts';

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

type SendFacts = (facts: DayOfFacts, done: number) => Promise<void>;

/** Hazards between two sendings of their rows, about a quarter of a megabyte. */
const FLUSH_EVERY = 50;

/**
 * Plays a part of the hazards into the tables by COPY, three streams side by side.
 * @param send takes the facts of a day for the chain, day by day, and how many hazards are done
 * @returns the last number given in each year, of all parts
 */
export function loadPart(owner: Connection, part: HazardPart, send: SendFacts): Promise<ReadonlyMap<number, number>> {
  return withClient(owner, (first) =>
    withClient(owner, (second) => withClient(owner, (third) => playInto({ first, second, third }, part, send))),
  );
}

async function playInto(
  { first, second, third }: Record<'first' | 'second' | 'third', PoolClient>,
  { cast, play, pictures }: HazardPart,
  send: SendFacts,
): Promise<ReadonlyMap<number, number>> {
  const [hazards, files, deadlines] = [copyHazards(first), copyFiles(second), copyDeadlines(third)];
  const ledger = new DeadlineLedger(deadlines);
  const agenda = new Agenda();
  let done = 0;
  const histories = playHistories(cast, play);
  let next = histories.next();
  for (; !next.done; next = histories.next()) {
    const { nth, steps, random } = next.value;
    for (const day of agenda.before((steps[0] as Step).at.getTime())) await send(day, done);
    for (const step of steps) {
      const evidence = step.files.map((file) => ({ ...file, ...random.pick(pictures) }));
      const { id, name, role } = step.actor;
      const said = { at: step.at.toISOString(), actor: { id, name, role } };
      agenda.add(step.at.getTime(), nth, factOf(step, random, evidence), said);
      for (const file of evidence) files.add(fileRow(file, step));
    }
    ledger.write(next.value);
    hazards.add(COUNTY, (steps[steps.length - 1] as Step).hazard);
    done += 1;
    if (done % FLUSH_EVERY === 0) await Promise.all([hazards.flush(), files.flush(), deadlines.flush()]);
  }
  for (const day of agenda.rest()) await send(day, done);
  await Promise.all([hazards.end(), files.end(), deadlines.end()]);
  await ledger.writeChanges(copyDeadlineChanges(third));
  return next.value;
}

interface Evidence extends Picture {
  readonly id: string;
  readonly name: string;
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

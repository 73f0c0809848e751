import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { ChainCopy } from '@zhiben/platform/server/audit/chain-copy.ts';
import { copyDeadlineChanges, copyDeadlines } from '@zhiben/platform/server/calendar/copy-deadlines.ts';
import type { Services } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { copyFiles } from '@zhiben/platform/server/files/copy-files.ts';
import { setNumbers } from '@zhiben/platform/server/numbers.ts';
import { type DeadlineMove, deadlineMoves, type Hazard } from '@zhiben/slices/hazard/domain';
import { copyHazards } from '@zhiben/slices/hazard/server';
import { getDeadlineRule } from '@zhiben/standards';
import { ChainThread } from './chain-thread.ts';
import { COUNTY } from './county.ts';
import { type Cast, playHistories, type Step } from './histories.ts';
import { storePictures } from './pictures.ts';
import type { Random } from './random.ts';

interface Options {
  readonly count: number;
  readonly now: Date;
  /** Where a second thread finds the database; without it all is done in this one. */
  readonly url: string | null;
  readonly onProgress: (done: number) => void;
}

/** How many hazards lie between two looks at the progress bar. */
const REPORT_EVERY = 2_000;
/** Few majors among many hazards, as in a county; more of them in the small demo, so that there is something to see. */
const majorShareOf = (count: number) => (count <= 5_000 ? 0.35 : 0.04);

/** Plays the histories into the tables by COPY: four streams side by side, memory flat at any number. */
export async function loadHazards(owner: Connection, services: Services, random: Random, cast: Cast, options: Options) {
  const pictures = await storePictures(services.files);
  const clients = await Promise.all([1, 2, 3, 4].map(() => owner.pool.connect()));
  const [first, second, third, fourth] = clients;
  if (!first || !second || !third || !fourth) throw new Error('four connections');
  const { hashAlgorithm: algorithm } = services;
  const thread = options.url === null ? null : new ChainThread({ url: options.url, county: COUNTY, algorithm });
  try {
    const chain = thread ?? (await ChainCopy.open(owner, first, COUNTY, algorithm));
    const streams = { hazards: copyHazards(second), files: copyFiles(third), deadlines: copyDeadlines(fourth) };
    const ledger = new DeadlineLedger(random, streams.deadlines);
    const from = new Date('2024-01-02T00:00:00Z');
    const lastNumbers = new Map<number, number>();
    let done = 0;
    for (const step of playHistories(random, cast, {
      count: options.count,
      majorShare: majorShareOf(options.count),
      from,
      now: options.now,
    })) {
      const { hazard, event, at } = step;
      const evidence = step.files.map((file) => ({ ...file, ...random.pick(pictures) }));
      await chain.write(factOf(random, step, evidence), { at: at.toISOString(), actor: actorOf(step) });
      await ledger.apply(step);
      for (const file of evidence) await streams.files.write(fileRow(file, step));
      if (event.action === 'hazard:register') {
        const year = Number(localDate(at).slice(0, 4));
        lastNumbers.set(year, (lastNumbers.get(year) ?? 0) + 1);
      }
      if (!step.isLast) continue;
      await streams.hazards.write(COUNTY, hazard);
      await ledger.close(hazard.id);
      done += 1;
      if (done % REPORT_EVERY === 0) options.onProgress(done);
    }
    await Promise.all([streams.hazards.end(), streams.files.end(), streams.deadlines.end()]);
    await ledger.writeChanges(copyDeadlineChanges(fourth));
    await chain.end(owner);
    await setNumbers(owner, COUNTY, 'hazard', lastNumbers);
    options.onProgress(done);
  } finally {
    await thread?.stop();
    for (const client of clients) client.release();
  }
}

interface Evidence {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

const actorOf = ({ actor: { id, name, role } }: Step) => ({ id, name, role });

/** As `hazard.actions.ts` records it. */
function factOf(random: Random, { at, event, hazard }: Step, files: readonly Evidence[]) {
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

type DeadlineRow = Parameters<ReturnType<typeof copyDeadlines>['write']>[0];
type OpenDeadline = { -readonly [K in keyof DeadlineRow]: DeadlineRow[K] };

/** As `hazard.limits.ts` has them by default. */
const LIBRARY: Readonly<Partial<Record<string, string>>> = { acceptance: 'L04', extensionDecision: 'L06' };

/** Follows the moves of the rules; a row is written when its deadline is met or its hazard has no further step. */
class DeadlineLedger {
  readonly #random: Random;
  readonly #copy: ReturnType<typeof copyDeadlines>;
  readonly #open = new Map<string, Map<string, OpenDeadline>>();
  readonly #changes: Parameters<ReturnType<typeof copyDeadlineChanges>['write']>[0][] = [];
  readonly #before = new Map<string, Hazard>();

  constructor(random: Random, copy: ReturnType<typeof copyDeadlines>) {
    this.#random = random;
    this.#copy = copy;
  }

  async apply(step: Step): Promise<void> {
    const { hazard, event, at } = step;
    const open = this.#open.get(hazard.id) ?? new Map<string, OpenDeadline>();
    for (const move of deadlineMoves(this.#before.get(hazard.id) ?? null, event, at)) {
      const row = open.get(move.purpose);
      if (move.do === 'start' || move.do === 'startLimited') {
        const started = this.#started(move, step);
        if (started) open.set(move.purpose, started);
      } else if (row && (move.do === 'meet' || move.do === 'cancel')) {
        if (move.do === 'meet') row.met_on = move.on;
        else row.cancelled_on = localDate(at);
        await this.#copy.write(row);
        open.delete(move.purpose);
      } else if (row && (move.do === 'extend' || move.do === 'pause')) {
        this.#change(row, move, step);
      }
    }
    this.#open.set(hazard.id, open);
    this.#before.set(hazard.id, hazard);
  }

  /** A limit is counted by the library's rule; the demo county has set none of its own. */
  #started(move: Extract<DeadlineMove, { do: 'start' | 'startLimited' }>, { hazard, at }: Step): OpenDeadline | null {
    const on = localDate(at);
    const code = move.do === 'startLimited' ? LIBRARY[move.purpose] : undefined;
    const rule = code ? getDeadlineRule(code) : undefined;
    if (move.do === 'startLimited' && !rule) return null;
    const counted = move.purpose === 'acceptance' ? (hazard.dueOn as string) : addDays(on, rule?.duration ?? 0);
    const dueOn = move.do === 'start' ? move.dueOn : counted;
    return {
      county: COUNTY,
      id: this.#random.id(at),
      subject_kind: 'hazard',
      subject_id: hazard.id,
      purpose: move.purpose,
      rule_code: rule?.code ?? 'stated',
      source: move.do === 'start' ? move.source : (rule?.source ?? ''),
      started_on: on,
      amount: rule ? rule.duration : null,
      unit: rule ? 'day' : 'fixed',
      original_due_on: dueOn,
      due_on: dueOn,
      met_on: null,
      cancelled_on: null,
    };
  }

  /** The few that were moved: their row at once, what moved it when all rows are there. */
  #change(
    row: OpenDeadline,
    move: Extract<DeadlineMove, { do: 'extend' | 'pause' | 'resume' }>,
    { at, actor }: Step,
  ): void {
    row.due_on = move.do === 'extend' ? move.dueOn : 'infinity';
    this.#changes.push({
      county: COUNTY,
      deadline_id: row.id,
      id: this.#random.id(at),
      kind: move.do === 'extend' ? 'extension' : 'pause',
      on_date: localDate(at),
      due_on: move.do === 'extend' ? move.dueOn : null,
      reason: move.reason,
      source: move.source,
      decided_by: actor.id,
      at: at.toISOString(),
    });
  }

  async writeChanges(copy: ReturnType<typeof copyDeadlineChanges>): Promise<void> {
    for (const change of this.#changes) await copy.write(change);
    await copy.end();
  }

  async close(hazardId: string): Promise<void> {
    for (const row of this.#open.get(hazardId)?.values() ?? []) await this.#copy.write(row);
    this.#open.delete(hazardId);
    this.#before.delete(hazardId);
  }
}

import { quoter, trimSpan } from '@zhiben/gongwen/words';
import type { Anchor, Correction, DutyFacts, Operation } from './correction.contract.ts';
import { dutyPlaces, type Place, placeFinder, placeKey, unitPlaces } from './correction-anchors.rules.ts';
import { type ReadDuty, type Reading, type ReadSection, SURE_FROM } from './reading.contract.ts';
import { settleUnits, type WorkDuty, type WorkUnit } from './unit-settling.rules.ts';

/** A duty of the corrected reading. `id` names it within the document and stays while corrections come and go. */
export interface CorrectedDuty extends ReadDuty {
  readonly id: string;
  readonly anchor: Anchor;
  /** The corrections that shaped it, in their order. */
  readonly correctedBy: readonly string[];
}

export interface CorrectedUnit extends ReadSection {
  readonly anchor: Anchor;
  readonly correctedBy: readonly string[];
}

/**
 * What became of a correction: `undone` by a later one; `idle`: the item it belongs to was deleted, merged or undone;
 * `lost`: its place is not found in this reading, a person has to look.
 */
export type Outcome = 'applied' | 'undone' | 'idle' | 'lost';

export interface CorrectedReading extends Reading {
  readonly sections: readonly CorrectedUnit[];
  readonly obligations: readonly CorrectedDuty[];
  /** By the id of the correction. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

type CorrectReading = (corrections: readonly Correction[]) => CorrectedReading;

/**
 * Prepares a reading of `text` for correcting. The function it gives lays corrections over the reading without changing
 * it; items that no correction touches are the same objects every time.
 */
export function readingCorrector(reading: Reading, text: string): CorrectReading {
  const base = prepare(reading);
  let quote: ReturnType<typeof quoter> | undefined;
  const quoteOf: ReturnType<typeof quoter> = (span) => {
    quote ??= quoter(text);
    return quote(span);
  };
  return (corrections) => new Correcting(base, text, quoteOf).run(corrections);
}

/** What its kind needs and it does not have. */
export function missingFact(duty: Pick<DutyFacts, 'kind' | 'deadline' | 'frequency' | 'count' | 'target'>) {
  if (duty.kind === 'deadline' && duty.deadline === null) return 'deadline';
  if (duty.kind === 'recurring' && duty.frequency === null) return 'frequency';
  if (duty.kind === 'one-off-count' && duty.count === null) return 'count';
  if (duty.kind === 'target' && duty.target === null) return 'target';
  return null;
}

/** Whether nobody has to look at a duty any more: the reader was sure, or a person has been at it. */
export function isSure(duty: Pick<ReadDuty, 'confidence' | keyof DutyFacts>): boolean {
  return duty.confidence >= SURE_FROM && missingFact(duty) === null;
}

/** Names of the items that an operation touches: two people's corrections meet where these do. */
export function itemsOf(operation: Operation): readonly string[] {
  const keyOf = (anchor: Anchor) => ('correctionId' in anchor ? anchor.correctionId : placeKey(anchor));
  switch (operation.op) {
    case 'addDuty':
    case 'addUnit':
      return [];
    case 'undo':
      return [operation.correctionId];
    case 'mergeDuties':
      return [keyOf(operation.duty), keyOf(operation.next)];
    case 'mergeUnits':
      return [keyOf(operation.unit), keyOf(operation.next)];
    case 'changeUnit':
    case 'deleteUnit':
    case 'splitUnit':
      return [keyOf(operation.unit)];
    default:
      return [keyOf(operation.duty)];
  }
}

interface Base {
  readonly units: readonly WorkUnit[];
  readonly duties: readonly WorkDuty[];
  /** Ids of items by the keys of their places. */
  readonly unitIds: ReadonlyMap<string, string>;
  readonly findUnit: (place: Place) => Place | null;
  readonly findDuty: (place: Place) => Place | null;
}

function prepare({ sections, obligations }: Reading): Base {
  const paths = new Map(sections.map(({ id, path }) => [id, path]));
  const atUnits = unitPlaces(sections);
  const atDuties = dutyPlaces(obligations, (id) => (id === null ? [] : (paths.get(id) ?? [])));
  // A document may repeat a path; what follows belongs to the latest unit of that path.
  const latest = new Map<string, string>();
  const units = sections.map((section, rank): WorkUnit => {
    const parent = latest.get(section.parentPath.join('/')) ?? null;
    latest.set(section.path.join('/'), section.id);
    const unit = { ...section, anchor: atUnits[rank] as Place, correctedBy: [] };
    return { unit, rank, parent, splitFrom: null, isNew: false, gone: null };
  });
  const duties = obligations.map((read, rank): WorkDuty => {
    const anchor = atDuties[rank] as Place;
    const duty = { ...read, id: placeKey(anchor), anchor, correctedBy: [] };
    return { duty, rank, home: read.sectionId, isGone: false };
  });
  return {
    units,
    duties,
    unitIds: new Map(atUnits.map((place, n) => [placeKey(place), sections[n]?.id ?? ''])),
    findUnit: placeFinder(atUnits),
    findDuty: placeFinder(atDuties),
  };
}

/** A correction that does not take effect; thrown inside this file only. */
class Ineffective {
  readonly outcome: 'idle' | 'lost';

  constructor(outcome: 'idle' | 'lost') {
    this.outcome = outcome;
  }
}

/** One laying of corrections over a reading. Items are copied when they are changed. */
class Correcting {
  private readonly units: Map<string, WorkUnit>;
  private readonly duties: Map<string, WorkDuty>;
  private readonly outcomes = new Map<string, Outcome>();
  private readonly base: Base;
  private readonly text: string;
  private readonly quote: ReturnType<typeof quoter>;

  constructor(base: Base, text: string, quote: ReturnType<typeof quoter>) {
    this.base = base;
    this.text = text;
    this.quote = quote;
    this.units = new Map(base.units.map((work) => [work.unit.id, work]));
    this.duties = new Map(base.duties.map((work) => [work.duty.id, work]));
  }

  run(corrections: readonly Correction[]): CorrectedReading {
    const inOrder = [...corrections].sort((a, b) => a.version - b.version);
    const undone = this.takeBack(inOrder);
    for (const { id, operation } of inOrder) {
      if (operation.op === 'undo' || undone.has(id)) continue;
      try {
        this.apply(id, operation);
        this.outcomes.set(id, 'applied');
      } catch (error) {
        if (!(error instanceof Ineffective)) throw error;
        this.outcomes.set(id, error.outcome);
      }
    }
    const { sections, obligations } = settleUnits([...this.units.values()], [...this.duties.values()]);
    return { sections, obligations, outcomes: this.outcomes };
  }

  /** From the last to the first: an undo that is itself undone takes nothing back. */
  private takeBack(inOrder: readonly Correction[]): ReadonlySet<string> {
    const known = new Map(inOrder.map(({ id, version }) => [id, version]));
    const undone = new Set<string>();
    for (const { id, version, operation } of inOrder.toReversed()) {
      if (undone.has(id)) this.outcomes.set(id, 'undone');
      else if (operation.op === 'undo') {
        const isEarlier = (known.get(operation.correctionId) ?? version) < version;
        this.outcomes.set(id, isEarlier ? 'applied' : 'lost');
        if (isEarlier) undone.add(operation.correctionId);
      }
    }
    return undone;
  }

  private apply(id: string, operation: Exclude<Operation, { op: 'undo' }>): void {
    switch (operation.op) {
      case 'confirmDuty':
        this.change(this.duty(operation.duty), id, {});
        break;
      case 'changeDuty':
        this.change(this.duty(operation.duty), id, factsGiven(operation.changes));
        break;
      case 'deleteDuty':
        this.removeDuty(this.duty(operation.duty));
        break;
      case 'addDuty':
        this.createDuty(id, this.inText(operation.span), operation.facts, null);
        break;
      case 'splitDuty':
        this.splitDuty(id, operation);
        break;
      case 'mergeDuties':
        this.mergeDuties(id, this.duty(operation.duty), this.duty(operation.next));
        break;
      case 'changeUnit':
        this.changeUnit(this.unit(operation.unit), id, operation.changes);
        break;
      case 'deleteUnit':
        this.endUnit(this.unit(operation.unit), 'deleted');
        break;
      case 'addUnit':
        this.createUnit(id, this.inText(operation.span), operation.facts, null);
        break;
      case 'splitUnit':
        this.splitUnit(id, this.unit(operation.unit), operation.at);
        break;
      case 'mergeUnits':
        this.mergeUnits(id, this.unit(operation.unit), this.unit(operation.next));
        break;
    }
  }

  private duty(anchor: Anchor): WorkDuty {
    const id = this.idOf(anchor, (place) => {
      const found = place.kind === 'unit' ? null : this.base.findDuty(place);
      return found && placeKey(found);
    });
    const work = this.duties.get(id);
    if (!work) throw new Ineffective('lost');
    if (work.isGone) throw new Ineffective('idle');
    return work;
  }

  private unit(anchor: Anchor): WorkUnit {
    const id = this.idOf(anchor, (place) => {
      const found = place.kind === 'unit' ? this.base.findUnit(place) : null;
      return found && (this.base.unitIds.get(placeKey(found)) ?? null);
    });
    const work = this.units.get(id);
    if (!work) throw new Ineffective('lost');
    if (work.gone) throw new Ineffective('idle');
    return work;
  }

  private idOf(anchor: Anchor, find: (place: Place) => string | null): string {
    if ('correctionId' in anchor) {
      const outcome = this.outcomes.get(anchor.correctionId);
      if (outcome === 'applied') return createdId(anchor.correctionId);
      throw new Ineffective(outcome === 'undone' || outcome === 'idle' ? 'idle' : 'lost');
    }
    const id = find(anchor);
    if (id === null) throw new Ineffective('lost');
    return id;
  }

  /** @throws Ineffective where the span lies outside the text or covers no words */
  private inText(span: { start: number; end: number }): { start: number; end: number } {
    if (span.end > this.text.length || span.start >= span.end) throw new Ineffective('lost');
    const words = trimSpan(this.text, span);
    if (!words) throw new Ineffective('lost');
    return words;
  }

  private change(work: WorkDuty, by: string, changes: Partial<CorrectedDuty>): void {
    const touched = { confidence: 1, doubts: [], correctedBy: [...work.duty.correctedBy, by] };
    this.duties.set(work.duty.id, { ...work, duty: { ...work.duty, ...changes, ...touched } });
  }

  private removeDuty(work: WorkDuty): void {
    this.duties.set(work.duty.id, { ...work, isGone: true });
  }

  /** `beside`: the duty it was cut off from, whose unit it shares. */
  private createDuty(
    by: string,
    span: { start: number; end: number },
    facts: DutyFacts,
    beside: WorkDuty | null,
  ): void {
    const id = createdId(by);
    const duty: CorrectedDuty = {
      ...facts,
      id,
      anchor: { correctionId: by },
      sectionId: beside?.duty.sectionId ?? null,
      quote: this.quote(span),
      span,
      deadlineAlternatives: [],
      actorAlternatives: beside?.duty.actorAlternatives ?? [],
      actorSource: null,
      confidence: 1,
      doubts: [],
      correctedBy: [by],
    };
    const before = this.base.duties.findLast((read) => read.duty.span.start <= span.start)?.rank ?? -1;
    const place = beside ? { rank: beside.rank, home: beside.home } : { rank: before, home: undefined };
    this.duties.set(id, { duty, ...place, isGone: false });
  }

  private splitDuty(by: string, operation: Extract<Operation, { op: 'splitDuty' }>): void {
    const work = this.duty(operation.duty);
    const { start, end } = work.duty.span;
    if (operation.at <= start || operation.at >= end) throw new Ineffective('lost');
    const first = this.inText({ start, end: operation.at });
    const second = this.inText({ start: operation.at, end });
    const facts = factsGiven(operation.first);
    this.change(work, by, { ...facts, span: first, quote: this.quote(first) });
    this.createDuty(by, second, operation.second, work);
  }

  /** What the first leaves open is taken from the second. */
  private mergeDuties(by: string, work: WorkDuty, next: WorkDuty): void {
    if (work.duty.id === next.duty.id) throw new Ineffective('lost');
    const [a, b] = [work.duty, next.duty];
    const span = { start: Math.min(a.span.start, b.span.start), end: Math.max(a.span.end, b.span.end) };
    this.change(work, by, {
      span,
      quote: this.quote(span),
      actor: a.actor ?? b.actor,
      deadline: a.deadline ?? b.deadline,
      inPeriod: a.deadline === null ? b.inPeriod : a.inPeriod,
      frequency: a.frequency ?? b.frequency,
      count: a.count ?? b.count,
      target: a.target ?? b.target,
      appliesTo: a.appliesTo ?? b.appliesTo,
      condition: a.condition ?? b.condition,
    });
    this.removeDuty(next);
  }

  private changeUnit(work: WorkUnit, by: string, changes: Partial<CorrectedUnit>): void {
    const correctedBy = [...work.unit.correctedBy, by];
    this.units.set(work.unit.id, { ...work, unit: { ...work.unit, ...changes, correctedBy } });
  }

  private endUnit(work: WorkUnit, gone: WorkUnit['gone']): void {
    this.units.set(work.unit.id, { ...work, gone });
  }

  private createUnit(
    by: string,
    span: { start: number; end: number },
    facts: Pick<ReadSection, 'kind' | 'title'>,
    splitFrom: WorkUnit | null,
  ): void {
    const id = createdId(by);
    const quote = this.quote(span);
    const unit: CorrectedUnit = {
      ...facts,
      id,
      anchor: { correctionId: by },
      path: [],
      parentPath: [],
      startsWith: quote.slice(0, 15),
      span,
      headSpan: { start: span.start, end: span.start },
      correctedBy: [by],
    };
    const before = this.base.units.findLast((read) => read.unit.span.start < span.start)?.rank ?? -1;
    const origin = { parent: splitFrom?.parent ?? null, splitFrom: splitFrom?.unit.id ?? null };
    this.units.set(id, { unit, rank: before, ...origin, isNew: true, gone: null });
  }

  private splitUnit(by: string, work: WorkUnit, at: number): void {
    const { span, headSpan, kind } = work.unit;
    if (at <= headSpan.end || at >= span.end) throw new Ineffective('lost');
    const first = this.inText({ start: span.start, end: at });
    const second = this.inText({ start: at, end: span.end });
    this.changeUnit(work, by, { span: { start: span.start, end: first.end } });
    this.createUnit(by, second, { kind, title: null }, work);
  }

  private mergeUnits(by: string, work: WorkUnit, next: WorkUnit): void {
    if (work.unit.id === next.unit.id) throw new Ineffective('lost');
    const [a, b] = [work.unit.span, next.unit.span];
    this.changeUnit(work, by, { span: { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) } });
    this.endUnit(next, { into: work.unit.id });
  }
}

/** Ids of created items cannot be taken for places or for ids of units that were read. */
const createdId = (correctionId: string): string => `c:${correctionId}`;

/** A day that a person set has no other readings; a doer that a person set has no source in the text. */
function factsGiven(facts: Partial<DutyFacts>): Partial<CorrectedDuty> {
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...('deadline' in given ? { deadlineAlternatives: [], inPeriod: facts.inPeriod ?? false } : {}),
    ...('actor' in given ? { actorSource: null } : {}),
  };
}

import { cutStretch, type Stretch } from '../language/clauses.ts';
import type { DateContext } from '../language/dates.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { endsSentence } from '../outline/line-shape.ts';
import type { Outline } from '../outline/outline.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { PlanObligation } from '../plan.types.ts';
import { type FoldedText, sourceSpan, sourceWords } from '../text/folded-text.ts';
import { type ActorReading, ActorTracker, actorOfHeading } from './actors.ts';
import { dateDuties } from './date-duties.ts';
import type { Draft } from './draft.ts';
import { banDuty, countDuty, targetDuty } from './plain-duties.ts';
import { rateDuties } from './rate-duties.ts';
import { type ReadSentence, readSentence } from './read-sentence.ts';
import { readTail } from './tails.ts';

export function findObligations(
  folded: FoldedText,
  outline: Outline,
  units: ReadUnit[],
  metadata: Metadata,
): PlanObligation[] {
  const context: DateContext = {
    year: metadata.year,
    planDate: metadata.date,
    periodFrom: metadata.period.from,
    periodTo: metadata.period.to,
  };
  const breaks = paragraphBreaks(folded, outline);
  const found: PlanObligation[] = [];
  for (const read of units) {
    const { unit, section, heading } = read;
    const stretch = cutStretch(folded, heading.textStart, unit.ownEnd, breaks);
    const tracker = new ActorTracker(folded, fallbackActor(folded, read, units));
    const duties = readStretch(folded, stretch, context, tracker);
    const headed = headingDuty(folded, read, context, tracker, duties);
    for (const duty of [...(headed ? [headed] : []), ...duties])
      found.push({ taskPath: section.path, sectionId: section.id, ...duty });
  }
  return found;
}

type Duty = Omit<PlanObligation, 'taskPath' | 'sectionId'>;

function readStretch(folded: FoldedText, stretch: Stretch, context: DateContext, tracker: ActorTracker): Duty[] {
  const duties: Duty[] = [];
  for (const cut of stretch.sentences) {
    const sentence = readSentence(cut, stretch.view, stretch.start, context);
    tracker.enter(sentence);
    const drafts = draftDuties(sentence, context);
    const actors = drafts.map((draft) => tracker.actorOf(draft, sentence, null));
    drafts.forEach((draft, index) => duties.push(finish(folded, draft, actors[index] ?? { actor: null })));
    for (const aside of cut.asides) {
      const outerIndex = sentence.clauses.findIndex((clause) => aside.start > clause.start && aside.end <= clause.end);
      const inner = cutStretch(folded, aside.start, aside.end, new Set());
      for (const part of inner.sentences) {
        const read = readSentence(part, inner.view, inner.start, context);
        const outer = drafts.findIndex((draft) => draft.kind === 'recurring' && draft.clause === outerIndex);
        const outerActor = outer >= 0 ? (actors[outer] ?? null) : null;
        for (const draft of asideDuties(sentence, outerIndex, read, context)) {
          duties.push(
            finish(
              folded,
              draft,
              tracker.actorOf(
                draft,
                draft.aside ? read : sentence,
                outerActor?.actorSource === 'explicit' ? outerActor : null,
              ),
            ),
          );
        }
      }
    }
    tracker.leave(sentence);
  }
  return duties;
}

/** All duties of a sentence, in the order of their clauses. */
function draftDuties(sentence: ReadSentence, context: DateContext): Draft[] {
  const drafts: Draft[] = [];
  const bans = sentence.clauses.map((_, index) => banDuty(sentence, index));
  const banned = (index: number, start: number): boolean =>
    bans.some(
      (ban) =>
        ban !== null && start >= ban.start && start < ban.end && (ban.clause === index || ban.clause === index + 1),
    );
  const covered = new Set<number>();
  sentence.clauses.forEach((clause, index) => {
    const ban = bans[index];
    if (ban) {
      drafts.push(ban);
      covered.add(index);
    }
    const rates = rateDuties(sentence, index, false);
    drafts.push(...rates);
    if (rates.length > 0) covered.add(index);
    for (const date of clause.dates) {
      if (banned(index, date.start) || rates.some((rate) => rate.frequency?.per === 'year' && date.start > rate.start))
        continue;
      const dated = dateDuties(sentence, index, date, context);
      drafts.push(...dated);
      for (const draft of dated) for (let i = draft.clause; i <= draft.lastClause; i++) covered.add(i);
    }
  });
  sentence.clauses.forEach((clause, index) => {
    if (covered.has(index)) return;
    const draft = countDuty(clause, index) ?? targetDuty(clause, index);
    if (draft) drafts.push(draft);
  });
  return drafts.sort((a, b) => a.clause - b.clause || a.start - b.start);
}

/** Words in brackets: an exception with its own rate, or a time limit for the words before the bracket. */
function asideDuties(outer: ReadSentence, outerIndex: number, inner: ReadSentence, context: DateContext): Draft[] {
  const drafts: Draft[] = inner.clauses.flatMap((_, index) => rateDuties(inner, index, true));
  const outerClause = outer.clauses[outerIndex];
  if (!outerClause) return drafts;
  for (const clause of inner.clauses) {
    for (const date of clause.dates) {
      if (date.use !== 'by') continue;
      const value = date.values[0];
      if (!value || outerClause.dates.some((other) => other.values.some((same) => same.to === value.to))) continue;
      if (clause.words.slice(date.end - clause.start).length > 12) continue;
      drafts.push({
        kind: 'deadline',
        start: outerClause.start,
        end: Math.min(clause.end + 1, outerClause.end),
        clause: outerIndex,
        lastClause: outerIndex,
        scope: { start: outerClause.start, end: outerClause.end },
        deadline: value.to,
        ...(value.alt ? { deadlineAlt: value.alt } : {}),
        aside: false,
        confidence: 0.8,
      });
    }
  }
  void context;
  return drafts;
}

function finish(folded: FoldedText, draft: Draft, reading: ActorReading): Duty {
  const { start, end, kind, deadline, deadlineAlt, basis, frequency, count, target, appliesTo, condition } = draft;
  const words = (range: { start: number; end: number } | undefined): string | undefined =>
    range && range.end > range.start ? sourceWords(folded, range.start, range.end) : undefined;
  const applies = words(appliesTo);
  const when = words(condition);
  const doubt =
    reading.actor === null
      ? 0.08
      : reading.actorSource === 'resolved'
        ? 0.15
        : reading.actorSource === 'task'
          ? 0.04
          : 0;
  return {
    quote: sourceWords(folded, start, end),
    span: sourceSpan(folded, start, end),
    kind,
    ...(deadline ? { deadline } : {}),
    ...(deadlineAlt ? { deadlineAlt } : {}),
    ...(basis ? { basis } : {}),
    ...(frequency ? { frequency } : {}),
    ...(count !== undefined ? { count } : {}),
    ...(target ? { target } : {}),
    ...(applies ? { appliesTo: applies } : {}),
    ...(when ? { condition: when } : {}),
    ...reading,
    confidence: Math.round((draft.confidence - doubt) * 100) / 100,
  };
}

/** 某步骤（2023年6月底前）: one deadline for the unit, unless a sentence of the unit repeats the date. */
function headingDuty(
  folded: FoldedText,
  { unit, heading }: ReadUnit,
  context: DateContext,
  tracker: ActorTracker,
  duties: Duty[],
): Duty | null {
  if (!heading.title) return null;
  const stretch = cutStretch(folded, heading.title.start, heading.title.end, new Set());
  for (const cut of stretch.sentences) {
    const ranges = [
      { start: cut.start, end: cut.end, view: stretch.view, offset: stretch.start },
      ...cut.asides.map((aside) => ({
        ...aside,
        view: folded.text.slice(aside.start, aside.end),
        offset: aside.start,
      })),
    ];
    for (const range of ranges) {
      const sentence = readSentence(
        {
          start: range.start,
          end: range.end,
          clauses: [{ start: range.start, end: range.end, mark: '' }],
          opensParagraph: true,
        },
        range.view,
        range.offset,
        context,
      );
      const date = sentence.clauses[0]?.dates.find((find) => find.use === 'by');
      const value = date?.values[0];
      if (!value || duties.some((duty) => duty.deadline === value.to)) continue;
      const draft: Draft = {
        kind: 'deadline',
        start: heading.title.start,
        end: heading.title.end,
        clause: 0,
        lastClause: 0,
        scope: { start: heading.title.start, end: heading.title.start },
        deadline: value.to,
        ...(value.alt ? { deadlineAlt: value.alt } : {}),
        aside: false,
        confidence: 0.85,
      };
      const first = duties.find((duty) => duty.actor !== null);
      const actor: ActorReading = first
        ? { actor: first.actor, actorSource: 'task' }
        : tracker.actorOf(
            { ...draft, clause: 0 },
            { start: unit.start, end: unit.start, clauses: [], opensParagraph: false },
            null,
          );
      return finish(folded, draft, actor);
    }
  }
  return null;
}

function fallbackActor(folded: FoldedText, read: ReadUnit, units: ReadUnit[]): ActorReading {
  const tail = readTail(folded, read.heading.textStart, read.unit.ownEnd);
  if (tail?.lead)
    return { actor: tail.lead, actorSource: 'task', ...(tail.support.length > 0 ? { actorAlt: tail.support } : {}) };
  for (let unit: ReadUnit['unit'] | null = read.unit; unit; unit = unit.parent) {
    const owner = units.find((other) => other.unit === unit);
    const range = actorOfHeading(folded, owner?.heading.title ?? null);
    if (range) return { actor: sourceWords(folded, range.start, range.end), actorSource: 'resolved' };
  }
  return { actor: null };
}

/** Folded offsets where a paragraph begins: behind a sentence that ends with its line, and around headings. */
function paragraphBreaks(folded: FoldedText, outline: Outline): Set<number> {
  const breaks = new Set<number>();
  for (let i = 1; i < folded.lines.length; i++) {
    const line = folded.lines[i];
    const before = folded.lines[i - 1];
    if (!line || !before) continue;
    if (endsSentence(folded, before) || line.cells || before.cells) breaks.add(line.start);
  }
  for (const unit of outline.units) breaks.add(unit.start);
  return breaks;
}

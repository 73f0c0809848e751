import { BODY_NOUN_END } from '../language/bodies.ts';
import { canBegin, findSubjects, type Named } from '../language/subjects.ts';
import type { ActorSource } from '../plan.types.ts';
import { type FoldedText, sourceWords } from '../text/folded-text.ts';
import type { Draft } from './draft.ts';
import type { ReadClause, ReadSentence } from './read-sentence.ts';

export interface ActorReading {
  actor: string | null;
  actorAlt?: string[];
  actorSource?: ActorSource;
}

interface Range {
  start: number;
  end: number;
}

/** Follows who acts through the sentences of a unit. */
export class ActorTracker {
  private unitDoer: Range | null = null;
  private label: Range | null = null;
  private readonly folded: FoldedText;
  private readonly fallback: ActorReading;

  /** `fallback` is what the headings, tails and addressees say. */
  constructor(folded: FoldedText, fallback: ActorReading) {
    this.folded = folded;
    this.fallback = fallback;
  }

  /** Notes a paragraph that is addressed to one body: 省级粮食和储备部门：…. */
  enter(sentence: ReadSentence): void {
    if (sentence.opensParagraph) this.label = null;
    const [first] = sentence.clauses;
    if (first && first.mark === '：' && first.bodyOnly()) this.label = { start: first.start, end: first.end };
  }

  leave(sentence: ReadSentence): void {
    for (const [index, clause] of sentence.clauses.entries()) {
      const { doer } = clause.subjects();
      if (doer) this.unitDoer = widenOverCommas(sentence, index, absolute(clause, doer));
    }
  }

  actorOf(draft: Draft, sentence: ReadSentence, outer: ActorReading | null): ActorReading {
    if (draft.aside && outer?.actor) return { ...outer, actorSource: 'task' };
    const own = this.explicit(draft, sentence);
    if (own) return own;
    for (let i = draft.clause - 1; i >= 0; i--) {
      const clause = sentence.clauses[i] as ReadClause;
      const named = clause.subjects().causee ?? clause.subjects().doer;
      if (named) return this.named(widenOverCommas(sentence, i, absolute(clause, named)), 'task');
      const sponsor = /以(.{2,14}?)(?:的)?名义/.exec(clause.words);
      if (sponsor?.[1]) {
        const start = clause.start + sponsor.index + 1;
        return this.named({ start, end: start + sponsor[1].length }, 'task');
      }
    }
    if (this.label) return this.named(this.label, 'task');
    if (this.fallback.actor && this.fallback.actorSource === 'task') return this.fallback;
    if (this.unitDoer) return this.named(this.unitDoer, 'task');
    return this.fallback;
  }

  private explicit(draft: Draft, sentence: ReadSentence): ActorReading | null {
    let doer: Range | null = null;
    let causee: Range | null = null;
    for (let i = draft.clause; i <= draft.lastClause; i++) {
      const clause = sentence.clauses[i];
      if (!clause) continue;
      const from = Math.max(clause.start, draft.scope.start);
      const to = Math.min(clause.end, draft.scope.end);
      if (to <= from) continue;
      const offset = from;
      const subjects =
        from === clause.start
          ? clause.subjects()
          : findSubjects(clause.plain.slice(from - clause.start, to - clause.start));
      const shift = (named: Named): Range => ({ start: offset + named.start, end: offset + named.end });
      if (subjects.doer && !doer) doer = widenOverCommas(sentence, i, shift(subjects.doer));
      if (subjects.causee) causee = shift(subjects.causee);
    }
    if (causee) {
      const reading = this.named(causee, 'explicit');
      return doer ? { ...reading, actorAlt: [sourceWords(this.folded, doer.start, doer.end)] } : reading;
    }
    return doer ? this.named(doer, 'explicit') : null;
  }

  private named(range: Range, actorSource: ActorSource): ActorReading {
    return { actor: sourceWords(this.folded, range.start, range.end), actorSource };
  }
}

const absolute = (clause: ReadClause, named: Named): Range => ({
  start: clause.start + named.start,
  end: clause.start + named.end,
});

/** 各镇安委会，经济开发区，县安委会各成员单位要…: the clauses before belong to the subject. */
function widenOverCommas(sentence: ReadSentence, index: number, range: Range): Range {
  let start = range.start;
  const clause = sentence.clauses[index];
  if (!clause || start - clause.start > 1) return range;
  for (let i = index - 1; i >= 0; i--) {
    const before = sentence.clauses[i];
    if (!before || before.mark !== '，' || !before.bodyOnly()) break;
    start = before.start;
  }
  return { start, end: range.end };
}

const RESPONSIBILITY =
  /(?:落实|压实|压紧压实|强化|夯实|抓实|抓牢|突出|发挥好?)(?:好)?([^，。；]{1,16}?)(?:的)?(?:安全)?(?:生产)?(?:主体|监管|监督|监管执法|属地|属地管理|领导|管理|指导|统筹|统筹推动|统筹协调|综合协调|组织推动|岗位)(?:推动)?(?:责任|作用|职责)/;
const OWN_WORK = /^(?:开展|组织|抓好|深化)?([^，。；、]{2,10}?)(?:自查自改|自查自纠|自查|自改|层面)/;

/** The body that a heading makes responsible: 严格落实企业主体责任, 企业自查自改. */
export function actorOfHeading(folded: FoldedText, heading: Range | null): Range | null {
  if (!heading) return null;
  const words = folded.text.slice(heading.start, heading.end);
  for (const pattern of [RESPONSIBILITY, OWN_WORK]) {
    const found = pattern.exec(words);
    if (!found?.[1] || !BODY_NOUN_END.test(found[1]) || !canBegin(found[1])) continue;
    const start = heading.start + found.index + found[0].indexOf(found[1]);
    return { start, end: start + found[1].length };
  }
  return null;
}

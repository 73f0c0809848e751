import { findSubjects, type Named } from '../language/subjects.ts';
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

/** Labels that name bodies rather than fields of work (非煤矿山：…). */
const LABEL = /各|部门|单位|机构|企业|公司|政府|党委|乡镇|街道|学校|医院|协会|人员|[局厅委办部]$/;
const REPORTS = /上报|报送|反馈/;

/** Follows who acts through the sentences of a unit. */
export class ActorTracker {
  private doer: Range | null = null;
  /** Who reports: a later 每月22日前上报 without a subject is theirs, not the body's that was named last. */
  private reporter: Range | null = null;
  private label: Range | null = null;
  private readonly unread: ReadSentence[] = [];
  private readonly folded: FoldedText;
  private readonly fallback: ActorReading;

  private readonly carries: boolean;

  /**
   * @param fallback what the tail, the headings and the addressees say
   * @param carries whether a doer stays in charge in later clauses; in a section of aims it does not (…理念更加牢固；2024年底前…)
   */
  constructor(folded: FoldedText, fallback: ActorReading, carries: boolean) {
    this.folded = folded;
    this.fallback = fallback;
    this.carries = carries;
  }

  /** Notes a paragraph that is addressed to one body: 省级粮食和储备部门：…. */
  enter(sentence: ReadSentence): void {
    if (sentence.opensParagraph) this.label = null;
    const [first] = sentence.clauses;
    if (first?.mark !== '：' || first.end - first.start > 40) return;
    const named = first.bodyOnly() && LABEL.test(first.words);
    this.label = named ? { start: first.start, end: first.end } : null;
  }

  leave(sentence: ReadSentence): void {
    this.unread.push(sentence);
  }

  /** Who acts is looked up only when a later sentence asks for it. */
  private catchUp(): void {
    for (const sentence of this.unread.splice(0)) {
      for (const [index, clause] of sentence.clauses.entries()) {
        const { doer } = clause.subjects();
        if (!doer) continue;
        this.doer = widenOverCommas(sentence, index, absolute(clause, doer));
        if (sentence.clauses.slice(index).some((later) => REPORTS.test(later.words))) this.reporter = this.doer;
      }
    }
  }

  actorOf(draft: Draft, sentence: ReadSentence): ActorReading {
    const { condition } = draft;
    const consequence = condition
      ? this.explicit({ ...draft, scope: { start: condition.end, end: draft.scope.end } }, sentence)
      : null;
    const named = consequence ?? this.explicit(draft, sentence);
    return named ?? (this.carries ? this.inSentence(draft, sentence) : null) ?? this.before(draft, sentence);
  }

  /** An exception in brackets is owed by whoever the rule binds, else by the class it names. */
  actorOfException(draft: Draft, aside: ReadSentence, rule: ActorReading | null): ActorReading {
    if (rule?.actor && rule.actorSource === 'explicit') return { actor: rule.actor, actorSource: 'task' };
    return this.explicit(draft, aside) ?? (rule?.actor ? { ...rule, actorSource: 'task' } : this.before(draft, aside));
  }

  /** Named in the words of the duty itself. In "A 督促 B 做" it is B. */
  private explicit(draft: Draft, sentence: ReadSentence): ActorReading | null {
    let doer: Range | null = null;
    let causee: Range | null = null;
    for (let i = 0; i <= draft.lastClause; i++) {
      const clause = sentence.clauses[i];
      if (!clause || clause.end <= draft.scope.start) continue;
      const from = Math.max(clause.start, draft.scope.start);
      const to = Math.min(clause.end, draft.scope.end);
      if (to <= from) continue;
      const whole = from === clause.start && to === clause.end;
      const subjects = whole
        ? clause.subjects()
        : findSubjects(clause.plain.slice(from - clause.start, to - clause.start));
      if (subjects.doer && !doer) doer = widenOverCommas(sentence, i, shifted(subjects.doer, from));
      if (subjects.causee) causee = shifted(subjects.causee, from);
    }
    if (!causee) return doer && this.named(doer, 'explicit');
    const reading = this.named(causee, 'explicit');
    return doer ? { ...reading, actorAlt: [sourceWords(this.folded, doer.start, doer.end)] } : reading;
  }

  /** Named in the same sentence before it: 各镇安委会…要召开会议，于2月28日前报送. */
  private inSentence(draft: Draft, sentence: ReadSentence): ActorReading | null {
    for (let i = draft.clause; i >= 0; i--) {
      const clause = sentence.clauses[i];
      if (!clause) continue;
      // a list of bans (凡…一律…；凡…一律…) names each doer anew
      if (i < draft.clause && clause.mark === '；' && draft.kind === 'prohibition-trigger') return null;
      if (/(?:配合|参与|协助|支持)$/.test(clause.words)) continue;
      const { doer, causee } = clause.subjects();
      const named = causee && !causee.weak ? causee : doer;
      if (named && (i < draft.clause || clause.start + named.end <= draft.scope.start))
        return this.named(widenOverCommas(sentence, i, absolute(clause, named)), 'task');
      const sponsor = /以(.{2,14}?)的?名义/.exec(clause.words);
      if (sponsor?.[1]) {
        const start = clause.start + sponsor.index + 1;
        return this.named({ start, end: start + sponsor[1].length }, 'task');
      }
    }
    return null;
  }

  /** Named before the sentence, or outside the unit. */
  private before(draft: Draft, sentence: ReadSentence): ActorReading {
    if (this.label) return this.named(this.label, 'task');
    if (this.fallback.actorSource === 'task') return this.fallback;
    if (!this.carries) return this.fallback;
    this.catchUp();
    const reports = this.reporter && REPORTS.test(sentence.clauses[draft.clause]?.words ?? '');
    const doer = reports ? this.reporter : this.doer;
    return doer ? this.named(doer, 'task') : this.fallback;
  }

  private named(range: Range, actorSource: ActorSource): ActorReading {
    return { actor: sourceWords(this.folded, range.start, range.end), actorSource };
  }
}

const shifted = (named: Named, by: number): Range => ({ start: by + named.start, end: by + named.end });
const absolute = (clause: ReadClause, named: Named): Range => shifted(named, clause.start);

/** 各镇安委会，经济开发区，县安委会各成员单位要…: the clauses before belong to the subject. */
function widenOverCommas(sentence: ReadSentence, index: number, range: Range): Range {
  const clause = sentence.clauses[index];
  if (!clause || range.start - clause.start > 1) return range;
  let { start } = range;
  for (let i = index - 1; i >= 0; i--) {
    const before = sentence.clauses[i];
    if (before?.mark !== '，' || !before.bodyOnly()) break;
    start = before.start;
  }
  return { start, end: range.end };
}

import type { DateContext, DateFind } from '../language/dates.ts';
import { findTimes } from '../language/frequencies.ts';
import { findSubjects } from '../language/subjects.ts';
import { DEED_START } from '../language/verbs.ts';
import type { Draft } from './draft.ts';
import { findMeasure, findTarget } from './measures.ts';
import { hanCount, type ReadClause, type ReadSentence } from './read-sentence.ts';

/** Small words before the first meaningful one of a clause; they are left out of a quote. */
const CONNECTIVE = /^(?:其中|同时|此外|另外|并且|并|且|还|另|、|再)+(?![\u4e00-\u9fff]{0,1}$)/;

export function clauseOpening(clause: ReadClause): number {
  return clause.start + (CONNECTIVE.exec(clause.words)?.[0].length ?? 0);
}

/** Objects that a date limits: 2024年底前到期的, 2020年前已鉴定的, 2021年以来发证的. */
const OBJECT_LIMIT =
  /^(?:及以前|以来)?(?:已|的|(?!将|把|要|完成|制定)[^，。；、]{0,8}(?:排查(?:出|发现)?|发现|建成|投产|投用|投入使用|取得|发证|备案|登记|注册|开工|竣工|印发|发布|出台|颁布|鉴定|认定|到期|出厂|核发|签订|存在|遗留|新建|立项|挂牌|下达|生产)(?:完成|使用|并)?的(?!基础|同时))/;
const PREPOSITION_START =
  /^(?:聚焦|围绕|结合|依托|按照|根据|依据|通过|针对|采取|对照|参照|以|在|充分利用|充分发挥|借助|运用)/;
const RESULT = /完成|达到|实现|建成|形成|不低于|不少于|不大于|不超过|超过|降至|提高到|全覆盖|全部|达标|[\d.]+%/;

/** What a date makes of the clause it stands in; `null` where it binds nobody. */
function dutyOf(
  date: DateFind,
  before: string,
  rest: string,
  next: string,
  context: DateContext,
): 'deadline' | 'in-period' | null {
  const value = date.values.at(-1);
  if (!value || date.use === 'false') return null;
  const past = context.planDate !== null && value.to < context.planDate;
  if (date.use === 'by') {
    if (OBJECT_LIMIT.test(rest)) return null;
    if (/^(?:考核|考评|总结|述职|绩效|评优|评先|目标责任)/.test(rest) || /[与比]$/.test(before)) return null;
    if (
      past &&
      !/前/.test(date.values.length ? before + rest.slice(0, 0) : '') &&
      /^[，]?(?:全[市县省国区]|我[市县省区])/.test(rest)
    )
      return null;
    return 'deadline';
  }
  if (date.use === 'term') return hanCount(rest) + hanCount(next) >= 4 ? 'in-period' : null;
  if (past || !atOpening(before)) return null;
  if (date.use === 'span' && value.from === context.periodFrom && value.to === context.periodTo) return null;
  const deed = hanCount(rest) >= 2 ? rest : next;
  if (/^(?:的|是|为|系|度|版|期间的)/.test(rest) || OBJECT_LIMIT.test(rest)) return null;
  if (!opensDeed(deed, next)) return null;
  return date.use === 'on' ? 'deadline' : 'in-period';
}

/** Only a subject or an adverb stands before the date: otherwise the date belongs to a noun (开展2024年安全生产月活动). */
function atOpening(before: string): boolean {
  const words = before
    .replace(/^(?:其中|同时|并且|并|且|还|：|、|“)+/, '')
    .replace(/(?:计划|拟定|定|原则上|力争|争取|确保|务必|请|要|应|须|必须|将|分别|自|从|到|截至)*(?:于|在)?$/, '');
  if (words === '') return true;
  const { doer, causee } = findSubjects(`${words}□`);
  return (causee ?? doer)?.end === words.length;
}

function opensDeed(words: string, next: string): boolean {
  const deed = words.replace(/^[，、：]+/, '').replace(/^由/, '');
  DEED_START.lastIndex = 0;
  if (DEED_START.test(deed)) return true;
  if (PREPOSITION_START.test(deed))
    return (
      RESULT.test(deed) ||
      findSubjects(next).causee !== null ||
      /^(?:重点|推进|推动|组织|开展)/.test(next) ||
      hanCount(next) >= 4
    );
  const { doer } = findSubjects(words.startsWith('由') ? words : deed);
  if (doer) return true;
  return RESULT.test(deed.slice(0, 60));
}

/** Duties that a date gives: the deed behind it (or before it), and the deeds after that which it also governs. */
export function dateDuties(sentence: ReadSentence, index: number, date: DateFind, context: DateContext): Draft[] {
  const clause = sentence.clauses[index];
  if (!clause) return [];
  const before = clause.words.slice(0, date.start - clause.start);
  const rest = clause.words.slice(Math.min(date.end, clause.end) - clause.start);
  const next = sentence.clauses[index + 1]?.words ?? '';
  const use = dutyOf(date, before, rest, next, context);
  if (!use) return [];
  const deed = findDeed(sentence, index, date, before, rest);
  const basis = use === 'in-period' ? ('in-period' as const) : undefined;
  const confidence = use === 'deadline' ? (date.use === 'on' ? 0.6 : 0.92) : date.use === 'term' ? 0.8 : 0.72;
  const drafts = date.values.map((value, nth): Draft => {
    const start = nth === 0 || date.values.length === 1 ? deed.start : value.start;
    return {
      kind: 'deadline',
      start,
      end: deed.end,
      clause: index,
      lastClause: deed.last,
      scope: { start: deed.start, end: deed.end },
      deadline: value.to,
      ...(value.alt ? { deadlineAlt: value.alt } : {}),
      ...(basis ? { basis } : {}),
      aside: false,
      confidence: value.alt ? Math.min(confidence, 0.65) : confidence,
    };
  });
  const first = drafts[0];
  if (!first || drafts.length > 1) return drafts;
  const words = sentence.clauses
    .slice(index, deed.last + 1)
    .map((part) => part.words)
    .join('，');
  const times = findTimes(words);
  if (times) first.count = times.times;
  const target = findTarget(words);
  if (target) first.target = target;
  return [...drafts, ...governed(sentence, first)];
}

/** Where the deed of a date stands: behind it in the clause, in the clauses that follow, or before it. */
function findDeed(
  sentence: ReadSentence,
  index: number,
  date: DateFind,
  before: string,
  rest: string,
): { start: number; end: number; last: number } {
  const { clauses } = sentence;
  const clause = clauses[index] as ReadClause;
  const opening = Math.min(clauseOpening(clause), date.start);
  const words = rest.replace(/^[，、）)]+/, '');
  if (hanCount(words) >= 2) {
    let last = index;
    if (
      PREPOSITION_START.test(words) &&
      !RESULT.test(words) &&
      !/[研开完建修制]/.test(words.slice(6)) &&
      clause.mark === '，' &&
      clauses[index + 1]
    )
      last = index + 1;
    return { start: opening, end: clauses[last]?.end ?? clause.end, last };
  }
  const deedBefore = hanCount(before.replace(/(?:完成时限|时限|时间|力争|确保|于|在|到|至|截至|分别)/g, ''));
  if (deedBefore >= 4) return { start: opening, end: Math.max(date.end, clause.end), last: index };
  let last = index + 1;
  while (
    clauses[last] &&
    clauses[last + 1] &&
    PREPOSITION_START.test(clauses[last]?.words ?? '') &&
    !/[，]/.test(clauses[last]?.mark === '，' ? '' : '，')
  )
    last++;
  const target = clauses[last];
  if (target && clause.mark !== '；') return { start: opening, end: target.end, last };
  const previous = clauses[index - 1];
  return { start: previous ? clauseOpening(previous) : opening, end: Math.max(date.end, clause.end), last: index };
}

/** Later clauses under the same date that name their own doer or their own number. */
function governed(sentence: ReadSentence, first: Draft): Draft[] {
  const { clauses } = sentence;
  const more: Draft[] = [];
  const firstWords = clauses
    .slice(first.clause, first.lastClause + 1)
    .map((part) => part.words)
    .join('，');
  const measured = findMeasure(firstWords) !== null;
  const named = ownDoer(clauses[first.lastClause]) || ownDoer(clauses[first.clause]);
  for (let i = first.lastClause + 1; i < clauses.length; i++) {
    const clause = clauses[i];
    if (!clause || clause.dates.some((date) => date.use !== 'false') || clause.rates.length > 0) break;
    const measure = findMeasure(clause.words);
    const times = findTimes(clause.words);
    const byDoer = named && ownDoer(clause) && !clause.subjects().causee;
    if (!byDoer && !(measured && measure) && !times) continue;
    const start = clauseOpening(clause);
    more.push({
      ...first,
      start,
      end: clause.end,
      clause: i,
      lastClause: i,
      scope: { start, end: clause.end },
      count: times?.times,
      target: measure ?? findTarget(clause.words) ?? undefined,
      confidence: Math.min(first.confidence, 0.7),
    });
  }
  return more;
}

function ownDoer(clause: ReadClause | undefined): boolean {
  return clause !== undefined && clause.subjects().doer !== null;
}

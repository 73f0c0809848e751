import type { FrequencyFind } from '../language/frequencies.ts';
import { findTimes } from '../language/frequencies.ts';
import type { Draft } from './draft.ts';
import { findTarget, isOnlyCount } from './measures.ts';
import { clauseOpening, hanCount, type ReadClause, type ReadSentence } from './read-sentence.ts';

const SEPARATOR = /[、和及或与]/g;
const CLASS_NOUN =
  /(?:领域|行业|企业|单位|场所|机构|部门|学校|医院|煤矿|矿山|类|级|地区|区域|公司|设施|项目|工程|工地|人员)$/;

/** Repeated duties of one clause, one for each rate. */
export function rateDuties(sentence: ReadSentence, index: number, aside: boolean): Draft[] {
  const clause = sentence.clauses[index];
  if (!clause) return [];
  return clause.rates.flatMap((rate, nth) => {
    if (!isDuty(clause, rate)) return [];
    const part = partOf(clause, nth);
    const range = widen(sentence, index, rate, part);
    const frequency = withNextCount(sentence, index, rate, part.last);
    const words = clause.words.slice(part.start - clause.start, part.end - clause.start);
    const target = findTarget(words);
    const applies = appliesTo(clause, rate, part.start, aside);
    const draft: Draft = {
      kind: 'recurring',
      start: range.start,
      end: range.end,
      clause: index,
      lastClause: range.last,
      scope: { start: part.start, end: range.end },
      frequency,
      ...(target && !/^至少\d/.test(target) ? { target } : {}),
      ...(applies ? { appliesTo: applies } : {}),
      aside,
      ...(rate.complete && rate.deedEnd === null
        ? { confidence: 0.7, doubts: ['rate-without-deed'] }
        : { confidence: 0.9 }),
    };
    return [draft];
  });
}

function isDuty(clause: ReadClause, rate: FrequencyFind): boolean {
  const before = clause.words.slice(Math.max(0, rate.start - clause.start - 4), rate.start - clause.start);
  const rest = clause.words.slice(rate.end - clause.start);
  if (/(?:对|对于|比|较|平均)$/.test(before)) return false;
  return !/^(?:24小时|(?:处理|产|生产|供|客流|接待|通行|销售|用)[^，]{0,6}(?:能力|量|规模|\d)|都有|均有|都会|平均|是|为|因|约|一度|增长|下降|递增|递减|产生|发生)/.test(
    rest,
  );
}

/** The part of the clause that belongs to the nth rate: 班组日查、车间周查 is two parts, 每月调度、每季通报 too. */
function partOf(clause: ReadClause, nth: number): { start: number; end: number; last: boolean } {
  const rate = clause.rates[nth] as FrequencyFind;
  const before = clause.rates[nth - 1];
  const after = clause.rates[nth + 1];
  let start = clauseOpening(clause);
  if (before) {
    const between = clause.words.slice(before.end - clause.start, rate.start - clause.start);
    const marks = [...between.matchAll(SEPARATOR)];
    start = before.end + (marks.at(-1)?.index ?? -1) + 1;
  }
  let end = clause.end - (nth === clause.rates.length - 1 ? (/（■+）$/.exec(clause.words)?.[0].length ?? 0) : 0);
  if (after) {
    const between = clause.words.slice(rate.end - clause.start, after.start - clause.start);
    const mark = between.search(/[、]/);
    const own = rate.deedEnd ?? (mark >= 0 && hanCount(between.slice(0, mark)) >= 2 ? rate.end + mark : null);
    if (own !== null && own <= after.start) end = own;
  }
  return { start: Math.min(start, rate.start), end, last: !after };
}

/** Takes in the neighbouring clause where the deed stands there: 开展演练，每年至少1次; 每季度，由县安委办组织…. */
function widen(
  sentence: ReadSentence,
  index: number,
  rate: FrequencyFind,
  part: { start: number; end: number; last: boolean },
): { start: number; end: number; last: number } {
  const clause = sentence.clauses[index] as ReadClause;
  const before = clause.words.slice(part.start - clause.start, rate.start - clause.start);
  const rest = clause.words.slice(rate.end - clause.start, part.end - clause.start);
  if (rate.deedEnd !== null || hanCount(before) + hanCount(isOnlyCount(rest) ? '' : rest) >= 4)
    return { start: part.start, end: part.end, last: index };
  const next = sentence.clauses[index + 1];
  if (rest === '' && clause.mark === '，' && next && part.last)
    return { start: part.start, end: next.end, last: index + 1 };
  const previous = sentence.clauses[index - 1];
  if (isOnlyCount(rest) && previous && previous.mark === '，' && hanCount(before) < 2 && previous.rates.length === 0) {
    return { start: clauseOpening(previous), end: part.end, last: index };
  }
  return { start: part.start, end: part.end, last: index };
}

/** 每季度对…进行检查，至少2次: the number follows behind the comma. */
function withNextCount(
  sentence: ReadSentence,
  index: number,
  rate: FrequencyFind,
  last: boolean,
): FrequencyFind['frequency'] {
  const clause = sentence.clauses[index];
  const next = sentence.clauses[index + 1];
  if (
    !clause ||
    !next ||
    !last ||
    rate.complete ||
    rate.frequency.atLeast > 1 ||
    clause.mark !== '，' ||
    next.rates.length > 0
  )
    return rate.frequency;
  if (findTimes(clause.words.slice(rate.end - clause.start)) || !isOnlyCount(next.words)) return rate.frequency;
  return { ...rate.frequency, atLeast: findTimes(next.words)?.times ?? 1 };
}

/** The class of bodies before the rate: 高危行业领域每半年至少1次. */
function appliesTo(
  clause: ReadClause,
  rate: FrequencyFind,
  start: number,
  aside: boolean,
): { start: number; end: number } | null {
  let from = start - clause.start;
  const words = clause.words.slice(from, rate.start - clause.start).replace(/(?:要|应|须|至少|原则上)+$/, '');
  const lead = /^(?:其中|对于|对|，|：|“)+/.exec(words)?.[0].length ?? 0;
  from += lead;
  const name = words.slice(lead);
  if (name.length < 2 || !CLASS_NOUN.test(name)) return null;
  if (!aside && !/(?:领域|行业|场所|类|级)$/.test(name)) return null;
  return { start: clause.start + from, end: clause.start + from + name.length };
}

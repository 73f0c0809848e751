import type { DateContext } from '../language/date-points.ts';
import { type DateFind, findDates } from '../language/dates.ts';
import type { Unit } from '../outline/outline.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { PlanPhase } from '../plan.types.ts';
import { type FoldedText, sourceSpan, sourceWords } from '../text/folded-text.ts';
import type { Metadata } from './metadata.ts';

const STEPS = /步骤|阶段|安排|进度|时间/;
const STAGE = /阶段|步骤/;
/** 动员部署阶段（2024年2月至4月）, 第一阶段：动员部署（即日起至3月底）. */
const BRACKETED = /^([^（）]{2,40})（([^（）]{2,40})）/;
/** 动员部署阶段：2024年2月至4月. */
const LABELLED = /^([^（），。：]{2,20}(?:阶段|步骤))[：，]([^，。；]{4,30})/;
/** A paragraph without a number that opens a stage. */
const STAGE_LINE = /^(?:第[一二三四五六]阶段|[^（），。；：]{2,16}阶段)/;
/** 2024年为“隐患攻坚年”. */
const NAMED_YEAR = /((?:19|20)\d\d)年(?:为|是)?[“"]([^“”"]{2,12}年)[”"]/g;
const HEAD_LIMIT = 80;

/** Steps and stages with a time span, and years with a name, in the order of the text. */
export function readPhases(folded: FoldedText, units: readonly ReadUnit[], metadata: Metadata): PlanPhase[] {
  const { year, date, period } = metadata;
  const context: DateContext = { year, planDate: date, periodFrom: period.from, periodTo: period.to };
  const inSteps = stepUnits(folded, units);
  const unitStarts = new Set(units.map(({ unit }) => unit.start));
  const headed = units.flatMap(({ unit, heading }) => {
    const end = heading.title?.end ?? Math.min(unit.ownEnd, unit.textStart + HEAD_LIMIT);
    return readStage(folded, unit.textStart, end, inSteps.has(unit), context) ?? [];
  });
  const from = units[0]?.unit.start ?? folded.text.length;
  const to = units.at(-1)?.unit.end ?? 0;
  const unnumbered = folded.lines.flatMap((line) => {
    if (line.start < from || line.start >= to || unitStarts.has(line.start)) return [];
    const end = Math.min(line.end, line.start + HEAD_LIMIT);
    if (!STAGE_LINE.test(folded.text.slice(line.start, end))) return [];
    return readStage(folded, line.start, end, true, context) ?? [];
  });
  return [...headed, ...unnumbered, ...namedYears(folded)].sort((a, b) => a.span.start - b.span.start);
}

/** Units of a section whose heading announces steps. */
function stepUnits(folded: FoldedText, units: readonly ReadUnit[]): Set<Unit> {
  const inSteps = new Set<Unit>();
  for (const { unit, heading } of units) {
    const title = heading.title ? folded.text.slice(heading.title.start, heading.title.end) : '';
    if ((!unit.parent && STEPS.test(title)) || (unit.parent && inSteps.has(unit.parent))) inSteps.add(unit);
  }
  return inSteps;
}

function readStage(
  folded: FoldedText,
  start: number,
  end: number,
  isStep: boolean,
  context: DateContext,
): PlanPhase | null {
  const words = folded.text.slice(start, end);
  const found = BRACKETED.exec(words) ?? LABELLED.exec(words);
  const name = found?.[1];
  const time = found?.[2];
  if (!found || !name || !time) return null;
  const [date] = findDates(time, context);
  const value = date?.values[0];
  if (!date || !value || !isTimeOnly(date, time)) return null;
  // outside the steps a single limit is a duty, not a stage
  if (date.use === 'by' && !isStep && !STAGE.test(name)) return null;
  return {
    name: sourceWords(folded, start, start + name.length),
    from: date.use === 'by' ? null : value.from,
    to: value.to,
    span: sourceSpan(folded, start, start + found[0].length),
  };
}

const isTimeOnly = (date: DateFind, words: string): boolean =>
  date.use !== 'false' && date.start <= 2 && date.end >= words.length - 4;

function namedYears(folded: FoldedText): PlanPhase[] {
  return [...folded.text.matchAll(NAMED_YEAR)].map((found) => {
    const name = found[2] ?? '';
    const start = found.index + found[0].indexOf(name);
    return {
      name: sourceWords(folded, start, start + name.length),
      from: `${found[1]}-01-01`,
      to: `${found[1]}-12-31`,
      span: sourceSpan(folded, found.index, found.index + found[0].length),
    };
  });
}

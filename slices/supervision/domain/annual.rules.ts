import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type AnalysisRow, sayMonths } from '@zhiben/slices/hazard/domain';
import { day } from './paper.draft.ts';
import { PAPER_KINDS, type PaperKind } from './supervision.terms.ts';

interface Weighty {
  readonly subjectId: string;
  readonly paperKind: PaperKind;
  readonly sinceOn: LocalDate;
}

/** Of all grounds the heaviest of each subject (the graver measure, then the older), the heaviest subject first. */
export function heaviest<T extends Weighty>(grounds: readonly T[]): T[] {
  const weight = ({ paperKind }: T) => PAPER_KINDS.indexOf(paperKind);
  const sorted = grounds.toSorted(
    (a, b) => weight(b) - weight(a) || a.sinceOn.localeCompare(b.sinceOn) || a.subjectId.localeCompare(b.subjectId),
  );
  const first = new Map<string, T>();
  for (const one of sorted) if (!first.has(one.subjectId)) first.set(one.subjectId, one);
  return [...first.values()];
}

/** The figures that the circular tells of each row. */
export const TOLD = ['registered', 'closed', 'open', 'overdue'] as const;

interface MonthlyFacts {
  readonly month: string;
  readonly today: LocalDate;
  readonly county: string;
  readonly basis: string;
  readonly total: AnalysisRow;
  readonly divisions: readonly AnalysisRow[];
  readonly industries: readonly AnalysisRow[];
}

/** A first wording of the circular of a month: what was counted, and no judgement that nobody made. */
export function monthlyWords(facts: MonthlyFacts): { title: string; body: string } {
  const { month, today, county, basis, total, divisions, industries } = facts;
  const said = sayMonths({ from: month, to: month });
  const isRunning = today.startsWith(month);
  const until = isRunning ? `截至${day(today)}` : '月末';
  const n = (figure: keyof AnalysisRow['figures']) => total.figures[figure] ?? 0;
  const left = n('left') > 0 ? `，移送、关闭${n('left')}项` : '';
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [
      '总体情况',
      [
        `${said}，${county}排查登记重大事故隐患${n('registered')}项，销号${n('closed')}项${left}；${until}未销号${n('open')}项，其中逾期未销号${n('overdue')}项。`,
      ],
    ],
    ['各乡镇（街道、园区）情况', divisions.map(line)],
    ['各行业领域情况', industries.map(line)],
    [
      '工作要求',
      ['各乡镇、各部门要对照本通报核对台账，继续组织排查；对逾期未销号的重大事故隐患逐项查明原因，督促限期整改到位。'],
    ],
  ];
  const told = parts.filter(([, lines]) => lines.length > 0);
  const body = [
    `${basis ? `依据${basis}，` : ''}现将${county}${said}重大事故隐患排查治理情况通报如下：`,
    ...told.flatMap(([title, lines], place) => [`${'一二三四'[place]}、${title}`, ...lines]),
  ];
  return { title: `关于${said}重大事故隐患排查治理情况的通报`, body: body.join('\n') };
}

/** Of what day the figures are, stands above. */
function line({ name, figures }: AnalysisRow): string {
  const { registered = 0, closed = 0, open = 0, overdue = 0 } = figures;
  return `${name}：登记${registered}项，销号${closed}项，未销号${open}项，逾期未销号${overdue}项。`;
}

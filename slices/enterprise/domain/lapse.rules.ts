import type { PaperKind } from './papers.contract.ts';

/** Papers that lapse by themselves; an accident does not. */
export const LAPSING_KINDS = [
  'licence',
  'standardisation',
  'insurance',
  'listing',
  'officeBan',
] as const satisfies PaperKind[];
export type LapsingKind = (typeof LAPSING_KINDS)[number];

export interface LapseSetting {
  /** Days before the last day. */
  readonly days: number;
  readonly source: string;
}

/** Where no text names a time, the source says so; a county sets its own. */
export const DEFAULT_LAPSE: Readonly<Record<LapsingKind, LapseSetting>> = {
  licence: {
    days: 90,
    source:
      '总局令第20号第19条、第41号第33条：有效期满前 3 个月申请延期（安全生产许可证）；其他许可证照按此提醒，本县可调整',
  },
  standardisation: {
    days: 90,
    source: '应急〔2021〕83号（据转引）：有效期 3 年，届满前可申请复评；提前天数为系统默认，本县可调整',
  },
  insurance: { days: 30, source: '没有查到规定续保提前天数的条文，30 日为系统默认，本县可调整' },
  listing: { days: 30, source: '应急管理部令第11号：列入满 3 年移出；提前天数为系统默认，本县可调整' },
  officeBan: { days: 30, source: '《安全生产法》第九十四条：五年；提前天数为系统默认，本县可调整' },
};

/** ahead: within the days of the setting; week: in the last seven days; lapsed: past. One message for each. */
export type LapseRung = 'ahead' | 'week' | 'lapsed';
export const LAST_DAYS = 7;
/** What lapsed longer ago than this stands in the list and is no news. */
export const LAPSED_NEWS_DAYS = 30;

interface Lapsing {
  readonly kind: LapsingKind;
  readonly title: string;
  readonly endsOn: string;
  readonly rung: LapseRung;
}

const KIND_WORDS: Readonly<Record<LapsingKind, string>> = {
  licence: '许可证照',
  standardisation: '标准化等级',
  insurance: '安责险',
  listing: '严重失信列入',
  officeBan: '任职禁止',
};
const ADVICE: Readonly<Record<LapsingKind, string>> = {
  licence: '请按规定申请延期，新证照及时登记',
  standardisation: '请申请复评',
  insurance: '请续保并登记新保单',
  listing: '期满自动移出',
  officeBan: '期满自动解除',
};

/** To the enterprise: what of it lapses when, and what is to be done; at most five by name. */
export function sayLapses(papers: readonly Lapsing[]): { readonly title: string; readonly detail: string } {
  const lapsed = papers.filter(({ rung }) => rung === 'lapsed').length;
  const coming = papers.length - lapsed;
  const counts = [coming > 0 ? `${coming} 项将到期` : '', lapsed > 0 ? `${lapsed} 项已过期` : ''].filter(Boolean);
  const named = papers.slice(0, 5).map(({ kind, title, endsOn, rung }) => {
    const end = rung === 'lapsed' ? `已于 ${endsOn} 到期` : `${endsOn} 到期`;
    return `${KIND_WORDS[kind]}“${title}”${end}，${ADVICE[kind]}`;
  });
  const more = papers.length > 5 ? `；另有 ${papers.length - 5} 项` : '';
  return { title: `证照、保险${counts.join('，')}`, detail: `${named.join('；')}${more}。` };
}

/** To the department or township: how many of its enterprises. */
export function sayLapsesOfBody(count: { enterprises: number; coming: number; lapsed: number }): string {
  const parts = [
    count.coming > 0 ? `${count.coming} 项将到期` : '',
    count.lapsed > 0 ? `${count.lapsed} 项已过期` : '',
  ].filter(Boolean);
  return `${count.enterprises} 家企业的证照、标准化、保险等${parts.join('，')}，请督促办理。`;
}

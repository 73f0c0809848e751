import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';

/** Of the definitions below: kept with every statement, so that old figures are read by the definitions of then. */
export const FORMULA = 2;

export const FIGURE_GROUPS = {
  hazards: '隐患排查治理',
  screening: '自查任务',
  people: '承诺、报告和奖励',
  training: '教育培训',
} as const;
type FigureGroup = keyof typeof FIGURE_GROUPS;

/** The figures of a month, in their order on paper. `null` where nothing is on record to count them from. */
export const FIGURES = {
  found: { label: '本月登记隐患', unit: '项', group: 'hazards' },
  foundSelf: { label: '其中企业自查发现', unit: '项', group: 'hazards' },
  foundOthers: { label: '其中监管检查等其他渠道', unit: '项', group: 'hazards' },
  foundMajor: { label: '其中认定为重大事故隐患', unit: '项', group: 'hazards' },
  closed: { label: '本月销号', unit: '项', group: 'hazards' },
  open: { label: '月末未销号', unit: '项', group: 'hazards' },
  openMajor: { label: '其中重大事故隐患', unit: '项', group: 'hazards' },
  overdue: { label: '其中超过整改期限', unit: '项', group: 'hazards' },
  due: { label: '应查', unit: '次', group: 'screening' },
  done: { label: '按时完成', unit: '次', group: 'screening' },
  madeUp: { label: '补查', unit: '次', group: 'screening' },
  missed: { label: '漏查', unit: '次', group: 'screening' },
  excluded: { label: '停用/检修不计', unit: '次', group: 'screening' },
  committed: { label: '签署安全承诺', unit: '天', group: 'people' },
  snapshots: { label: '收到随手拍和合理化建议', unit: '条', group: 'people' },
  snapshotsTaken: { label: '其中登记为隐患或采纳', unit: '条', group: 'people' },
  rewarded: { label: '发放奖励', unit: '笔', group: 'people' },
  rewardedFen: { label: '奖励金额', unit: '元', group: 'people' },
  // Nothing keeps training yet: it is said so, and not left out.
  trained: { label: '参加安全教育培训', unit: '人次', group: 'training' },
} as const satisfies Record<string, { label: string; unit: string; group: FigureGroup }>;
export type FigureCode = keyof typeof FIGURES;
export const FIGURE_CODES = Object.keys(FIGURES) as FigureCode[];
export type Figures = Readonly<Record<FigureCode, number | null>>;

/** First and last day of a month `YYYY-MM`, and the first instant that no longer counts. */
export function monthRange(month: string): { from: LocalDate; to: LocalDate; end: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: addDays(next, -1), end: instantOf(next) };
}

/** The month `n` months before or after. */
export function addToMonth(month: string, n: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + n, 1)).toISOString().slice(0, 7);
}

/** By when the statement of a month is owed: a day of the month that follows. */
export function statementDueOn(month: string, dueDay: number): LocalDate {
  return `${addToMonth(month, 1)}-${String(dueDay).padStart(2, '0')}`;
}

/** 零报告: nothing was found, and nothing stood open. As valid a statement as any other. */
export function isZero({ found, open, closed }: Pick<Figures, 'found' | 'open' | 'closed'>): boolean {
  return !found && !open && !closed;
}

export function sayFigure(code: FigureCode, value: number | null): string {
  if (value === null) return code === 'trained' ? '未接入' : '无记录';
  if (code === 'rewardedFen') return (value / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 });
  return value.toLocaleString('zh-CN');
}

/** `2026-11` → 2026年11月 */
export function sayMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year}年${number}月`;
}

/** The words that the person who confirms begins with: what the figures say, and no more. */
export function draftWords(month: string, figures: Figures): string {
  const { found, foundSelf, foundMajor, closed, open, overdue, due, done, madeUp, missed } = figures;
  if (isZero(figures)) return `${sayMonth(month)}没有登记事故隐患，月末没有未销号的隐患。`;
  const screening =
    due === null || due === 0
      ? ''
      : `应开展排查 ${due} 次，按时完成 ${done ?? 0} 次、补查 ${madeUp ?? 0} 次、漏查 ${missed ?? 0} 次。`;
  const late = overdue ? `其中 ${overdue} 项超过整改期限，正在抓紧治理` : '没有超过整改期限的隐患';
  return `${sayMonth(month)}，${screening}登记事故隐患 ${found ?? 0} 项（企业自查 ${foundSelf ?? 0} 项），其中重大事故隐患 ${foundMajor ?? 0} 项；销号 ${closed ?? 0} 项，月末未销号 ${open ?? 0} 项，${late}。`;
}

/** The page whose list makes a figure; null for what nothing is kept of. */
export function figurePath(code: FigureCode, enterpriseId: string, month: string): string | null {
  const { from, to, end } = monthRange(month);
  const asOf = encodeURIComponent(end.toISOString());
  const hazards = (more: string) => `/hazards?enterpriseId=${enterpriseId}&group=all&${more}`;
  const inMonth = `registeredFrom=${from}&asOf=${asOf}`;
  const screening = (state: string) => `/screening-records?enterpriseId=${enterpriseId}&from=${from}&to=${to}${state}`;
  const slots = (state: string) => `/screening-slots?view=${state}&enterpriseId=${enterpriseId}&from=${from}&to=${to}`;
  const paths: Record<FigureCode, string | null> = {
    found: hazards(inMonth),
    foundSelf: hazards(`${inMonth}&channel=selfInspection`),
    foundOthers: hazards(`${inMonth}${OTHER_CHANNELS.map((channel) => `&channel=${channel}`).join('')}`),
    foundMajor: hazards(`${inMonth}&grade=major`),
    closed: `/hazards?enterpriseId=${enterpriseId}&group=closed&closedFrom=${from}&closedTo=${to}`,
    open: hazards(`state=open&asOf=${asOf}`),
    openMajor: hazards(`state=open&grade=major&asOf=${asOf}`),
    overdue: hazards(`state=overdue&asOf=${asOf}`),
    due: slots('due'),
    done: screening('&state=done'),
    madeUp: screening('&state=made-up'),
    missed: slots('missed'),
    excluded: slots('excluded'),
    committed: `/commitments?enterpriseId=${enterpriseId}&from=${from}&to=${to}`,
    snapshots: `/snapshots?from=${from}&to=${to}`,
    snapshotsTaken: `/snapshots?from=${from}&to=${to}&status=accepted`,
    rewarded: `/rewards?enterpriseId=${enterpriseId}&paidFrom=${from}&paidTo=${to}`,
    rewardedFen: `/rewards?enterpriseId=${enterpriseId}&paidFrom=${from}&paidTo=${to}`,
    trained: null,
  };
  return paths[code];
}

/** Every channel of the hazard slice but the enterprise's own; a test holds the two lists together. */
export const OTHER_CHANNELS = [
  'departmentInspection',
  'higherLevelSupervision',
  'lowerLevelReport',
  'tipOff',
  'media',
  'transfer',
  'monitoringAlarm',
  'accidentInvestigation',
  'import',
] as const;

export const MANNERS = ['congress', 'meeting', 'board'] as const;
export const MANNER_NAMES: Record<(typeof MANNERS)[number], string> = {
  congress: '职工代表大会',
  meeting: '职工大会',
  board: '信息公示栏',
};

export const STATEMENT_GROUPS = ['filed', 'missing', 'late', 'unreceived'] as const;
export type StatementGroup = (typeof STATEMENT_GROUPS)[number];
export const STATEMENT_GROUP_NAMES: Record<StatementGroup, string> = {
  filed: '已报告',
  missing: '未报告',
  late: '晚于期限',
  unreceived: '部门未签收',
};

import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type BanGround, LISTING_GROUNDS, type Paper, type PaperKind, type PaperRecord } from './papers.contract.ts';

/** 应急管理部令第11号: a listing stands for three years and is then removed by who decided it. */
const LISTING_YEARS = 3;
/** 《安全生产法》第九十四条: five years from any enterprise; for life within the industry. */
const BANS: Readonly<Record<BanGround, { readonly years: number | null; readonly what: string }>> = {
  sentence: { years: 5, what: '五年内不得担任任何生产经营单位的主要负责人' },
  dismissal: { years: 5, what: '五年内不得担任任何生产经营单位的主要负责人' },
  accident: { years: null, what: '终身不得担任本行业生产经营单位的主要负责人' },
};

/** @param ahead so many days before its last day a paper of the kind counts as about to expire */
export function paperState(
  paper: Pick<PaperRecord, 'kind' | 'startsOn' | 'endsOn' | 'endedOn'>,
  on: LocalDate,
  ahead: Readonly<Partial<Record<PaperKind, number>>>,
) {
  if (paper.endedOn !== null) return 'ended';
  if (paper.endsOn === null) return 'inForce';
  if (paper.endsOn < on) return 'expired';
  return paper.endsOn <= addDays(on, ahead[paper.kind] ?? 0) ? 'expiring' : 'inForce';
}

/** The same day `years` later; 29 February becomes 28 February. */
export function yearsLater(day: LocalDate, years: number): LocalDate {
  const [year = '', month = '', date = ''] = day.split('-');
  const later = Number(year) + years;
  const leap = later % 4 === 0 && (later % 100 !== 0 || later % 400 === 0);
  return `${later}-${month}-${month === '02' && date === '29' && !leap ? '28' : date}`;
}

export const LEVEL_NAMES: Readonly<Record<number, string>> = { 1: '一级', 2: '二级', 3: '三级' };

/** Against the level before: 1 is the highest. */
function levelChange(before: number | null, level: number): string {
  if (before === null) return '初次定级';
  if (before === level) return '复评保持';
  return level < before ? '升级' : '降级';
}

/**
 * The columns of a paper: what all kinds have, and `details` for the rest.
 * @param file standardLevel: the grade before; industry: for a ban within the industry
 */
export function paperColumns(paper: Paper, file: { readonly standardLevel: number | null; readonly industry: string }) {
  const { kind, startsOn } = paper;
  switch (paper.kind) {
    case 'licence':
      return {
        kind,
        title: paper.title,
        number: paper.number,
        issuer: paper.issuer,
        startsOn,
        endsOn: paper.endsOn,
        details: {},
      };
    case 'standardisation': {
      const { level, number, issuer, endsOn } = paper;
      const details = { level, change: levelChange(file.standardLevel, level) };
      return { kind, title: `安全生产标准化${LEVEL_NAMES[level]}`, number, issuer, startsOn, endsOn, details };
    }
    case 'insurance': {
      const { title, number, insured, limitPerPerson, premium, endsOn } = paper;
      return { kind, title, number, issuer: title, startsOn, endsOn, details: { insured, limitPerPerson, premium } };
    }
    case 'listing': {
      const { ground, number, issuer, person } = paper;
      const endsOn = yearsLater(startsOn, LISTING_YEARS);
      const details = person ? { ground, person } : { ground };
      return { kind, title: LISTING_GROUNDS[ground], number, issuer, startsOn, endsOn, details };
    }
    case 'officeBan': {
      const { ground, number, issuer, person } = paper;
      const { years, what } = BANS[ground];
      const endsOn = years === null ? null : yearsLater(startsOn, years);
      const details = years === null ? { ground, person, industry: file.industry } : { ground, person };
      return { kind, title: `${person}：${what}`, number, issuer, startsOn, endsOn, details };
    }
    case 'accident': {
      const { title, deaths, injured } = paper;
      return { kind, title, number: '', issuer: '', startsOn, endsOn: null, details: { deaths, injured } };
    }
  }
}

type Standing = Pick<PaperRecord, 'kind' | 'title' | 'startsOn' | 'endsOn' | 'endedOn'> & {
  readonly details: Readonly<Record<string, unknown>>;
};

/**
 * The last day of the licence that lapses first. A licence that was renewed counts by its latest of the same name: the
 * one before need not be ended by hand.
 */
function firstLapse(licences: readonly Pick<Standing, 'title' | 'endsOn'>[]): LocalDate | null {
  const lastDays = new Map<string, LocalDate>();
  for (const { title, endsOn } of licences) {
    const last = endsOn ?? FOR_EVER;
    if (last > (lastDays.get(title) ?? '')) lastDays.set(title, last);
  }
  const [first = FOR_EVER] = [...lastDays.values()].sort();
  return first === FOR_EVER ? null : first;
}
const FOR_EVER = '9999-12-31';

/** What the row of the enterprise keeps of its papers, so that lists and grades need not open them. */
export function paperSummary(papers: readonly Standing[]) {
  const of = (kind: PaperKind) => papers.filter((paper) => paper.kind === kind && paper.endedOn === null);
  const lastDays = (some: readonly Standing[]) => some.flatMap(({ endsOn }) => endsOn ?? []).sort();
  const standard = of('standardisation').sort((a, b) => (a.startsOn < b.startsOn ? 1 : -1))[0];
  return {
    licenceUntil: firstLapse(of('licence')),
    insuredUntil: lastDays(of('insurance')).at(-1) ?? null,
    // Who is listed in person is not the enterprise.
    listedUntil: lastDays(of('listing').filter(({ details }) => !details.person)).at(-1) ?? null,
    standardLevel: (standard?.details.level as number | undefined) ?? null,
    standardUntil: standard?.endsOn ?? null,
  };
}
export type PaperSummary = ReturnType<typeof paperSummary>;

/** 失信、任职禁止、事故 and 标准化等级 are for the regulator to enter; licences and policies the enterprise may give itself. */
export function mayEnterPaper(kind: PaperKind, isEnterprise: boolean): boolean {
  return !isEnterprise || kind === 'licence' || kind === 'insurance';
}

/** Kinds that are given anew when they lapse. */
export const RENEWED_KINDS: readonly PaperKind[] = ['licence', 'standardisation', 'insurance'];

/** What a new paper need not be asked for: what the one before it says, and what the file says. */
export function knownOf(
  kind: PaperKind,
  { employees }: { readonly employees: number | null },
  before?: Pick<PaperRecord, 'title' | 'issuer' | 'endsOn' | 'details'>,
): Readonly<Record<string, unknown>> {
  const startsOn = before?.endsOn ? { startsOn: addDays(before.endsOn, 1) } : {};
  switch (kind) {
    case 'licence':
      return before ? { title: before.title, issuer: before.issuer, ...startsOn } : {};
    case 'standardisation':
      return before ? { level: before.details.level, issuer: before.issuer, ...startsOn } : {};
    case 'insurance': {
      const insured = employees === null || employees === 0 ? {} : { insured: employees };
      if (!before) return insured;
      const { limitPerPerson } = before.details;
      return { title: before.title, limitPerPerson, ...insured, ...startsOn };
    }
    default:
      return {};
  }
}

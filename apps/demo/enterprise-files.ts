import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Industry, Paper } from '@zhiben/slices/enterprise/domain';
import type { NewEnterprise, NewFile } from '@zhiben/slices/enterprise/server';
import { personName, phoneNumber } from './enterprises.ts';
import type { Random } from './random.ts';

const LICENCES: Partial<Record<Industry, string>> = {
  chemicals: '危险化学品经营许可证',
  fireworks: '烟花爆竹经营（批发）许可证',
  'noncoal-mine': '安全生产许可证（非煤矿山）',
  'city-gas': '燃气经营许可证',
  'road-transport': '道路运输经营许可证',
  construction: '安全生产许可证（建筑施工）',
};
const GRADED_BY_STANDARD: readonly string[] = ['chemicals', 'industrial-trade', 'noncoal-mine', 'fireworks'];
const INSURERS = ['示范财产保险公司', '范安保险公司', '明通财产保险公司'] as const;

/** What a county knows of an enterprise beside its name: papers, some of them expired, people, blind spots. */
export function fileOf(random: Random, enterprise: NewEnterprise, on: LocalDate, serial: number): NewFile {
  const { industry, highRisk, employees } = enterprise;
  const isSmallWork = industry === 'construction' && random.chance(0.15);
  const papers: Paper[] = [];
  const licence = LICENCES[industry as Industry];
  if (licence && !isSmallWork) papers.push(licenceOf(random, licence, on, serial));
  if (highRisk && random.chance(0.9)) papers.push(policyOf(random, employees ?? 10, on, serial));
  if (GRADED_BY_STANDARD.includes(industry) && random.chance(0.4)) papers.push(...standardOf(random, on, serial));
  if (random.chance(0.004)) papers.push(listingOf(random, on, serial));
  return {
    ...enterprise,
    kind: isSmallWork ? 'smallWork' : 'registered',
    creditCode: isSmallWork ? null : enterprise.creditCode,
    localNumber: isSmallWork ? `小-990101-2023-${String(serial).padStart(6, '0')}` : null,
    size: sizeOf(employees ?? 0),
    industryCode: industry === 'industrial-trade' ? 'C' : null,
    safetyManagerName: random.chance(0.85) ? personName(random) : '',
    safetyManagerPhone: phoneNumber(random),
    safetyOrganisation: (employees ?? 0) > 100 ? '安全生产管理部' : '',
    supervisingBodyId: random.chance(0.015) ? null : enterprise.supervisingBodyId,
    papers,
    graded: random.chance(0.9),
  };
}

/** The same place entered a second time, by a township that knew neither code nor licence. */
export function duplicateOf(random: Random, file: NewFile, at: Date): NewFile {
  return {
    ...file,
    id: random.id(at),
    kind: 'smallSite',
    creditCode: null,
    localNumber: `小-990101-2023-9${file.id.slice(-5).replace(/\D/g, '0')}`,
    name: file.name.replace(/有限公司$|厂$/, ''),
    principalName: '',
    papers: [],
    graded: false,
  };
}

function sizeOf(employees: number): 'large' | 'medium' | 'small' | 'micro' {
  if (employees >= 1000) return 'large';
  if (employees >= 300) return 'medium';
  return employees >= 20 ? 'small' : 'micro';
}

/** Three years; one in twelve has lapsed, some lapse soon. */
function licenceOf(random: Random, title: string, on: LocalDate, serial: number): Paper {
  const endsOn = addDays(on, random.chance(0.08) ? -random.int(1, 200) : random.int(1, 1000));
  const number = `示许证字〔2023〕${serial} 号`;
  return { kind: 'licence', title, number, issuer: '示范县行政审批局', startsOn: addDays(endsOn, -1095), endsOn };
}

function policyOf(random: Random, insured: number, on: LocalDate, serial: number): Paper {
  const endsOn = addDays(on, random.chance(0.06) ? -random.int(1, 90) : random.int(5, 360));
  const rest = { startsOn: addDays(endsOn, -364), endsOn, premium: insured * 120, limitPerPerson: 50 };
  return {
    kind: 'insurance',
    title: random.pick(INSURERS),
    number: `AZX-${serial}`,
    insured: Math.max(1, insured),
    ...rest,
  };
}

/** Most are third grade; some rose to the second since. */
function standardOf(random: Random, on: LocalDate, serial: number): Paper[] {
  const given = addDays(on, -random.int(100, 1500));
  const grade = (level: number, startsOn: LocalDate, number: string): Paper => ({
    kind: 'standardisation',
    level,
    number,
    issuer: level === 3 ? '示范市应急管理局' : '示范省应急管理厅',
    startsOn,
    endsOn: addDays(startsOn, 1095),
  });
  const third = grade(3, given, `示应急公告〔2023〕${serial} 号`);
  if (!random.chance(0.2)) return [third];
  return [third, grade(2, addDays(given, 90), `示应急公告〔2024〕${serial} 号`)];
}

function listingOf(random: Random, on: LocalDate, serial: number): Paper {
  return {
    kind: 'listing',
    ground: 'violation1',
    number: `示应急列决〔2025〕${serial} 号`,
    issuer: '示范县应急管理局',
    startsOn: addDays(on, -random.int(30, 900)),
    person: '',
  };
}

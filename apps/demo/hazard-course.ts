import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import {
  type Channel,
  type Commitment,
  type Hazard,
  type HazardCommand,
  measuresInForce,
  settleBasis,
} from '@zhiben/slices/hazard/domain';
import { getCriterion } from '@zhiben/standards';
import type { Person } from './cast.ts';
import type { Finding } from './findings.ts';
import type { Random } from './random.ts';

/** What is known of a hazard that is under way. */
export interface CaseFile {
  readonly random: Random;
  hazard: Hazard | null;
  readonly id: string;
  readonly enterprise: NewEnterprise;
  readonly finding: Finding;
  readonly major: boolean;
  readonly channel: Channel;
  readonly finder: Person;
  readonly judge: Person;
  readonly acceptor: Person;
  readonly owner: Person;
  /** Slow ones outlive their limit; stuck ones never apply. */
  readonly pace: 'usual' | 'slow' | 'stuck';
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What is done next, by whom; the next thing follows after `daysToNext`, or never. */
interface Planned {
  readonly actor: Person;
  readonly command: HazardCommand;
  readonly files: readonly { id: string; name: string }[];
  readonly daysToNext: number | null;
}

/** @param serial of the number that a hazard gets when it is registered now */
export function nextCommand(file: CaseFile, at: Date, serial: number): Planned {
  const { random, hazard } = file;
  if (hazard === null) return register(file, at, serial);
  const day = localDate(at);
  switch (hazard.status) {
    case 'clue':
      if (hazard.course.referral) return receive(file, day);
      return random.chance(0.02) ? refer(file) : judge(file, hazard, day);
    case 'notified': {
      const command: HazardCommand = { kind: 'commit', commitments: commitmentsOf(file, hazard, day) };
      const goesOn = file.pace !== 'stuck' || random.chance(0.6);
      return { actor: file.owner, command, files: [], daysToNext: goesOn ? random.int(3, 20) : null };
    }
    case 'rectifying':
      return rectify(file, hazard, at);
    case 'applied':
      return accept(file, hazard, at);
    case 'accepted':
      return close(file, hazard);
    default:
      throw new Error(`nothing follows ${hazard.status}`);
  }
}

function register(file: CaseFile, at: Date, serial: number): Planned {
  const { random, enterprise, finding } = file;
  const day = localDate(at);
  const files = photosOf(file, at, file.major ? 2 : random.int(0, 1), '现场照片');
  const command: HazardCommand = {
    kind: 'register',
    id: file.id,
    enterpriseId: enterprise.id,
    description: finding.text,
    place: finding.place,
    longitude: enterprise.longitude,
    latitude: enterprise.latitude,
    channel: file.channel,
    discoveredOn: random.chance(0.8) ? day : addDays(day, -1),
    criterionCode: file.major ? (finding.criterion ?? null) : null,
    files: files.map((f) => f.id),
    number: hazardNumber(enterprise, day, serial),
    enterpriseName: enterprise.name,
    division: enterprise.division,
    industry: enterprise.industry,
    judgementDueOn: null,
  };
  return { actor: file.finder, command, files, daysToNext: random.next() * 6 };
}

/** Photographs of the evidence, each with an id of its own. */
function photosOf({ random }: CaseFile, at: Date, count: number, what: string): { id: string; name: string }[] {
  const photos: { id: string; name: string }[] = [];
  for (let n = 1; n <= count; n++) photos.push({ id: random.id(at), name: `${what}${n}.png` });
  return photos;
}

function judge(file: CaseFile, hazard: Hazard, day: string): Planned {
  const { random } = file;
  if (!file.major) {
    if (random.chance(0.04)) {
      const command: HazardCommand = { kind: 'dismiss', reason: '现场核对后情况与描述不符，设施完好' };
      return { actor: file.judge, command, files: [], daysToNext: null };
    }
    const command: HazardCommand = {
      kind: 'judgeGeneral',
      notes: '',
      rectificationDueOn: addDays(day, random.int(7, 20)),
    };
    const days = file.pace === 'stuck' ? null : file.pace === 'slow' ? random.int(18, 45) : random.int(1, 7);
    return { actor: file.judge, command, files: [], daysToNext: days };
  }
  const code = file.finding.criterion as string;
  const criterion = getCriterion(code);
  const command: HazardCommand = {
    kind: 'confirm',
    criterionCode: code,
    basis: settleBasis(hazard.discoveredOn, { criterionCode: code, basis: '' }, criterion),
    notes: '',
    commitmentsDueOn: addDays(day, 7),
    rectificationDueOn: random.chance(0.7) ? addDays(day, random.pick([30, 45, 60, 90])) : null,
    files: [],
  };
  const days = file.pace === 'stuck' && random.chance(0.4) ? null : random.int(1, file.pace === 'usual' ? 6 : 14);
  return { actor: file.judge, command, files: [], daysToNext: days };
}

function rectify(file: CaseFile, hazard: Hazard, at: Date): Planned {
  const { random } = file;
  const day = localDate(at);
  const days = hazard.rectificationDueOn
    ? Math.max(1, (Date.parse(hazard.rectificationDueOn) - Date.parse(day)) / DAY)
    : 10;
  if (hazard.grade === 'major') {
    const beside = besides(file, hazard, day);
    if (beside) return beside;
  }
  if (hazard.grade === 'major' && random.chance(0.5) && hazard.returnedCount === 0) {
    const command: HazardCommand = {
      kind: 'reportProgress',
      report: random.pick(['材料已到场，正在安装', '已停用相关设备，施工单位进场', '已完成大部分整改，正在调试']),
      percent: random.int(2, 9) * 10,
      fundsSpent: null,
      files: [],
    };
    const wait = file.pace === 'slow' ? days + random.int(3, 20) : days * (0.3 + random.next() * 0.4);
    return { actor: file.owner, command, files: [], daysToNext: file.pace === 'stuck' ? null : Math.max(1, wait) };
  }
  const files = photosOf(file, at, hazard.grade === 'major' ? 2 : random.int(0, 1), '整改后照片');
  const command: HazardCommand = {
    kind: 'apply',
    statement: `已按要求完成整改：${file.finding.place}的问题已消除，申请现场验收。`,
    fundsSpent:
      hazard.fundsPlanned === null ? null : Math.round(hazard.fundsPlanned * (0.7 + random.next() * 0.4) * 100) / 100,
    files: files.map((f) => f.id),
    acceptanceDueOn: addDays(day, 10),
  };
  return { actor: file.owner, command, files, daysToNext: random.int(1, 8) };
}

function accept(file: CaseFile, hazard: Hazard, at: Date): Planned {
  const { random } = file;
  const files = photosOf(file, at, hazard.grade === 'major' ? 1 : 0, '验收照片');
  const rejected = hazard.returnedCount === 0 && random.chance(0.1);
  const command: HazardCommand = {
    kind: rejected ? 'reject' : 'accept',
    place: file.finding.place,
    longitude: hazard.longitude,
    latitude: hazard.latitude,
    visitedAt: new Date(at.getTime() - HOUR / 2).toISOString(),
    participants: [file.judge.id === file.acceptor.id ? file.owner.name : file.judge.name],
    finding: rejected ? '部分问题仍然存在，退回继续整改' : '现场核验，隐患已消除，建议销号',
    files: files.map((f) => f.id),
  };
  // Of a major hazard the closure is approved by somebody else, some days later.
  const approval = hazard.grade === 'major' ? random.int(1, 6) : null;
  return { actor: file.acceptor, command, files, daysToNext: rejected ? random.int(5, 15) : approval };
}

function close(file: CaseFile, hazard: Hazard): Planned {
  const [open] = measuresInForce(hazard);
  if (open) {
    const command: HazardCommand = { kind: 'lift', no: open.no, note: '现场审查合格，同意恢复使用', files: [] };
    return { actor: file.judge, command, files: [], daysToNext: file.random.next() * 2 };
  }
  const command: HazardCommand = { kind: 'close', opinion: '验收意见和整改资料齐全，同意销号', files: [] };
  return { actor: file.judge, command, files: [], daysToNext: null };
}

function refer(file: CaseFile): Planned {
  const { random } = file;
  const command: HazardCommand = {
    kind: 'refer',
    authority: '示范县消防救援大队',
    reason: '属消防安全管理职责',
    document: `示范移〔2024〕${random.int(1, 99)}号`,
    files: [],
  };
  return { actor: file.judge, command, files: [], daysToNext: random.int(2, 12) };
}

function receive(file: CaseFile, day: string): Planned {
  const command: HazardCommand = {
    kind: 'receiveReferral',
    receivedOn: day,
    receiver: '示范县消防救援大队值班员',
    document: '移送回执',
    files: [],
  };
  return { actor: file.judge, command, files: [], daysToNext: null };
}

/** What happens beside the rectification of a major hazard, each at most once; null where it goes straight on. */
function besides(file: CaseFile, hazard: Hazard, day: string): Planned | null {
  const { random } = file;
  const { course } = hazard;
  const due = hazard.rectificationDueOn ?? day;
  if (course.shutdown) {
    const ordered = random.chance(0.6);
    const command: HazardCommand = {
      kind: 'decideShutdown',
      ordered,
      decidedOn: day,
      document: `示范政决〔2024〕${random.int(1, 40)}号`,
      note: ordered ? '' : '责成继续整改',
      files: [],
    };
    return { actor: file.judge, command, files: [], daysToNext: null };
  }
  if (course.extension) {
    const command: HazardCommand = random.chance(0.8)
      ? {
          kind: 'approveExtension',
          dueOn: course.extension.dueOn,
          reason: '设备确需定制，期间安全措施可行',
          document: `示范延批〔2024〕${random.int(1, 200)}号`,
        }
      : { kind: 'refuseExtension', reason: '有可替代设备，理由不成立' };
    return { actor: file.judge, command, files: [], daysToNext: random.int(5, 25) };
  }
  if (!course.reports && random.chance(0.6)) {
    const command: HazardCommand = {
      kind: 'fileReport',
      target: 'workersCongress',
      reportedOn: day,
      how: '职工大会',
      content: '通报重大事故隐患情况、治理方案和期间的安全措施',
      files: [],
    };
    return { actor: file.owner, command, files: [], daysToNext: random.int(1, 4) };
  }
  if (file.pace === 'usual' && hazard.extendedCount === 0 && day < addDays(due, -5) && random.chance(0.12)) {
    const command: HazardCommand = {
      kind: 'applyExtension',
      dueOn: addDays(due, random.pick([15, 30])),
      reason: '定制设备到货推迟',
      interim: '相关设备停用并断电挂牌，专人值守',
      files: [],
      latestOn: null,
    };
    return { actor: file.owner, command, files: [], daysToNext: random.int(1, 4) };
  }
  if (file.pace === 'usual' || course.measures) return file.pace === 'stuck' ? press(file, day) : null;
  if (!random.chance(0.5)) return null;
  const command: HazardCommand = {
    kind: 'impose',
    measure: 'suspension',
    text: `${file.finding.place}停止使用`,
    document: `示范现决〔2024〕${random.int(1, 300)}号`,
    untilOn: addDays(day, 120),
    approvedBy: '',
    noticeAt: null,
    effectiveAt: null,
    urgent: false,
    files: [],
  };
  return { actor: file.judge, command, files: [], daysToNext: random.int(4, 20) };
}

/** What does not move is put off by floods, or is requested to be shut down. */
function press(file: CaseFile, day: string): Planned {
  const { random } = file;
  const command: HazardCommand =
    file.hazard?.rectificationDueOn && day < file.hazard.rectificationDueOn && random.chance(0.4)
      ? { kind: 'pauseClock', reason: '山洪冲毁进厂道路', source: '示范县防指通告', files: [] }
      : {
          kind: 'requestShutdown',
          government: '示范县人民政府',
          grounds: '责令停产停业后仍不整改，隐患长期存在',
          document: `示范请〔2024〕${random.int(1, 40)}号`,
          files: [],
        };
  return {
    actor: file.judge,
    command,
    files: [],
    daysToNext: command.kind === 'pauseClock' ? null : random.int(10, 30),
  };
}

function commitmentsOf({ random, owner, enterprise }: CaseFile, hazard: Hazard, day: string): Commitment[] {
  const answers = { name: owner.name, position: '主要负责人' };
  const proof = (note: string) => ({ note, files: [] });
  const dueOn = hazard.rectificationDueOn ?? addDays(day, random.int(20, 60));
  return [
    {
      kind: 'responsibility',
      value: `由${owner.name}牵头，安全管理员具体落实`,
      owner: answers,
      proof: proof('任命文件已存档'),
    },
    {
      kind: 'measures',
      value: '停用相关设备，购置安装合格设施，调试后组织自查',
      owner: answers,
      proof: proof('整改方案已报送'),
    },
    { kind: 'funds', value: random.int(2, 400) / 10, owner: answers, proof: proof('资金已列支') },
    { kind: 'deadline', value: dueOn < day ? day : dueOn, owner: answers, proof: proof('已在公告栏公示') },
    {
      kind: 'plan',
      value: `${enterprise.name}现场处置方案已修订并培训，整改期间专人值守`,
      owner: answers,
      proof: proof('演练记录已存档'),
    },
  ];
}

/** As `hazard.actions.ts` numbers them. */
function hazardNumber({ division }: NewEnterprise, day: string, serial: number): string {
  return `隐-${division.slice(0, 6)}-${day.slice(0, 4)}-${String(serial).padStart(6, '0')}`;
}

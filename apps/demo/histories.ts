import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import type { Body } from '@zhiben/slices/division/domain';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import {
  applyCommand,
  type Channel,
  type Commitment,
  type Hazard,
  type HazardCommand,
  type HazardEvent,
  measuresInForce,
  settleBasis,
} from '@zhiben/slices/hazard/domain';
import type { NewUser } from '@zhiben/slices/identity/server';
import { getCriterion } from '@zhiben/standards';
import TinyQueue from 'tinyqueue';
import { type Finding, findingsFor } from './findings.ts';
import type { Random } from './random.ts';

/** One thing that happened to one hazard, in the order of time over all hazards. */
export interface Step {
  readonly at: Date;
  readonly actor: Person;
  readonly event: HazardEvent;
  readonly hazard: Hazard;
  readonly files: readonly { readonly id: string; readonly name: string }[];
  /** No further step follows before `now`. */
  readonly isLast: boolean;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly bodyId: string | null;
}

export interface Cast {
  readonly enterprises: readonly NewEnterprise[];
  /** The enterprise of the accounts that the start prints: some of the latest hazards are its own. */
  readonly client: NewEnterprise;
  readonly users: readonly NewUser[];
  readonly bodies: readonly Body[];
}

interface Options {
  readonly count: number;
  /** Share of majors where the industry has a criterion. */
  readonly majorShare: number;
  readonly from: Date;
  readonly now: Date;
}

interface Waiting {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly file: CaseFile;
}

/** What is known of a hazard that is under way. */
interface CaseFile {
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

/** Among this many of the latest hazards every third is the client's. */
const CLIENTS_LATEST = 36;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Plays the loop for `count` hazards from `from` to `now` through the product's own rules, so that nothing stands in
 * the demo that the rules would refuse. Memory holds only the hazards under way.
 */
export function* playHistories(random: Random, cast: Cast, options: Options): Generator<Step> {
  const { from, now, count } = options;
  const queue = new TinyQueue<Waiting>([], (a, b) => a.at - b.at);
  const numbers = new Map<number, number>();
  const span = now.getTime() - from.getTime();
  // Two thirds evenly over the years, one third in the last two months, so that every state is met today.
  const recent = Math.min(60 * DAY, span);
  const early = Math.ceil(count * 0.65);
  const startOf = (n: number) =>
    n < early
      ? from.getTime() + (n / early) * (span - recent)
      : now.getTime() - recent * (1 - (n - early) / (count - early));
  let opened = 0;
  while (opened < count || queue.length > 0) {
    const opensAt = opened < count ? startOf(opened) : Number.POSITIVE_INFINITY;
    const next = queue.peek();
    if (!next || next.at > opensAt) {
      const at = workingHour(random, new Date(opensAt), now);
      const isClients = opened >= count - CLIENTS_LATEST && opened % 3 === 0;
      queue.push({ at: at.getTime(), file: openCase(random, cast, options, at, isClients ? cast.client : null) });
      opened += 1;
      continue;
    }
    queue.pop();
    const { file } = next;
    const at = new Date(next.at);
    const step = advance(random, file, at, numbers);
    const followsAt = step.followsAt;
    const isLast = followsAt === null || followsAt > now;
    if (!isLast) queue.push({ at: followsAt.getTime(), file });
    const { actor, event, files, hazard } = step;
    yield { at, actor, event, files, hazard, isLast };
  }
}

function openCase(random: Random, cast: Cast, options: Options, at: Date, given: NewEnterprise | null): CaseFile {
  const enterprise = given ?? (random.chance(0.06) ? random.pick(clientsOf(cast)) : random.pick(cast.enterprises));
  const { major, ordinary } = findingsFor(enterprise.industry);
  // A hazard is judged by the version in force on its day: older ones than the standard were not judged by it.
  const judgeable = major.filter(({ criterion }) => isInForce(criterion, localDate(at)));
  const isMajor = judgeable.length > 0 && random.chance(options.majorShare);
  const people = staffOf(cast, enterprise);
  const owner = ownerOf(cast, enterprise);
  const channel = random.weighted<Channel>([
    ['selfInspection', 45],
    ['departmentInspection', 38],
    ['lowerLevelReport', 12],
    ['tipOff', 3],
    ['higherLevelSupervision', 2],
  ]);
  const finder = channel === 'selfInspection' ? owner : channel === 'lowerLevelReport' ? people.township : people.first;
  return {
    hazard: null,
    id: random.id(at),
    enterprise,
    finding: random.pick(isMajor ? judgeable : ordinary),
    major: isMajor,
    channel,
    finder,
    judge: people.first,
    acceptor: people.second,
    owner,
    pace: random.weighted([
      ['usual', isMajor ? 78 : 86],
      ['slow', isMajor ? 14 : 12],
      ['stuck', isMajor ? 8 : 2],
    ] as const),
  };
}

interface Advance {
  readonly actor: Person;
  readonly event: HazardEvent;
  readonly hazard: Hazard;
  readonly files: readonly { id: string; name: string }[];
  readonly followsAt: Date | null;
}

/** The next step of a hazard at the given time, and when the one after it is due. */
function advance(random: Random, file: CaseFile, at: Date, numbers: Map<number, number>): Advance {
  const { actor, command, files, daysToNext } = nextCommand(random, file, at, numbers);
  const circumstance = { at: at.toISOString(), today: localDate(at), userId: actor.id, bodyId: actor.bodyId };
  const { event, changes } = applyCommand(file.hazard, command, circumstance);
  file.hazard = file.hazard ? { ...file.hazard, ...changes } : ({ ...changes, id: file.id } as Hazard);
  const followsAt = daysToNext === null ? null : laterBy(random, at, daysToNext);
  return { actor, event, files, hazard: file.hazard, followsAt };
}

interface Planned {
  readonly actor: Person;
  readonly command: HazardCommand;
  readonly files: readonly { id: string; name: string }[];
  readonly daysToNext: number | null;
}

function nextCommand(random: Random, file: CaseFile, at: Date, numbers: Map<number, number>): Planned {
  const { hazard, enterprise, finding } = file;
  const day = localDate(at);
  const photos = (count: number, what: string) =>
    Array.from({ length: count }, (_, i) => ({ id: random.id(at), name: `${what}${i + 1}.png` }));
  if (hazard === null) {
    const files = photos(file.major ? 2 : random.int(0, 1), '现场照片');
    const year = Number(day.slice(0, 4));
    const serial = (numbers.get(year) ?? 0) + 1;
    numbers.set(year, serial);
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
      number: hazardNumber(enterprise, year, serial),
      enterpriseName: enterprise.name,
      division: enterprise.division,
      industry: enterprise.industry,
      judgementDueOn: null,
    };
    return { actor: file.finder, command, files, daysToNext: random.next() * 6 };
  }
  switch (hazard.status) {
    case 'clue':
      if (hazard.course.referral) return receive(file, day);
      return random.chance(0.02) ? refer(random, file) : judge(random, file, hazard, day);
    case 'notified': {
      const command: HazardCommand = { kind: 'commit', commitments: commitmentsOf(random, file, hazard, day) };
      const goesOn = file.pace !== 'stuck' || random.chance(0.6);
      return { actor: file.owner, command, files: [], daysToNext: goesOn ? random.int(3, 20) : null };
    }
    case 'rectifying':
      return rectify(random, file, hazard, at, photos);
    case 'applied':
      return accept(random, file, hazard, at, photos);
    case 'accepted':
      return close(random, file, hazard);
    default:
      throw new Error(`nothing follows ${hazard.status}`);
  }
}

function judge(random: Random, file: CaseFile, hazard: Hazard, day: string): Planned {
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

type Photos = (count: number, what: string) => { id: string; name: string }[];

function rectify(random: Random, file: CaseFile, hazard: Hazard, at: Date, photos: Photos): Planned {
  const day = localDate(at);
  const days = hazard.rectificationDueOn
    ? Math.max(1, (Date.parse(hazard.rectificationDueOn) - Date.parse(day)) / DAY)
    : 10;
  if (hazard.grade === 'major') {
    const beside = besides(random, file, hazard, day);
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
  const files = photos(hazard.grade === 'major' ? 2 : random.int(0, 1), '整改后照片');
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

function accept(random: Random, file: CaseFile, hazard: Hazard, at: Date, photos: Photos): Planned {
  const files = photos(hazard.grade === 'major' ? 1 : 0, '验收照片');
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

function close(random: Random, file: CaseFile, hazard: Hazard): Planned {
  const [open] = measuresInForce(hazard);
  if (open) {
    const command: HazardCommand = { kind: 'lift', no: open.no, note: '现场审查合格，同意恢复使用', files: [] };
    return { actor: file.judge, command, files: [], daysToNext: random.next() * 2 };
  }
  const command: HazardCommand = { kind: 'close', opinion: '验收意见和整改资料齐全，同意销号', files: [] };
  return { actor: file.judge, command, files: [], daysToNext: null };
}

function refer(random: Random, file: CaseFile): Planned {
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
function besides(random: Random, file: CaseFile, hazard: Hazard, day: string): Planned | null {
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
  if (file.pace === 'usual' || course.measures) return file.pace === 'stuck' ? press(random, file, day) : null;
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
function press(random: Random, file: CaseFile, day: string): Planned {
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

function commitmentsOf(random: Random, { owner, enterprise }: CaseFile, hazard: Hazard, day: string): Commitment[] {
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
function hazardNumber({ division }: NewEnterprise, year: number, serial: number): string {
  return `隐-${division.slice(0, 6)}-${year}-${String(serial).padStart(6, '0')}`;
}

function isInForce(code: string | undefined, on: string): boolean {
  const standard = code ? getCriterion(code)?.standard : undefined;
  if (!standard) return false;
  return addDays(on, -1) >= standard.inForceFrom && (standard.inForceUntil === null || on < standard.inForceUntil);
}

function laterBy(random: Random, at: Date, days: number): Date {
  return workingHour(random, new Date(at.getTime() + Math.max(0.05, days) * DAY), null);
}

/** The next instant in working hours (8:30 to 17:30 in Shanghai) that is not before `at`; never after `limit`. */
function workingHour(random: Random, at: Date, limit: Date | null): Date {
  const opening = Math.floor((at.getTime() + 8 * HOUR) / DAY) * DAY + 0.5 * HOUR; // 8:30 of that day, in UTC
  const moved = opening + random.next() * 9 * HOUR;
  const time = moved >= at.getTime() ? moved : moved + DAY;
  return new Date(limit ? Math.min(time, limit.getTime()) : time);
}

const memo = new WeakMap<
  Cast,
  { clients: readonly NewEnterprise[]; byBody: Map<string, Person[]>; owners: Map<string, Person> }
>();

function know(cast: Cast) {
  let known = memo.get(cast);
  if (!known) {
    const person = (u: NewUser): Person => ({ id: u.id, name: u.name, role: u.role, bodyId: u.bodyId });
    const byBody = new Map<string, Person[]>();
    const owners = new Map<string, Person>();
    for (const user of cast.users) {
      if (user.bodyId) byBody.set(user.bodyId, [...(byBody.get(user.bodyId) ?? []), person(user)]);
      if (user.enterpriseId && user.role === 'enterpriseSafetyManager') owners.set(user.enterpriseId, person(user));
    }
    const clients = cast.enterprises.filter((e) => owners.has(e.id));
    known = { clients, byBody, owners };
    memo.set(cast, known);
  }
  return known;
}

const clientsOf = (cast: Cast) => know(cast).clients;

/** Two regulators of the competent department, and the township's person. */
function staffOf(cast: Cast, enterprise: NewEnterprise): { first: Person; second: Person; township: Person } {
  const { byBody } = know(cast);
  const territory = cast.bodies.find(
    (b) => (b.kind === 'township' || b.kind === 'park') && b.division.slice(0, 9) === enterprise.division.slice(0, 9),
  );
  const staff = byBody.get(enterprise.supervisingBodyId ?? '') ?? [];
  const [township] = byBody.get(territory?.id ?? '') ?? [];
  const first = staff[0];
  const second = staff[1] ?? staff[0];
  if (!first || !second || !township) throw new Error(`nobody supervises ${enterprise.name}`);
  return { first, second, township };
}

/** Who rectifies: the safety manager with an account, else the principal by name. */
function ownerOf(cast: Cast, enterprise: NewEnterprise): Person {
  const account = know(cast).owners.get(enterprise.id);
  return account ?? { id: enterprise.id, name: enterprise.principalName, role: 'enterprisePrincipal', bodyId: null };
}

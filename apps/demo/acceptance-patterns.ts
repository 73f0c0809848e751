import { addDays, instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import type { Hazard } from '@zhiben/slices/hazard/domain';
import { giveCommand, registerHazard } from '@zhiben/slices/hazard/server';
import { insertUsers, type NewUser } from '@zhiben/slices/identity/server';
import type { Stage } from './acting.ts';

const MINUTE = 60_000;
/** As many within five minutes leave no time to look at each. */
const TOGETHER = 6;
/** Found before acceptance, in working days of an ordinary course. */
const FOUND_DAYS_BEFORE = 4;
const FOUND = [
  ['一车间东门', '疏散通道内堆放纸箱，剩余宽度不足一米'],
  ['配电间', '配电箱门未关闭，箱内积灰'],
  ['西门', '安全出口指示灯不亮'],
  ['仓库', '货物堆垛距离照明灯具不足半米'],
  ['二车间', '插线板串接使用，导线未穿管保护'],
  ['办公楼二层', '消火栓箱内缺少水枪'],
] as const;

/**
 * What two of the tests beside E look at: at one works six acceptances in as many half minutes, at another one by an
 * account that bears the name of the finder. Both are done by the product's own actions, which allow them.
 */
export async function playAcceptancePatterns(
  stage: Stage,
  enterprises: readonly NewEnterprise[],
  users: readonly NewUser[],
  now: Date,
): Promise<void> {
  const casts = users
    .filter(({ role, account }) => role === 'enterpriseSafetyManager' && account !== 'safety')
    .flatMap((safety) => castOf(safety, enterprises, users));
  const [clumped, named] = casts;
  const on = addDays(localDate(now), -1);
  const at = instantOf(on, 15).getTime();
  for (let n = 0; clumped && n < TOGETHER; n += 1) {
    const hazard = await curedHazard(stage, { ...clumped, on, n });
    stage.clock.set(new Date(at + (n * MINUTE) / 2));
    await accept(stage, clumped.acceptor, hazard);
  }
  const clerk = users.find(({ role }) => role === 'committeeClerk');
  if (named && clerk) {
    stage.clock.set(new Date(at));
    const twin = { ...named.finder, id: stage.newId(), account: `${named.finder.account}-2` };
    await stage.as(clerk).transaction(async (tx) => {
      await insertUsers(tx, [twin]);
      const id = stage.newId();
      tx.record({ id, action: 'user:import', subject: { kind: 'user', id: twin.id }, data: { users: 1 } });
    });
    const hazard = await curedHazard(stage, { ...named, on, n: 0 });
    stage.clock.set(new Date(at + 60 * MINUTE));
    await accept(stage, twin, hazard);
  }
  stage.clock.set(now);
}

interface Cast {
  readonly safety: NewUser;
  readonly finder: NewUser;
  readonly acceptor: NewUser;
}

/** An inspector and an officer of the department that supervises the enterprise of a safety manager. */
function castOf(safety: NewUser, enterprises: readonly NewEnterprise[], users: readonly NewUser[]): Cast[] {
  const enterprise = enterprises.find(({ id }) => id === safety.enterpriseId);
  const ofBody = (asked: NewUser['role']) =>
    users.find(({ role, bodyId }) => role === asked && bodyId !== null && bodyId === enterprise?.supervisingBodyId);
  const [finder, acceptor] = [ofBody('inspector'), ofBody('departmentOfficer')];
  return finder && acceptor ? [{ safety, finder, acceptor }] : [];
}

interface Course extends Omit<Cast, 'acceptor'> {
  /** Day of acceptance. */
  readonly on: string;
  readonly n: number;
}

/** Found by an inspector, judged general, cured and reported as such by the enterprise on the day before acceptance. */
async function curedHazard({ as, clock, newId }: Stage, { finder, safety, on, n }: Course): Promise<Hazard> {
  const [place = '', description = ''] = FOUND[n % FOUND.length] ?? [];
  const foundOn = addDays(on, -FOUND_DAYS_BEFORE);
  const command = ({ version }: Hazard) => ({ commandId: newId(), expectedVersion: version });
  clock.set(new Date(instantOf(foundOn, 10).getTime() + n * MINUTE));
  const found = await registerHazard(as(finder), {
    id: newId(),
    enterpriseId: safety.enterpriseId ?? '',
    description,
    place,
    longitude: null,
    latitude: null,
    channel: 'departmentInspection',
    discoveredOn: foundOn,
    criterionCode: null,
    files: [],
  });
  clock.set(new Date(instantOf(foundOn, 11).getTime() + n * MINUTE));
  const due = { notes: '', rectificationDueOn: addDays(foundOn, 10) };
  const judged = await giveCommand(as(finder), found.id, 'judgeGeneral', { ...command(found), ...due });
  clock.set(new Date(instantOf(addDays(on, -1), 16).getTime() + n * MINUTE));
  const cured = { statement: '已整改完成，请验收', fundsSpent: null, files: [] };
  return giveCommand(as(safety), found.id, 'apply', { ...command(judged), ...cured });
}

async function accept({ as, clock, newId }: Stage, acceptor: NewUser, hazard: Hazard): Promise<void> {
  await giveCommand(as(acceptor), hazard.id, 'accept', {
    commandId: newId(),
    expectedVersion: hazard.version,
    place: hazard.place,
    longitude: null,
    latitude: null,
    visitedAt: clock.now().toISOString(),
    participants: [],
    finding: '现场核查，已整改到位。',
    files: [],
  });
}

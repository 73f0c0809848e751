import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { makeCheckpoint } from '@zhiben/platform/server/audit/index.ts';
import type { Hazard } from '@zhiben/slices/hazard/domain';
import {
  climbNotices,
  findHazard,
  giveCommand,
  issueNotices,
  listHazards,
  listNotices,
  makeDraw,
  signNotice,
  visitNotice,
} from '@zhiben/slices/hazard/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import type { Stage } from './acting.ts';

interface Cast {
  readonly users: readonly NewUser[];
  readonly clientId: string;
}

/** Few: each is done by the product's own actions, one after the other, and the demo county is to start soon. */
const TOLD = 8;
const LOOKED_AT = 3;

/** What follows judgement and closure: the notices with their ladder, and a draw for look-backs with some results. */
export async function loadAftermath(stage: Stage, cast: Cast, now: Date): Promise<void> {
  await loadNotices(stage, cast, now);
  await loadLookBacks(stage, cast, now);
}

/**
 * Notices of the majors that were judged last, and of the shown enterprise: some signed on the screen or at a visit, some
 * reminded of, and those whose day of signing passed a task of the township.
 */
async function loadNotices({ clock, as, newId }: Stage, { users, clientId }: Cast, now: Date): Promise<void> {
  const leader = users.find(({ role }) => role === 'leader');
  if (!leader) return;
  const county = as(leader);
  const query = { group: 'open', grade: 'major', sort: '-registered' } as const;
  const { rows } = await listHazards(county, { ...query, limit: TOLD });
  const own = await listHazards(county, { ...query, enterpriseId: clientId, limit: 2 });
  const ids = [...new Set([...own.rows, ...rows].map(({ id }) => id))];
  for (const [i, id] of ids.entries()) {
    const hazard = await findHazard(county, id);
    const judge = users.find((user) => user.id === hazard?.confirmedBy);
    if (!hazard?.confirmedAt || !judge) continue;
    clock.set(new Date(hazard.confirmedAt));
    await as(judge).transaction((tx) => issueNotices(tx, hazard));
    const principal = users.find(
      (user) => user.role === 'enterprisePrincipal' && user.enterpriseId === hazard.enterpriseId,
    );
    const waits = i % 3 !== 0;
    if (waits) continue;
    // Signed within the day, by whoever has an account; others are called on.
    clock.set(new Date(Math.min(clock.now().getTime() + 5 * 3_600_000, now.getTime())));
    const [notice] = (await listNotices(county, { hazardId: id, limit: 1 })).rows;
    if (!notice) continue;
    const name = notice.addresseeName;
    if (principal) await signNotice(as(principal), notice.id, { commandId: newId(), name });
    else {
      const met = { commandId: newId(), outcome: 'visit' as const, name, place: `${hazard.enterpriseName}办公室` };
      await visitNotice(as(judge), notice.id, { ...met, witnesses: '', note: '', files: [] });
    }
  }
  clock.set(now);
  await climbNotices(county.as(systemActor(county.actor.county)));
}

/** A draw from last month's closures by the first checkpoint after it; some of the drawn were visited since. */
async function loadLookBacks({ clock, as, newId }: Stage, { users }: Cast, now: Date): Promise<void> {
  const clerk = users.find(({ role }) => role === 'committeeClerk');
  if (!clerk) return;
  const office = as(clerk);
  clock.set(now);
  await makeCheckpoint(office.as(systemActor(office.actor.county)));
  const today = localDate(now);
  const period = { closedFrom: addDays(today, -90), closedTo: addDays(today, -1) };
  const draw = await makeDraw(office, { id: newId(), ...period, share: 10, dueOn: addDays(today, 30) });
  let visited = 0;
  for (const id of draw.drawn) {
    const hazard = await findHazard(office, id);
    const visitor = hazard && visitorOf(hazard, users);
    // Of a major hazard a photograph is owed, and the demo's drawings were evidence before.
    if (!hazard || !visitor || hazard.grade === 'major' || visited === LOOKED_AT) continue;
    visited += 1;
    const passed = visited !== 2;
    await giveCommand(as(visitor), id, 'lookBack', {
      commandId: newId(),
      expectedVersion: hazard.version,
      place: hazard.place,
      longitude: null,
      latitude: null,
      visitedAt: now.toISOString(),
      participants: ['同行执法人员'],
      finding: passed ? '整改措施仍在落实，未反弹。' : '同一部位问题再次出现，整改措施未保持。',
      files: [],
      passed,
    });
  }
}

/** An inspector who sees the hazard and had no hand in it. */
function visitorOf(hazard: Hazard, users: readonly NewUser[]): NewUser | undefined {
  const hands = [hazard.registeredBy, hazard.acceptedBy, hazard.closedBy, ...hazard.rectifiedBy];
  return users.find(
    ({ id, role, division, industries }) =>
      (role === 'inspector' || role === 'departmentOfficer') &&
      !hands.includes(id) &&
      (industries === null || industries.includes(hazard.industry as never)) &&
      hazard.division.startsWith(division.replace(/0+$/, '')),
  );
}

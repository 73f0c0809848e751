import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { HazardCommand } from './hazard.commands.ts';
import { applyCommand } from './hazard.rules.ts';
import { sample } from './hazard.samples.ts';
import type { Hazard, HazardEvent, Occasion } from './hazard.state.ts';
import type { Status } from './hazard.terms.ts';

/*
 * Hazards as tests play them through the rules, by the usual people, up to each status and beside it.
 */

export const id = '01890000-0000-7000-8000-000000000001';
export const people = { recorder: 'u1', judge: 'u2', safety: 'u3', acceptor: 'u4' };
const names: Readonly<Record<Who, string>> = {
  recorder: '登记人',
  judge: '认定人',
  safety: '安全员',
  acceptor: '验收人',
};
export type Who = keyof typeof people;
export type Path = readonly (readonly [HazardCommand, Who])[];

/** A hazard whose steps are given one by one; each takes an hour. */
export function play(steps: readonly (readonly [HazardCommand, Who])[], start = '2024-03-20T02:00:00.000Z') {
  let state: Hazard | null = null;
  const history: (HazardEvent & Occasion)[] = [];
  steps.forEach(([command, who], i) => {
    const at = new Date(Date.parse(start) + i * 3_600_000).toISOString();
    const result = applyCommand(state, command, {
      at,
      today: localDate(new Date(at)),
      userId: people[who],
      name: names[who],
      bodyId: 'b1',
    });
    state = { ...(state ?? { id }), ...result.changes } as Hazard;
    history.push({ ...result.event, at, by: people[who] });
  });
  return { state: state as Hazard | null, history };
}

export const registered: Path = [[sample.register(), 'recorder']];
export const confirmed: Path = [...registered, [sample.confirm(), 'judge']];
export const rectifying: Path = [...confirmed, [sample.commit(), 'safety']];
export const applied: Path = [...rectifying, [sample.apply(), 'safety']];
export const visit = (n: number) => ({
  visitedAt: new Date(Date.parse('2024-03-20T02:00:00Z') + n * 3_600_000).toISOString(),
});
export const accepted: Path = [...applied, [sample.accept(visit(3)), 'acceptor']];
export const closed: Path = [...accepted, [sample.close(), 'judge']];
export const general: Path = [...registered, [sample.judgeGeneral(), 'judge']];
export const dismissed: Path = [...registered, [sample.dismiss(), 'judge']];

export const referred: Path = [...confirmed, [sample.refer(), 'judge'], [sample.receiveReferral(), 'judge']];
const shutDown: Path = [...rectifying, [sample.requestShutdown(), 'judge'], [sample.decideShutdown(), 'judge']];
export const suspended: Path = [...rectifying, [sample.impose(), 'judge']];
export const asked: Path = [...rectifying, [sample.applyExtension(), 'safety']];
export const paused: Path = [...rectifying, [sample.pauseClock(), 'judge']];
export const listed: Path = [...rectifying, [sample.markListed(), 'judge']];
const listedClosed: Path = [
  ...listed,
  [sample.apply(), 'safety'],
  [sample.accept(visit(4)), 'acceptor'],
  [sample.close(), 'judge'],
];
export const drawn: Path = [...closed, [sample.selectForLookBack(), 'judge']];

/** 停止供电 with all that article 70 asks. */
export const powerCut = {
  measure: 'powerCut',
  approvedBy: '测试局长',
  noticeAt: '2024-03-20T06:00:00Z',
  effectiveAt: '2024-03-21T06:00:00Z',
} as const;

/** Up to each status. */
export const paths: Record<Status, Path> = {
  clue: registered,
  notified: confirmed,
  rectifying,
  applied,
  accepted,
  closed,
  dismissed,
  referred,
  shutDown,
};

/** The states in which what stands beside the status lets a command through. */
export const beside: Record<string, Path> = {
  ...paths,
  suspended,
  asked,
  paused,
  drawn,
  listed,
  listedClosed,
  generalApplied: [...general, [sample.apply({ files: [] }), 'safety']],
  referring: [...rectifying, [sample.refer(), 'judge']],
  shutting: [...rectifying, [sample.requestShutdown(), 'judge']],
};

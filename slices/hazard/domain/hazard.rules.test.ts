import { AppError } from '@zhiben/platform/domain/errors.ts';
import { getCriterion } from '@zhiben/standards';
import { describe, expect, test } from 'vitest';
import type { HazardCommand } from './hazard.commands.ts';
import { foldHazard } from './hazard.fold.ts';
import {
  applied,
  asked,
  beside,
  closed,
  confirmed,
  dismissed,
  general,
  id,
  listed,
  paused,
  play,
  powerCut,
  rectifying,
  referred,
  registered,
  suspended,
  visit,
  type Who,
} from './hazard.plays.ts';
import { settleBasis } from './hazard.rules.ts';
import { commitment, sample } from './hazard.samples.ts';
import { type Hazard, type HazardEvent, measuresInForce, type Occasion } from './hazard.state.ts';
import { COMMITMENT_KINDS } from './hazard.terms.ts';
import { isPossible, printTransitions, TRANSITIONS } from './hazard.transitions.ts';

const actorOf: Record<string, Who> = {
  commit: 'safety',
  reportProgress: 'safety',
  apply: 'safety',
  fileReport: 'safety',
  takeInterim: 'safety',
  applyExtension: 'safety',
  accept: 'acceptor',
  reject: 'acceptor',
  lookBack: 'recorder',
};
const commandsAt = (hours: number): HazardCommand[] => [
  sample.register(),
  sample.confirm(),
  sample.judgeGeneral(),
  sample.dismiss(),
  sample.commit(),
  sample.reportProgress(),
  sample.apply(),
  sample.accept(visit(hours)),
  sample.reject(visit(hours)),
  sample.close(),
  sample.refuseClosure(),
  sample.fileReport(),
  sample.assign(),
  sample.takeInterim(),
  sample.impose({ measure: 'penalty' }),
  sample.lift({ note: '撤销：决定有误' }),
  sample.applyExtension(),
  sample.approveExtension(),
  sample.refuseExtension(),
  sample.pauseClock(),
  sample.resumeClock(),
  sample.refer(),
  sample.receiveReferral(),
  sample.withdrawReferral(),
  sample.requestShutdown(),
  sample.decideShutdown(),
  sample.selectForLookBack(),
  sample.markListed(),
  sample.lookBack(visit(hours)),
];

describe('every command in every status, and beside what stands beside it', () => {
  const reached = new Set<string>();
  for (const [name, path] of Object.entries(beside)) {
    const before = play(path).state as Hazard;
    for (const command of commandsAt(path.length)) {
      const { kind } = command;
      const rows = isPossible(before, kind)
        ? TRANSITIONS.filter(
            (t) => t.command === kind && t.from === before.status && (!t.grade || t.grade === before.grade),
          )
        : [];
      test(`${name} · ${kind} → ${rows.map((row) => row.to).join('/') || 'refused'}`, () => {
        const act = () => play([...path, [command, actorOf[kind] ?? 'judge']]).state?.status;
        if (rows.length === 0) expect(act).toThrow(AppError);
        else {
          const to = act();
          expect(rows.map((row) => row.to)).toContain(to);
          reached.add(`${kind} ${before.status} ${to}`);
        }
      });
    }
  }

  test('and no row of the table is left out', () => {
    const owed = [
      [[...confirmed, [sample.commit({ commitments: [commitment('funds')] }), 'safety']], 'commit notified notified'],
      [
        [...rectifying, [sample.requestShutdown(), 'judge'], [sample.decideShutdown({ ordered: false }), 'judge']],
        'decideShutdown rectifying rectifying',
      ],
      [
        [...confirmed, [sample.requestShutdown(), 'judge'], [sample.decideShutdown({ ordered: false }), 'judge']],
        'decideShutdown notified notified',
      ],
      [
        [...confirmed, [sample.requestShutdown(), 'judge'], [sample.decideShutdown(), 'judge']],
        'decideShutdown notified shutDown',
      ],
      [
        [...applied, [sample.requestShutdown(), 'judge'], [sample.decideShutdown({ ordered: false }), 'judge']],
        'decideShutdown applied applied',
      ],
      [
        [...applied, [sample.requestShutdown(), 'judge'], [sample.decideShutdown(), 'judge']],
        'decideShutdown applied shutDown',
      ],
      [
        [...registered, [sample.refer(), 'judge'], [sample.receiveReferral(), 'judge']],
        'receiveReferral clue referred',
      ],
      [
        [...applied, [sample.refer(), 'judge'], [sample.receiveReferral(), 'judge']],
        'receiveReferral applied referred',
      ],
      [
        [...listed, [sample.refer(), 'judge'], [sample.receiveReferral(), 'judge'], [sample.markListed(), 'judge']],
        'markListed referred referred',
      ],
      [
        [
          ...listed,
          [sample.requestShutdown(), 'judge'],
          [sample.decideShutdown(), 'judge'],
          [sample.markListed(), 'judge'],
        ],
        'markListed shutDown shutDown',
      ],
      [[...registered, [sample.refer(), 'judge'], [sample.withdrawReferral(), 'judge']], 'withdrawReferral clue clue'],
      [
        [...confirmed, [sample.refer(), 'judge'], [sample.withdrawReferral(), 'judge']],
        'withdrawReferral notified notified',
      ],
      [
        [...confirmed, [sample.refer(), 'judge'], [sample.receiveReferral(), 'judge']],
        'receiveReferral notified referred',
      ],
      [
        [...applied, [sample.refer(), 'judge'], [sample.withdrawReferral(), 'judge']],
        'withdrawReferral applied applied',
      ],
      [[...confirmed, [sample.impose(), 'judge'], [sample.lift({ note: '撤销' }), 'judge']], 'lift notified notified'],
      [[...applied, [sample.impose(), 'judge'], [sample.lift({ note: '撤销' }), 'judge']], 'lift applied applied'],
      [
        [...suspended, [sample.apply(), 'safety'], [sample.accept(visit(5)), 'acceptor'], [sample.lift(), 'judge']],
        'lift accepted accepted',
      ],
    ] as const;
    for (const [path, key] of owed) {
      expect(play(path).state?.status).toBe(key.split(' ')[2]);
      reached.add(key);
    }
    const rows = TRANSITIONS.filter(({ command }) => command !== 'register');
    expect(rows.map(({ command, from, to }) => `${command} ${from} ${to}`).filter((key) => !reached.has(key))).toEqual(
      [],
    );
  });
});

test('the loop of a major hazard, of a returned one and of a general one', () => {
  expect(play(closed).state).toMatchObject({
    status: 'closed',
    grade: 'major',
    confirmedBy: 'u2',
    committedAt: '2024-03-20T04:00:00.000Z',
    fundsPlanned: 2.5,
    fundsSpent: 2.4,
    rectificationDueOn: '2024-04-30',
    dueOn: null,
    closedBy: 'u2',
    rectifiedBy: ['u3'],
    acceptedBy: 'u4',
    version: 6,
  });
  const returned = play([...applied, [sample.reject(visit(4)), 'acceptor']]).state;
  expect(returned).toMatchObject({ status: 'rectifying', returnedCount: 1, appliedAt: null, dueOn: '2024-04-30' });
  const short = [
    ...general,
    [sample.apply({ files: [] }), 'safety'],
    [sample.accept({ ...visit(3), files: [] }), 'acceptor'],
  ] as const;
  expect(play(short).state).toMatchObject({ status: 'closed', grade: 'general', committedAt: null });
  expect(play(dismissed).state).toMatchObject({ status: 'dismissed', grade: null, dueOn: null });
});

test('only all five commitments make 五落实; until then they may be filed anew', () => {
  let steps: (readonly [HazardCommand, Who])[] = [...confirmed];
  for (const kind of COMMITMENT_KINDS.slice(0, 4)) {
    steps = [...steps, [sample.commit({ commitments: [commitment(kind)] }), 'safety']];
    expect(play(steps).state).toMatchObject({ status: 'notified', committedAt: null, rectificationDueOn: null });
  }
  steps = [...steps, [sample.commit({ commitments: [commitment('funds', { value: 3 })] }), 'safety']];
  steps = [...steps, [sample.commit({ commitments: [commitment('plan')] }), 'safety']];
  expect(play(steps).state).toMatchObject({ status: 'rectifying', fundsPlanned: 3, rectificationDueOn: '2024-04-30' });
});

test('an ordered day binds what the enterprise commits to', () => {
  const ordered = [...registered, [sample.confirm({ rectificationDueOn: '2024-04-10' }), 'judge']] as const;
  const late = [...ordered, [sample.commit(), 'safety']] as const;
  expect(() => play(late)).toThrow('不能晚于责令的整改期限 2024-04-10');
  const commitments = COMMITMENT_KINDS.map((k) => commitment(k, k === 'deadline' ? { value: '2024-04-05' } : {}));
  const state = play([...ordered, [sample.commit({ commitments }), 'safety']]).state;
  expect(state?.rectificationDueOn).toBe('2024-04-10');
});

test('an extension keeps the first day and moves what lapses', () => {
  const state = play([...asked, [sample.approveExtension(), 'judge']]).state;
  expect(state).toMatchObject({
    rectificationDueOn: '2024-06-15',
    originalDueOn: '2024-04-30',
    extendedCount: 1,
    dueOn: '2024-06-15',
    course: { extension: null },
  });
  const again = [
    ...asked,
    [sample.approveExtension(), 'judge'],
    [sample.applyExtension({ dueOn: '2024-08-01' }), 'safety'],
    [sample.approveExtension({ dueOn: '2024-08-01' }), 'judge'],
  ] as const;
  expect(play(again).state).toMatchObject({
    originalDueOn: '2024-04-30',
    extendedCount: 2,
    rectificationDueOn: '2024-08-01',
  });
  expect(play([...asked, [sample.refuseExtension(), 'judge']]).state).toMatchObject({
    rectificationDueOn: '2024-04-30',
    originalDueOn: null,
  });
  expect(play([...asked, [sample.apply(), 'safety']]).state?.course.extension).toBeNull();
});

test('a pause is added to the day, as long as it lasted', () => {
  expect(play(paused).state).toMatchObject({
    dueOn: null,
    rectificationDueOn: null, // so nothing counts it as overdue
    course: { pausedDueOn: '2024-04-30' },
  });
  const days = Array.from({ length: 48 }, () => [sample.takeInterim(), 'safety'] as const);
  const state = play([...paused, ...days, [sample.resumeClock(), 'judge']]).state;
  expect(state).toMatchObject({ rectificationDueOn: '2024-05-02', originalDueOn: '2024-04-30', dueOn: '2024-05-02' });
});

test('power is cut by article 70 and restored when the duty is fulfilled; production after review', () => {
  const cut = [...suspended, [sample.impose(powerCut), 'judge']] as const;
  expect(measuresInForce(play(cut).state as Hazard).map(({ measure }) => measure)).toEqual(['suspension', 'powerCut']);
  const urgent = { ...powerCut, effectiveAt: powerCut.noticeAt, urgent: true };
  expect(measuresInForce(play([...suspended, [sample.impose(urgent), 'judge']]).state as Hazard)).toHaveLength(2);
  const restored = play([...cut, [sample.lift({ no: 2, note: '已停止使用' }), 'judge']]).state as Hazard;
  expect(measuresInForce(restored).map(({ no }) => no)).toEqual([1]);
});

test('a hazard that was sent elsewhere stays ours until the other authority signs for it', () => {
  const sent = play([...rectifying, [sample.refer(), 'judge']]).state;
  expect(sent).toMatchObject({ status: 'rectifying', dueOn: '2024-04-30' });
  expect(play(referred).state).toMatchObject({ status: 'referred', dueOn: null, closedAt: null, dismissedAt: null });
});

test('an acceptance that was recorded before closure was a step of its own still folds to closed', () => {
  const { history } = play(applied);
  const at = '2024-03-20T05:00:00.000Z';
  const old = {
    action: 'hazard:accept',
    data: { ...sample.accept(visit(3)), to: 'closed' },
    at,
    by: 'u4',
  } as unknown as HazardEvent & Occasion;
  expect(foldHazard(id, [...history, old])).toMatchObject({
    status: 'closed',
    closedAt: at,
    closedBy: 'u4',
    acceptedAt: null,
  });
});

test('judged by the version in force on the day of discovery', () => {
  const old = getCriterion('CT-05-2');
  expect(old?.standard.inForceFrom).toBe('2024-12-13');
  const ask = { criterionCode: 'CT-05-2', basis: '' };
  expect(() => settleBasis('2024-12-12', ask, old)).toThrow('不是有效版本');
  expect(settleBasis('2024-12-13', ask, old)).toContain(old?.article);
  expect(() => settleBasis('2024-12-13', ask, undefined)).toThrow('没有这条判定标准');
  expect(settleBasis('2024-12-13', { criterionCode: null, basis: '某标准第三条' }, undefined)).toBe('某标准第三条');
  expect(() => settleBasis('2024-12-13', { criterionCode: null, basis: '' }, undefined)).toThrow('写明依据');
});

test('the table prints with its refusals, as docs/hazard-transitions.md shows it', async () => {
  const page = `# The loop of a hazard\n\nPrinted by \`printTransitions\`; the test of the rules keeps it.\n\n${printTransitions()}\n`;
  await expect(page).toMatchFileSnapshot('../../../docs/hazard-transitions.md');
});

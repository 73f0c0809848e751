import { instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { getCriterion } from '@zhiben/standards';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HazardCommand } from './hazard.commands.ts';
import { applyCommand, settleBasis } from './hazard.rules.ts';
import { commitment, file, sample } from './hazard.samples.ts';
import { foldHazard, type Hazard, type HazardEvent, measuresInForce, type Occasion } from './hazard.state.ts';
import { COMMITMENT_KINDS, ENDS, type Status } from './hazard.terms.ts';
import { FORBIDDEN, isPossible, printTransitions, TRANSITIONS } from './hazard.transitions.ts';

const id = '01890000-0000-7000-8000-000000000001';
const people = { recorder: 'u1', judge: 'u2', safety: 'u3', acceptor: 'u4' };
type Who = keyof typeof people;

/** A hazard whose steps are given one by one; each takes an hour. */
function play(steps: readonly (readonly [HazardCommand, Who])[], start = '2024-03-20T02:00:00.000Z') {
  let state: Hazard | null = null;
  const history: (HazardEvent & Occasion)[] = [];
  steps.forEach(([command, who], i) => {
    const at = new Date(Date.parse(start) + i * 3_600_000).toISOString();
    const result = applyCommand(state, command, {
      at,
      today: localDate(new Date(at)),
      userId: people[who],
      bodyId: 'b1',
    });
    state = { ...(state ?? { id }), ...result.changes } as Hazard;
    history.push({ ...result.event, at, by: people[who] });
  });
  return { state: state as Hazard | null, history };
}

const registered = [[sample.register(), 'recorder']] as const;
const confirmed = [...registered, [sample.confirm(), 'judge']] as const;
const rectifying = [...confirmed, [sample.commit(), 'safety']] as const;
const applied = [...rectifying, [sample.apply(), 'safety']] as const;
const visit = (n: number) => ({
  visitedAt: new Date(Date.parse('2024-03-20T02:00:00Z') + n * 3_600_000).toISOString(),
});
const accepted = [...applied, [sample.accept(visit(3)), 'acceptor']] as const;
const closed = [...accepted, [sample.close(), 'judge']] as const;
const general = [...registered, [sample.judgeGeneral(), 'judge']] as const;
const dismissed = [...registered, [sample.dismiss(), 'judge']] as const;

const referred = [...confirmed, [sample.refer(), 'judge'], [sample.receiveReferral(), 'judge']] as const;
const shutDown = [...rectifying, [sample.requestShutdown(), 'judge'], [sample.decideShutdown(), 'judge']] as const;
const suspended = [...rectifying, [sample.impose(), 'judge']] as const;
const asked = [...rectifying, [sample.applyExtension(), 'safety']] as const;
const paused = [...rectifying, [sample.pauseClock(), 'judge']] as const;
const listed = [...rectifying, [sample.markListed(), 'judge']] as const;
const listedClosed = [
  ...listed,
  [sample.apply(), 'safety'],
  [sample.accept(visit(4)), 'acceptor'],
  [sample.close(), 'judge'],
] as const;
const drawn = [...closed, [sample.selectForLookBack(), 'judge']] as const;

type Path = readonly (readonly [HazardCommand, Who])[];
const paths: Record<Status, Path> = {
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
const beside: Record<string, Path> = {
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

const powerCut = {
  measure: 'powerCut',
  approvedBy: '测试局长',
  noticeAt: '2024-03-20T06:00:00Z',
  effectiveAt: '2024-03-21T06:00:00Z',
} as const;

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
  expect(play(paused).state).toMatchObject({ dueOn: null, rectificationDueOn: '2024-04-30' });
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

describe('what is refused, with its ground', () => {
  const cases: [string, readonly (readonly [HazardCommand, Who])[], string, string][] = [
    [
      'closing without application',
      [...rectifying, [sample.accept(visit(3)), 'acceptor']],
      'hazard/forbidden',
      '审核把关销号',
    ],
    ['closing directly', [...applied, [sample.close(), 'judge']], 'hazard/forbidden', '没有验收意见不得销号'],
    ['who accepted closes', [...accepted, [sample.close(), 'acceptor']], 'hazard/forbidden', '验收人不得审批'],
    ['who rectified closes', [...accepted, [sample.close(), 'safety']], 'hazard/forbidden', '参与整改的人'],
    [
      'who rectified refuses closure',
      [...accepted, [sample.refuseClosure(), 'safety']],
      'hazard/forbidden',
      '参与整改的人',
    ],
    [
      'alone on site',
      [...applied, [sample.accept({ ...visit(4), participants: [] }), 'acceptor']],
      'hazard/forbidden',
      '不得少于两人',
    ],
    [
      'closing under a suspension',
      [...suspended, [sample.apply(), 'safety'], [sample.accept(visit(5)), 'acceptor'], [sample.close(), 'judge']],
      'hazard/forbidden',
      '未解除的现场处理措施',
    ],
    ['resuming before acceptance', [...suspended, [sample.lift(), 'judge']], 'hazard/forbidden', '第六十五条'],
    ['lifting by who rectified', [...suspended, [sample.lift(), 'safety']], 'hazard/forbidden', '参与整改的人'],
    ['lifting what is not there', [...suspended, [sample.lift({ no: 7 }), 'judge']], 'hazard/no-measure', '第 7 项'],
    ['suspending twice', [...suspended, [sample.impose(), 'judge']], 'hazard/already-imposed', '不能重复'],
    [
      'suspending for a year',
      [...rectifying, [sample.impose({ untilOn: '2025-03-20' }), 'judge']],
      'hazard/suspended-too-long',
      '六个月',
    ],
    [
      'cutting power without suspension',
      [...rectifying, [sample.impose(powerCut), 'judge']],
      'hazard/forbidden',
      '第七十条第一款',
    ],
    [
      'cutting power without approval',
      [...suspended, [sample.impose({ ...powerCut, approvedBy: '' }), 'judge']],
      'hazard/forbidden',
      '第七十条第一款',
    ],
    [
      'cutting power after an hour',
      [...suspended, [sample.impose({ ...powerCut, effectiveAt: '2024-03-20T09:00:00Z' }), 'judge']],
      'hazard/forbidden',
      '第七十条第二款',
    ],
    [
      'an extension after the day',
      [...rectifying, [sample.applyExtension({ latestOn: '2024-03-19' }), 'safety']],
      'hazard/forbidden',
      '已届满',
    ],
    [
      'an extension to an earlier day',
      [...rectifying, [sample.applyExtension({ dueOn: '2024-04-30' }), 'safety']],
      'hazard/not-extended',
      '2024-04-30',
    ],
    [
      'more time than was asked for',
      [...asked, [sample.approveExtension({ dueOn: '2024-07-01' }), 'judge']],
      'hazard/more-than-asked',
      '2024-06-30',
    ],
    [
      'approving one’s own extension',
      [...asked, [sample.approveExtension(), 'safety']],
      'hazard/forbidden',
      '参与整改的人',
    ],
    ['asking twice', [...asked, [sample.applyExtension(), 'safety']], 'hazard/not-now', '还没有答复'],
    ['applying while paused', [...paused, [sample.apply(), 'safety']], 'hazard/not-now', '中止'],
    [
      'a report of a general hazard',
      [...general, [sample.apply({ files: [] }), 'safety'], [sample.fileReport(), 'safety']],
      'hazard/wrong-grade',
      '一般事故隐患',
    ],
    [
      'a report of tomorrow',
      [...confirmed, [sample.fileReport({ reportedOn: '2024-03-21' }), 'safety']],
      'hazard/future-day',
      '2024-03-20',
    ],
    ['looking back at one’s own', [...drawn, [sample.lookBack(visit(6)), 'acceptor']], 'hazard/forbidden', '自己经手'],
    [
      'looking back at what one closed',
      [...drawn, [sample.lookBack(visit(6)), 'judge']],
      'hazard/forbidden',
      '自己经手',
    ],
    [
      'looking back at what was not drawn',
      [...closed, [sample.lookBack(visit(5)), 'recorder']],
      'hazard/not-now',
      '没有待办',
    ],
    [
      'closing without finding',
      [...applied, [sample.accept({ ...visit(4), finding: ' ' }), 'acceptor']],
      'hazard/forbidden',
      '没有验收意见不得销号',
    ],
    [
      'who only applied accepts',
      [...general, [sample.apply({ files: [] }), 'safety'], [sample.accept({ ...visit(3), files: [] }), 'safety']],
      'hazard/forbidden',
      '参与整改的人不得验收',
    ],
    [
      'who rectified accepts',
      [...applied, [sample.accept(visit(4)), 'safety']],
      'hazard/forbidden',
      '参与整改的人不得验收',
    ],
    [
      'who recorded accepts',
      [...applied, [sample.accept(visit(4)), 'recorder']],
      'hazard/forbidden',
      '登记隐患的人不得验收',
    ],
    [
      'who recorded rejects',
      [...applied, [sample.reject(visit(4)), 'recorder']],
      'hazard/forbidden',
      '登记隐患的人不得验收',
    ],
    ['erasing', [...registered, [{ kind: 'erase' }, 'judge']], 'hazard/forbidden', '《安全生产法》第四十一条'],
    ['rewriting', [...registered, [{ kind: 'rewrite' }, 'judge']], 'hazard/forbidden', '如实记录'],
    ['splitting', [...confirmed, [{ kind: 'split' }, 'judge']], 'hazard/forbidden', '不得拆分'],
    [
      'moving the day',
      [...rectifying, [{ kind: 'postpone', rectificationDueOn: '2025-01-01' }, 'judge']],
      'hazard/forbidden',
      '申请延期并经批准',
    ],
    ['filing anew after all five', [...rectifying, [sample.commit(), 'safety']], 'hazard/wrong-state', '不能办理'],
    [
      'a future discovery',
      [[sample.register({ discoveredOn: '2024-03-21' }), 'recorder']],
      'hazard/not-discovered-yet',
      '2024-03-20',
    ],
    [
      'confirmed without basis',
      [...registered, [sample.confirm({ basis: '' }), 'judge']],
      'hazard/basis-missing',
      '写明依据',
    ],
    [
      'filing day in the past',
      [...registered, [sample.confirm({ commitmentsDueOn: '2024-03-19' }), 'judge']],
      'hazard/past-day',
      '2024-03-20',
    ],
    [
      'rectification day in the past',
      [...registered, [sample.judgeGeneral({ rectificationDueOn: '2024-03-01' }), 'judge']],
      'hazard/past-day',
      '整改期限',
    ],
    [
      'commitments owed after rectification',
      [...registered, [sample.confirm({ rectificationDueOn: '2024-03-25' }), 'judge']],
      'hazard/later-than-order',
      '2024-03-25',
    ],
    [
      'a commitment without proof',
      [
        ...confirmed,
        [sample.commit({ commitments: [commitment('funds', { proof: { note: '', files: [] } })] }), 'safety'],
      ],
      'hazard/proof-missing',
      '“资金”',
    ],
    [
      'application without files',
      [...rectifying, [sample.apply({ files: [] }), 'safety']],
      'hazard/photos-missing',
      '申请验收',
    ],
    [
      'acceptance without files',
      [...applied, [sample.accept({ ...visit(4), files: [] }), 'acceptor']],
      'hazard/photos-missing',
      '现场核验',
    ],
    [
      'a visit before the application',
      [...applied, [sample.accept(visit(1)), 'acceptor']],
      'hazard/visit-time',
      '现场核验时间',
    ],
    ['a visit in the future', [...applied, [sample.accept(visit(9)), 'acceptor']], 'hazard/visit-time', '现场核验时间'],
  ];
  for (const [name, steps, code, words] of cases) {
    test(name, () => {
      const error = (() => {
        try {
          play(steps);
        } catch (thrown) {
          return thrown as AppError;
        }
      })();
      expect(error?.code).toBe(code);
      expect(error?.message).toContain(words);
    });
  }

  test('each forbidden transition cites an article', () => {
    for (const { article } of Object.values(FORBIDDEN)) expect(article.text.length).toBeGreaterThan(10);
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

test('10,000 random sequences reach no forbidden state, lose no event, and fold to their state', () => {
  const who = fc.constantFrom(...(Object.keys(people) as Who[]));
  const day = fc
    .integer({ min: -2, max: 60 })
    .map((n) => localDate(new Date(Date.parse('2024-03-20T02:00:00Z') + n * 86_400_000)));
  const command: fc.Arbitrary<HazardCommand> = fc.oneof(
    fc.record({ discoveredOn: day }).map(sample.register),
    fc.record({ commitmentsDueOn: day, rectificationDueOn: fc.option(day) }).map(sample.confirm),
    fc.record({ rectificationDueOn: day }).map(sample.judgeGeneral),
    fc.constant(sample.dismiss()),
    fc
      .tuple(fc.subarray([...COMMITMENT_KINDS], { minLength: 1 }), day)
      .map(([kinds, value]) =>
        sample.commit({ commitments: kinds.map((k) => commitment(k, k === 'deadline' ? { value } : {})) }),
      ),
    fc.record({ fundsSpent: fc.option(fc.constant(9)) }).map(sample.reportProgress),
    fc.record({ files: fc.constantFrom<string[]>([file], []) }).map(sample.apply),
    fc
      .record({ finding: fc.constantFrom('合格', ''), files: fc.constantFrom<string[]>([file], []) })
      .map(sample.accept),
    fc.record({ finding: fc.constantFrom('不合格', '') }).map(sample.reject),
    fc.record({ dueOn: day, latestOn: fc.option(day) }).map(sample.applyExtension),
    fc.record({ dueOn: day }).map(sample.approveExtension),
    fc.constantFrom<HazardCommand>(
      sample.close(),
      sample.close(),
      sample.refuseClosure(),
      sample.fileReport(),
      sample.assign(),
      sample.takeInterim(),
      sample.impose(),
      sample.impose({ measure: 'penalty' }),
      sample.lift({ note: '撤销' }),
      sample.lift(),
      sample.refuseExtension(),
      sample.pauseClock(),
      sample.resumeClock(),
      sample.refer(),
      sample.receiveReferral(),
      sample.withdrawReferral(),
      sample.requestShutdown(),
      sample.decideShutdown(),
      sample.decideShutdown({ ordered: false }),
      sample.selectForLookBack(),
      sample.markListed(),
      sample.markListed({ listing: { level: 'city', listedOn: '2024-03-20', delistedOn: '2024-03-21' } }),
      sample.markListed({ listing: null }),
      sample.lookBack(),
      sample.lookBack({ passed: false, reopensAs: file }),
      { kind: 'erase' },
      { kind: 'rewrite' },
      { kind: 'split' },
      { kind: 'postpone', rectificationDueOn: '2030-01-01' },
    ),
  );
  const step = fc.record({ command, who, hours: fc.integer({ min: 0, max: 72 }) });
  const seen: Record<string, number> = {};

  fc.assert(
    fc.property(fc.constantFrom(...Object.values(beside)), fc.array(step, { maxLength: 40 }), (path, steps) => {
      const start = instantOf('2024-03-20', 10).toISOString();
      const begun = play(path, start);
      let state: Hazard | null = begun.state;
      const history = begun.history;
      let now = Date.parse(start) + path.length * 3_600_000;
      for (const { command: given, who: person, hours } of steps) {
        now += hours * 3_600_000;
        const at = new Date(now).toISOString();
        const asked = 'visitedAt' in given ? { ...given, visitedAt: at } : given;
        const before: Hazard | null = state;
        try {
          const { changes, event } = applyCommand(before, asked, {
            at,
            today: localDate(new Date(now)),
            userId: people[person],
            bodyId: 'b1',
          });
          state = { ...(before ?? { id }), ...changes } as Hazard;
          history.push({ ...event, at, by: people[person] });
          const row = TRANSITIONS.find(
            (t) => t.command === asked.kind && t.from === (before?.status ?? null) && t.to === state?.status,
          );
          expect(row).toBeDefined();
          hold(before, state);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }
      expect(foldHazard(id, history)).toEqual(state);
      expect(state?.version).toBe(history.length);
      seen[state?.status ?? 'none'] = (seen[state?.status ?? 'none'] ?? 0) + 1;
    }),
    { numRuns: 10_000 },
  );
  // The sequences do get everywhere; otherwise the property would hold of nothing.
  for (const status of Object.keys(paths)) expect(seen[status] ?? 0).toBeGreaterThan(20);
}, 120_000);

const withoutPlate = ({ version: _, listingLevel: _l, listedOn: _o, delistedOn: _d, ...rest }: Hazard) => rest;

/** What must never be false of a state and the one before it. */
function hold(before: Hazard | null, after: Hazard): void {
  if (after.status === 'closed') {
    expect(after.rectifiedBy).not.toContain(after.closedBy);
    expect(after.appliedAt).not.toBeNull();
    expect(after.closedBy).not.toBe(after.appliedBy);
    expect(after.grade).not.toBeNull();
    const { acceptedBy, closedBy, registeredBy } = after;
    if (after.grade === 'major') {
      expect(after.committedAt).not.toBeNull();
      expect(acceptedBy).not.toBe(registeredBy);
      expect(after.rectifiedBy).not.toContain(acceptedBy);
      expect(closedBy).not.toBe(acceptedBy);
      expect(measuresInForce(after)).toEqual([]);
    } else expect(closedBy).not.toBe(registeredBy);
  }
  if (after.status === 'rectifying' && after.grade === 'major') expect(Object.keys(after.commitments)).toHaveLength(5);
  const stands = after.course.pausedOn || ['clue', 'accepted'].includes(after.status) || ENDS.has(after.status);
  expect(after.dueOn === null).toBe(Boolean(stands));
  expect([after.closedAt, after.dismissedAt, after.referredAt, after.shutDownAt].filter(Boolean)).toHaveLength(
    ENDS.has(after.status) ? 1 : 0,
  );
  if (!before) return;
  if (ENDS.has(before.status)) {
    expect(after.status).toBe(before.status);
    // A closed one is looked at again; of the others nothing moves but the plate, which still comes down.
    if (before.status !== 'closed') expect(withoutPlate(after)).toEqual(withoutPlate(before));
  }
  const origin = ({ channel, discoveredOn, registeredAt, registeredBy, description, place, number }: Hazard) => [
    channel,
    discoveredOn,
    registeredAt,
    registeredBy,
    description,
    place,
    number,
  ];
  expect(origin(after)).toEqual(origin(before));
  if (before.grade) expect(after.grade).toBe(before.grade);
  if (before.originalDueOn) expect(after.originalDueOn).toBe(before.originalDueOn);
  // Only an approved extension or the end of a pause moves the day, and then the first one is kept.
  if (before.rectificationDueOn && after.rectificationDueOn !== before.rectificationDueOn) {
    expect(after.originalDueOn).toBe(before.originalDueOn ?? before.rectificationDueOn);
    const isLater = (after.rectificationDueOn ?? '') > before.rectificationDueOn;
    expect(isLater && (after.extendedCount === before.extendedCount + 1 || before.course.pausedOn)).toBeTruthy();
  }
}

test('the table prints with its refusals, as docs/hazard-transitions.md shows it', async () => {
  const page = `# The loop of a hazard\n\nPrinted by \`printTransitions\`; the test of the rules keeps it.\n\n${printTransitions()}\n`;
  await expect(page).toMatchFileSnapshot('../../../docs/hazard-transitions.md');
});

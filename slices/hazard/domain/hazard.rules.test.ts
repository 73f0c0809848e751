import { instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { getCriterion } from '@zhiben/standards';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HazardCommand } from './hazard.commands.ts';
import { applyCommand, FORBIDDEN, printTransitions, settleBasis, TRANSITIONS } from './hazard.rules.ts';
import { commitment, file, sample } from './hazard.samples.ts';
import { foldHazard, type Hazard, type HazardEvent, type Occasion } from './hazard.state.ts';
import { COMMITMENT_KINDS, type Status } from './hazard.terms.ts';

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
const closed = [...applied, [sample.accept(visit(3)), 'acceptor']] as const;
const general = [...registered, [sample.judgeGeneral(), 'judge']] as const;
const dismissed = [...registered, [sample.dismiss(), 'judge']] as const;

const paths: Record<Status, readonly (readonly [HazardCommand, Who])[]> = {
  clue: registered,
  notified: confirmed,
  rectifying,
  applied,
  closed,
  dismissed,
};

const actorOf: Record<string, Who> = {
  commit: 'safety',
  reportProgress: 'safety',
  apply: 'safety',
  accept: 'acceptor',
  reject: 'acceptor',
};
const commands: HazardCommand[] = [
  sample.register(),
  sample.confirm(),
  sample.judgeGeneral(),
  sample.dismiss(),
  sample.commit(),
  sample.reportProgress(),
  sample.apply(),
  sample.accept(visit(4)),
  sample.reject(visit(4)),
];

describe('every command in every status', () => {
  for (const [status, path] of Object.entries(paths) as [Status, typeof applied][]) {
    for (const command of commands) {
      const rows = TRANSITIONS.filter((row) => row.command === command.kind && row.from === status);
      test(`${status} · ${command.kind} → ${rows.at(-1)?.to ?? 'refused'}`, () => {
        const act = () => play([...path, [command, actorOf[command.kind] ?? 'judge']]).state?.status;
        if (rows.length > 0) expect(act()).toBe(rows.at(-1)?.to);
        else expect(act).toThrow(AppError);
      });
    }
  }
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
    closedBy: 'u4',
    rectifiedBy: ['u3'],
    version: 5,
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

describe('what is refused, with its ground', () => {
  const cases: [string, readonly (readonly [HazardCommand, Who])[], string, string][] = [
    [
      'closing without application',
      [...rectifying, [sample.accept(visit(3)), 'acceptor']],
      'hazard/forbidden',
      '审核把关销号',
    ],
    ['closing directly', [...applied, [{ kind: 'close' }, 'acceptor']], 'hazard/forbidden', '没有验收意见不得销号'],
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
    fc.constantFrom<HazardCommand>(
      { kind: 'close' },
      { kind: 'erase' },
      { kind: 'rewrite' },
      { kind: 'split' },
      { kind: 'postpone', rectificationDueOn: '2030-01-01' },
    ),
  );
  const step = fc.record({ command, who, hours: fc.integer({ min: 0, max: 72 }) });
  const seen: Record<string, number> = {};

  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let state: Hazard | null = null;
      const history: (HazardEvent & Occasion)[] = [];
      let now = instantOf('2024-03-20', 10).getTime();
      for (const { command: given, who: person, hours } of [
        { command: sample.register(), who: 'recorder' as Who, hours: 0 },
        ...steps,
      ]) {
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

/** What must never be false of a state and the one before it. */
function hold(before: Hazard | null, after: Hazard): void {
  if (after.status === 'closed') {
    expect(after.closedBy).not.toBe(after.registeredBy);
    expect(after.rectifiedBy).not.toContain(after.closedBy);
    expect(after.appliedAt).not.toBeNull();
    expect(after.closedBy).not.toBe(after.appliedBy);
    expect(after.grade).not.toBeNull();
    if (after.grade === 'major') expect(after.committedAt).not.toBeNull();
  }
  if (after.status === 'rectifying' && after.grade === 'major') expect(Object.keys(after.commitments)).toHaveLength(5);
  expect(after.dueOn === null).toBe(['clue', 'closed', 'dismissed'].includes(after.status));
  if (!before) return;
  expect(['closed', 'dismissed']).not.toContain(before.status);
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
  if (before.rectificationDueOn) expect(after.rectificationDueOn).toBe(before.rectificationDueOn);
}

test('the table prints with its refusals', () => {
  expect(printTransitions()).toMatchInlineSnapshot(`
    "| 办理 | 原状态 | 新状态 | 条件或依据 |
    |---|---|---|---|
    | 登记隐患 | — | 线索待认定 |  |
    | 认定为重大事故隐患 | 线索待认定 | 已认定待落实 |  |
    | 判定为一般隐患 | 线索待认定 | 整改中 |  |
    | 认定不构成隐患 | 线索待认定 | 不构成隐患 |  |
    | 报送五落实 | 已认定待落实 | 已认定待落实 | 五项尚未齐备 |
    | 报送五落实 | 已认定待落实 | 整改中 | 五项齐备 |
    | 报告整改进展 | 整改中 | 整改中 |  |
    | 申请验收 | 整改中 | 待验收 |  |
    | 验收合格并销号 | 待验收 | 已销号 |  |
    | 验收不合格退回整改 | 待验收 | 整改中 |  |
    | 没有验收意见不得销号 | — | 拒绝 | 《安全生产治本攻坚三年行动方案（2024—2026年）》（安委〔2024〕2号）主要任务第5项：负有安全监管职责的部门审核把关销号 |
    | 参与整改的人不得验收同一隐患 | — | 拒绝 | 《安全生产治本攻坚三年行动方案（2024—2026年）》（安委〔2024〕2号）主要任务第5项：负有安全监管职责的部门审核把关销号 |
    | 登记隐患的人不得验收同一隐患，请由其他监管人员核验 | — | 拒绝 | 《安全生产治本攻坚三年行动方案（2024—2026年）》（安委〔2024〕2号）主要任务第5项：负有安全监管职责的部门审核把关销号 |
    | 已上报的隐患不得删除；登记有误的，由监管部门认定为不构成隐患并说明原因 | — | 拒绝 | 《安全生产法》第四十一条：事故隐患排查治理情况应当如实记录 |
    | 已上报的隐患不得改写；情况有变化的，在办理过程中补充说明 | — | 拒绝 | 《安全生产法》第四十一条：事故隐患排查治理情况应当如实记录 |
    | 重大事故隐患不得拆分为多条一般隐患 | — | 拒绝 | 《安全生产法》第四十一条第二款：重大事故隐患排查治理情况应当及时报告 |
    | 整改期限不得直接更改，只能在期限届满前申请延期并经批准 | — | 拒绝 | 《安全生产违法行为行政处罚办法》（原安全监管总局令第15号）第十七条，已由应急管理部令第18号替代（待核） |"
  `);
});

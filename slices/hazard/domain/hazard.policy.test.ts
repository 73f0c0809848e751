import { describe, expect, test } from 'vitest';
import { commitmentsOf, questionOf } from './five-answers.ts';
import {
  abilitiesOf,
  channelsOf,
  type HazardActor,
  incompetence,
  nextSteps,
  RECORD_COMMANDS,
} from './hazard.policy.ts';
import { hazardNumber, numberTyped } from './hazard.rules.ts';
import type { Hazard } from './hazard.state.ts';
import { STATUSES } from './hazard.terms.ts';

const REGULATOR = ['hazard:confirm', 'hazard:accept', 'hazard:close', 'hazard:decide', 'hazard:impose'];
const OFFICER = ['hazard:commit', 'hazard:rectify'];
/** What a regulator may do beside the way. */
const JUDGED = ['impose', 'refer', 'requestShutdown'];
const ON_THE_WAY = {
  notified: JUDGED,
  rectifying: [...JUDGED, 'pauseClock'],
};

function actor(over: Partial<HazardActor> & { may?: string[]; enterpriseId?: string | null }): HazardActor {
  const { may = [], enterpriseId = null, ...rest } = over;
  const scope = { enterpriseId };
  const usual = { userId: 'me', role: 'inspector', bodyKind: 'department', today: '2024-03-20' };
  return { ...usual, permissions: new Set(may), scope, ...rest };
}
const hazard = (status: (typeof STATUSES)[number], over: Partial<Hazard> = {}) => ({
  status,
  grade: status === 'clue' || status === 'dismissed' ? null : ('major' as const),
  registeredBy: 'somebody',
  rectifiedBy: ['them'],
  acceptedBy: ['accepted', 'closed'].includes(status) ? 'acceptor' : null,
  closedBy: status === 'closed' ? 'closer' : null,
  lookBackDueOn: null,
  lookedBackAt: null,
  listedOn: null,
  delistedOn: null,
  course: {},
  dueOn: '2024-03-27',
  rectificationDueOn: '2024-04-30',
  commitments: {},
  ...over,
});

/** What each kind of person may do in each status. */
const table: [name: string, HazardActor, Partial<Record<(typeof STATUSES)[number], string[]>>][] = [
  [
    'regulator of a department',
    actor({ may: REGULATOR }),
    {
      ...ON_THE_WAY,
      clue: ['confirm', 'judgeGeneral', 'dismiss', 'refer'],
      applied: [...JUDGED, 'accept', 'reject'],
      accepted: ['close', 'refuseClosure'],
    },
  ],
  ['inspector of a coordinating body', actor({ may: REGULATOR, bodyKind: 'committeeOffice' }), {}],
  [
    'clerk of a coordinating body who assigns',
    actor({ may: ['hazard:assign'], bodyKind: 'committeeOffice' }),
    { notified: ['assign'], rectifying: ['assign'] },
  ],
  ['regulator of no body', actor({ may: REGULATOR, bodyKind: null }), {}],
  [
    'regulator who recorded it, who may close what another accepted',
    actor({ may: REGULATOR, userId: 'somebody' }),
    {
      ...ON_THE_WAY,
      clue: ['confirm', 'judgeGeneral', 'dismiss', 'refer'],
      applied: JUDGED,
      accepted: ['close', 'refuseClosure'],
    },
  ],
  [
    'regulator who accepted it',
    actor({ may: REGULATOR, userId: 'acceptor' }),
    { ...ON_THE_WAY, clue: ['confirm', 'judgeGeneral', 'dismiss', 'refer'], applied: [...JUDGED, 'accept', 'reject'] },
  ],
  [
    'regulator who rectified it in an earlier office',
    actor({ may: REGULATOR, userId: 'them' }),
    { ...ON_THE_WAY, clue: ['confirm', 'judgeGeneral', 'dismiss', 'refer'], applied: JUDGED },
  ],
  [
    'officer of the enterprise',
    actor({ may: OFFICER, enterpriseId: 'e', bodyKind: null }),
    {
      notified: ['commit', 'fileReport', 'takeInterim'],
      rectifying: ['apply', 'reportProgress', 'fileReport', 'takeInterim', 'applyExtension'],
      applied: ['fileReport', 'takeInterim'],
    },
  ],
  ['somebody of a body with the permissions of an enterprise', actor({ may: OFFICER }), {}],
  ['reader', actor({ role: 'leader' }), {}],
];

describe('abilities', () => {
  for (const [name, who, expected] of table) {
    test(name, () => {
      for (const status of STATUSES) {
        const abilities = abilitiesOf(who, hazard(status));
        const may = RECORD_COMMANDS.filter((command) => abilities[command]);
        expect([status, may.toSorted()]).toEqual([status, (expected[status] ?? []).toSorted()]);
      }
    });
  }
});

test('a next step that is barred says why; where there is none, who has it', () => {
  const recorder = nextSteps(actor({ may: REGULATOR, userId: 'somebody' }), hazard('applied'));
  expect(recorder.steps.map((step) => step.blocked)).toEqual([
    expect.stringContaining('登记隐患的人不得验收'),
    expect.stringContaining('登记隐患的人不得验收'),
  ]);
  expect(recorder.steps.map((step) => step.dueOn)).toEqual(['2024-03-27', null]);
  const reader = nextSteps(actor({ role: 'leader' }), hazard('notified'));
  expect(reader).toEqual({ steps: [], more: [], otherwise: expect.stringContaining('企业主要负责人') });
  for (const status of STATUSES) expect(nextSteps(actor({}), hazard(status)).otherwise.length).toBeGreaterThan(5);
});

test('what was drawn is looked back at by somebody who neither accepted nor closed it', () => {
  const drawn = hazard('closed', { lookBackDueOn: '2024-09-30' });
  const steps = (userId: string) => nextSteps(actor({ may: REGULATOR, userId }), drawn).steps;
  expect(steps('me')).toMatchObject([{ command: 'lookBack', dueOn: '2024-09-30', blocked: null }]);
  for (const own of ['acceptor', 'closer']) expect(steps(own)[0]?.blocked).toContain('自己经手');
  expect(nextSteps(actor({ may: REGULATOR }), { ...drawn, lookedBackAt: '2024-08-01T00:00:00Z' }).steps).toEqual([]);
});

test('once the day has passed neither an extension nor a pause is offered', () => {
  const offered = (today: string) => [
    nextSteps(actor({ may: REGULATOR, today }), hazard('rectifying')).more.includes('pauseClock'),
    abilitiesOf(actor({ may: OFFICER, enterpriseId: 'e', today }), hazard('rectifying')).applyExtension,
  ];
  expect([offered('2024-04-30'), offered('2024-05-01')]).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('a pending extension asks for an answer, from somebody who did not rectify', () => {
  const asked = hazard('rectifying', { course: { extension: { dueOn: '2024-06-30', reason: '到货晚', at: '' } } });
  const steps = (userId: string) => nextSteps(actor({ may: REGULATOR, userId }), asked).steps;
  expect(steps('me').map(({ command }) => command)).toEqual(['approveExtension', 'refuseExtension']);
  expect(steps('them')[0]?.blocked).toContain('参与整改的人');
});

test('a permission that is not held is said before competence', () => {
  expect(incompetence('confirm', actor({}))).toContain('没有此项权限');
  expect(incompetence('confirm', actor({ may: REGULATOR, bodyKind: 'township' }))).toContain('乡镇不作认定');
});

test.each([
  ['worker', 'e', ['selfInspection']],
  ['townshipOfficer', null, ['lowerLevelReport', 'tipOff', 'media']],
] as const)('%s gives the origins %s %j', (role, enterpriseId, expected) => {
  expect(channelsOf({ role, scope: { enterpriseId } })).toEqual(expected);
});

test('a regulator gives no origin of others, and none makes up an import', () => {
  const channels = channelsOf({ role: 'inspector', scope: { enterpriseId: null } });
  expect(channels[0]).toBe('departmentInspection');
  for (const other of ['selfInspection', 'lowerLevelReport', 'import']) expect(channels).not.toContain(other);
});

test.each([
  ['隐-990001-2024-000123', '隐-990001-2024-000123'],
  ['990001-2024-123', '隐-990001-2024-000123'],
  ['2024-123', '隐-990101-2024-000123'],
  ['123', null],
  ['可燃气体', null],
])('typed %s is the number %s', (typed, number) => {
  expect(numberTyped(typed, '990101')).toBe(number);
  if (number) expect(numberTyped(hazardNumber('990101', 2024, 7), '990101')).toBe('隐-990101-2024-000007');
});

test('the answers of the phone make five commitments; a refused field leads to its question', () => {
  const answers = {
    name: '测试人',
    position: '厂长',
    measures: '停用',
    funds: 1.5,
    deadline: '2024-04-01',
    plan: '现场处置方案',
    proof: '责任书',
    files: [],
  };
  const five = commitmentsOf(answers);
  expect(five.map(({ kind, value }) => [kind, value])).toEqual([
    ['responsibility', '测试人（厂长）对本项整改负责'],
    ['measures', '停用'],
    ['funds', 1.5],
    ['deadline', '2024-04-01'],
    ['plan', '现场处置方案'],
  ]);
  for (const { owner, proof } of five) expect([owner.name, proof.note]).toEqual(['测试人', '责任书']);
  expect(
    ['commitments.deadline.value', 'commitments.funds.proof', 'commitments.responsibility.value', 'funds'].map(
      questionOf,
    ),
  ).toEqual(['deadline', 'proof', 'name', 'funds']);
});

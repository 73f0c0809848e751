import { addDays } from '@zhiben/platform/domain/clock.ts';
import { expect, test } from 'vitest';
import type { Test } from './integrity.contract.ts';
import {
  type AcceptanceTrace,
  answerPrint,
  bitsApart,
  type CheckTrace,
  type IntegrityFacts,
  judge,
  type TaskTrace,
} from './integrity.rules.ts';
import { sayTest, sayTests } from './integrity.terms.ts';

const START = Date.parse('2026-11-02T08:00:00+08:00');
const DAY = 86_400_000;
const MINUTE = 60_000;
/** Irregular and the same every time. */
const wobble = (n: number, most: number) => (n * 7919 + 13) % most;

/** A record as honest work leaves it: at another time each day, with readings that move, now and then a finding. */
function honest(n: number, parts: Partial<CheckTrace> = {}): CheckTrace {
  const at = START + n * DAY + wobble(n, 50) * MINUTE;
  return {
    id: `record-${String(n).padStart(3, '0')}`,
    taskId: 'task',
    slotDay: addDays('2026-11-02', n),
    slotKey: addDays('2026-11-02', n),
    startedAt: at - 6 * MINUTE,
    signedAt: at,
    answers: [1, 2, 3, 4, 5, 6].map((item) => ({
      item: `i${item}`,
      value: item > 3 ? 20 + wobble(n * item, 37) / 10 : null,
      verdict: n % 7 === 3 && item === 1 ? ('bad' as const) : ('ok' as const),
    })),
    findings: n % 7 === 3 ? 1 : 0,
    characters: 240,
    photos: [`photo-${n}`],
    ...parts,
  };
}
const days = (count: number, parts: (n: number) => Partial<CheckTrace> = () => ({})) =>
  Array.from({ length: count }, (_, n) => honest(n, parts(n)));

const TASK: TaskTrace = { id: 't0', name: '班组日查', round: 'team//1day', checklistId: 'c0', items: 10 };
const tasks = (count: number, parts: (n: number) => Partial<TaskTrace>) =>
  Array.from({ length: count }, (_, n) => ({ ...TASK, id: `t${n}`, checklistId: `c${n}`, ...parts(n) }));

const ACCEPTED: AcceptanceTrace = {
  hazardId: 'h0',
  enterpriseId: 'own',
  acceptorId: 'inspector',
  acceptorName: '示一',
  finderId: 'worker',
  finderName: '示二',
  at: START,
};
const acceptances = (count: number, minutes: number, parts: Partial<AcceptanceTrace> = {}) =>
  Array.from({ length: count }, (_, n) => ({
    ...ACCEPTED,
    hazardId: `h${n}`,
    at: START + n * minutes * MINUTE,
    ...parts,
  }));

function facts(parts: Partial<IntegrityFacts> = {}): IntegrityFacts {
  return {
    records: days(28),
    photos: new Map(),
    tasks: tasks(8, () => ({})),
    acceptances: acceptances(6, 45),
    otherAcceptances: [],
    sharedAnswers: new Set(),
    industryRate: 20,
    ...parts,
  };
}

test('honest work is within the usual in every test', () => {
  for (const [name, { state, seen }] of Object.entries(judge(facts()))) {
    expect([name, state, name === 'allPassed' ? 0 : seen]).toEqual([name, 'usual', 0]);
  }
});

const print = (n: number) => ({ print: BigInt(n), hereAt: null, elsewhereAt: null });
const old = (at: number, isElsewhere: boolean) => ({
  print: null,
  hereAt: isElsewhere ? null : at,
  elsewhereAt: isElsewhere ? at : null,
});
const same = { answers: honest(5).answers };
const passed = { findings: 0, answers: honest(1).answers };

test.each<[string, Test, Partial<IntegrityFacts>, string, number, number]>([
  ['one picture all month', 'photoReuse', { records: days(28, () => ({ photos: ['a'] })) }, 'check', 27, 28],
  [
    'two nearly the same pictures are one',
    'photoReuse',
    {
      records: days(6),
      photos: new Map([0, 1, 2, 3, 4, 5].map((n) => [`photo-${n}`, print(n < 4 ? n : 255 * 256 ** (n - 3))])),
    },
    'check',
    3,
    6,
  ],
  [
    'one picture twice in a month is not yet much',
    'photoReuse',
    { records: days(28, (n) => (n === 9 ? { photos: ['photo-3'] } : {})) },
    'usual',
    1,
    28,
  ],
  [
    'the same picture twice on one day is one round',
    'photoReuse',
    { records: days(6, () => ({ slotDay: '2026-11-02', photos: ['a'] })) },
    'usual',
    0,
    6,
  ],
  [
    'pictures of another enterprise',
    'photoReuse',
    { records: days(6), photos: new Map(['photo-1', 'photo-2'].map((id) => [id, old(START - 3600_000, true)])) },
    'check',
    2,
    6,
  ],
  [
    'pictures of last month',
    'photoReuse',
    { records: days(6), photos: new Map(['photo-1', 'photo-2'].map((id) => [id, old(START - 20 * DAY, false)])) },
    'check',
    2,
    6,
  ],
  [
    'its own upload a little before is no other picture',
    'photoReuse',
    {
      records: days(6),
      photos: new Map(['photo-1', 'photo-2'].map((id, n) => [id, old(START + (n + 1) * DAY - 600_000, false)])),
    },
    'usual',
    0,
    6,
  ],
  ['four pictures are too few', 'photoReuse', { records: days(4, () => ({ photos: ['a'] })) }, 'few', 3, 4],
  ['the same readings each day', 'sameAnswers', { records: days(28, () => same) }, 'check', 27, 28],
  [
    'the same readings as another enterprise',
    'sameAnswers',
    { records: days(10), sharedAnswers: new Set(days(6).map((one) => answerPrint(one) ?? '')) },
    'check',
    6,
    10,
  ],
  ['half the readings stood still', 'sameAnswers', { records: days(28, (n) => (n % 2 ? same : {})) }, 'usual', 13, 28],
  [
    'ticks alone say nothing',
    'sameAnswers',
    { records: days(28, () => ({ answers: honest(1).answers.map((one) => ({ ...one, value: null })) })) },
    'few',
    0,
    0,
  ],
  ['nothing found, the trade finds', 'allPassed', { records: days(28, () => passed) }, 'check', 28, 28],
  [
    'nothing found, the trade finds little',
    'allPassed',
    { records: days(28, () => passed), industryRate: 10 },
    'few',
    28,
    28,
  ],
  [
    'nothing found, the trade is unknown',
    'allPassed',
    { records: days(28, () => passed), industryRate: null },
    'few',
    28,
    28,
  ],
  [
    'signed at once',
    'tooFast',
    { records: days(28, (n) => ({ startedAt: honest(n).signedAt - 8_000 })) },
    'check',
    28,
    28,
  ],
  [
    'sometimes quick',
    'tooFast',
    { records: days(28, (n) => (n % 4 ? {} : { startedAt: honest(n).signedAt })) },
    'usual',
    7,
    28,
  ],
  [
    'to the minute',
    'flatTimes',
    { records: days(28, (n) => ({ signedAt: START + n * DAY + wobble(n, 40) * 1000 })) },
    'check',
    28,
    28,
  ],
  [
    'each shift to the minute',
    'flatTimes',
    {
      records: days(28, (n) => ({
        slotKey: `${addDays('2026-11-02', n)}/${n % 2 ? '早班' : '夜班'}`,
        signedAt: START + n * DAY + ((n % 2) * DAY) / 2,
      })),
    },
    'check',
    28,
    28,
  ],
  ['too few to see a habit', 'flatTimes', { records: days(9, (n) => ({ signedAt: START + n * DAY })) }, 'few', 0, 0],
  ['tasks of one question', 'splitTasks', { tasks: tasks(8, (n) => ({ items: n < 4 ? 1 : 9 })) }, 'check', 4, 8],
  ['tasks that repeat a round', 'splitTasks', { tasks: tasks(8, () => ({ checklistId: 'c' })) }, 'check', 8, 8],
  [
    'the same list at another place is another round',
    'splitTasks',
    { tasks: tasks(8, (n) => ({ checklistId: 'c', round: `team/${n}/1day` })) },
    'usual',
    0,
    8,
  ],
  ['few tasks', 'splitTasks', { tasks: tasks(3, () => ({ items: 1 })) }, 'few', 3, 3],
  ['six acceptances in five minutes', 'acceptClumps', { acceptances: acceptances(6, 1) }, 'check', 6, 6],
  [
    'four acceptances in four minutes, in one visit',
    'acceptClumps',
    { acceptances: [...acceptances(4, 1), ...acceptances(2, 600).map((a) => ({ ...a, at: a.at + DAY }))] },
    'usual',
    0,
    6,
  ],
  [
    'at two enterprises at once',
    'acceptClumps',
    { otherAcceptances: acceptances(6, 45, { enterpriseId: 'other' }) },
    'check',
    6,
    6,
  ],
  [
    'somebody else accepted elsewhere',
    'acceptClumps',
    { otherAcceptances: acceptances(6, 45, { enterpriseId: 'other', acceptorId: 'another' }) },
    'usual',
    0,
    6,
  ],
  [
    'one name on both sides',
    'selfAccepted',
    { acceptances: acceptances(3, 45, { finderName: '示一' }) },
    'check',
    3,
    3,
  ],
  ['nothing was accepted', 'selfAccepted', { acceptances: [] }, 'few', 0, 0],
])('%s', (_, name, parts, state, seen, of) => {
  const judged = judge(facts(parts))[name];
  expect([judged.state, judged.seen, judged.of]).toEqual([state, seen, of]);
  if (state === 'check') {
    expect(judged.opens).toHaveLength(seen);
    expect(judged.opens.every(({ note }) => note.length > 3)).toBe(true);
  }
});

test('each says what was seen of how many and what is usual, and accuses nobody', () => {
  const worst = facts({
    records: days(28, (n) => ({ ...passed, photos: ['a'], startedAt: START + n * DAY, signedAt: START + n * DAY })),
    tasks: tasks(8, () => ({ items: 1 })),
    acceptances: acceptances(6, 0, { finderName: '示一' }),
  });
  const said = sayTests(judge(worst));
  expect(said).toHaveLength(8);
  for (const one of said) {
    expect([one.test, one.state]).toEqual([one.test, 'check']);
    expect(one.sentence).toContain(String(one.of));
    expect(one.sentence).toContain(String(one.seen));
    expect(`${one.title}${one.sentence}${one.usual}${one.opens[0]?.note}`).not.toMatch(/造假|作弊|虚假|弄虚|骗/);
    expect(one.usual).toMatch(/会|可能/);
  }
  expect(sayTest('photoReuse', judge(worst).photoReuse).sentence).toBe(
    '28 张照片中，27 张与其他日期或其他企业的照片相同或极为相近，占 96%。',
  );
});

test('bits that differ are counted in signed prints too', () => {
  expect([bitsApart(0n, 7n), bitsApart(-1n, 0n), bitsApart(-1n, -2n), bitsApart(5n, 5n)]).toEqual([3, 64, 1, 0]);
});

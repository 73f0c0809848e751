import { newId } from '@zhiben/platform/domain/ids.ts';
import { describe, expect, test } from 'vitest';
import { layDownPlan } from './adoption.rules.ts';
import type { KnownBody } from './body-matching.rules.ts';
import type { DutyLine, DutyListContent } from './duty-list.contract.ts';
import { composeDutyList, dutyListFaults, dutyListState, isSameDutyList, partiesOf } from './duty-list.rules.ts';
import { DUTY_STARTERS } from './duty-starters.ts';
import { readingOf } from './reading.rules.ts';

const [office, government, east, west] = [newId(), newId(), newId(), newId()] as [string, string, string, string];
const BODIES: readonly KnownBody[] = [
  { id: office, name: '测试县安委办', shortName: '县安委办', kind: 'committeeOffice' },
  { id: government, name: '测试县人民政府', shortName: '县政府', kind: 'leadership' },
  { id: east, name: '东河镇人民政府', shortName: '东河镇', kind: 'township' },
  { id: west, name: '西山镇人民政府', shortName: '西山镇', kind: 'township' },
];

const lineOf = (changes: Partial<DutyLine>): DutyLine => ({
  id: newId(),
  text: '研究安全生产工作。',
  kind: 'recurring',
  frequency: { per: 'quarter', atLeast: 1 },
  deadline: null,
  evidence: '会议纪要',
  source: '',
  ...changes,
});
const listOf = (changes: Partial<DutyListContent> = {}): DutyListContent => ({
  title: '测试县党政领导安全生产职责清单',
  basis: '《地方党政领导干部安全生产责任制规定》',
  startsOn: '2024-01-01',
  endsOn: '2024-12-31',
  parties: [
    { id: newId(), name: '县委常委会', bodyIds: [government], lines: [lineOf({})] },
    {
      id: newId(),
      name: '县长',
      bodyIds: [government],
      lines: [
        lineOf({ kind: 'deadline', frequency: null, deadline: '2024-06-30', text: '制定年度任务清单。' }),
        lineOf({ kind: 'standing', frequency: null, text: '领导安委会工作。', evidence: '' }),
      ],
    },
    { id: newId(), name: '各乡镇', bodyIds: [east, west], lines: [lineOf({ text: '报送调度表。' })] },
  ],
  ...changes,
});
const of = { edition: 1, on: '2024-03-20', ownerBodyId: office };

test('the composed document has each line as a unit of work whose words stand at its place', () => {
  const list = listOf();
  const { text, plan } = composeDutyList(list, of, { bodies: BODIES, aliases: [] });
  expect(text.split('\n').slice(0, 10)).toEqual([
    '测试县党政领导安全生产职责清单',
    '（第 1 版，2024-03-20）',
    '',
    '依据：《地方党政领导干部安全生产责任制规定》',
    '有效期：2024-01-01 至 2024-12-31',
    '',
    '一、县委常委会',
    '填报单位：测试县人民政府',
    '1.研究安全生产工作。（每季度1次；佐证材料：会议纪要）',
    '',
  ]);
  for (const { quote, span } of plan.obligations) expect(text.slice(span.start, span.end)).toBe(quote);
  const { units, duties } = layDownPlan(readingOf(plan), text);
  const work = units.filter((unit) => unit.isWork);
  expect(work.map((unit) => unit.key)).toEqual(list.parties.flatMap((party) => party.lines.map((line) => line.id)));
  expect(work.map((unit) => [unit.path.join(''), unit.label])).toEqual([
    ['一1', '研究安全生产工作'],
    ['二1', '制定年度任务清单'],
    ['二2', '领导安委会工作'],
    ['三1', '报送调度表'],
  ]);
  expect(work.map((unit) => units.find((one) => one.key === unit.actionKey)?.label)).toEqual([
    '县委常委会',
    '县长',
    '县长',
    '各乡镇',
  ]);
  // What is kept to throughout is work, and falls due on no day of its own.
  expect(duties.map(({ duty }) => [duty.kind, duty.actor])).toEqual([
    ['recurring', '县委常委会'],
    ['deadline', '县长'],
    ['recurring', '各乡镇'],
  ]);
});

test('a group whose words do not name its bodies is named by them; the office leads a group', () => {
  const party = { id: newId(), name: '沿河两地', bodyIds: [east, west], lines: [lineOf({})] };
  const { plan } = composeDutyList(listOf({ parties: [party] }), of, { bodies: BODIES, aliases: [] });
  expect(plan.obligations[0]?.actor).toBe('东河镇人民政府、西山镇人民政府');
  expect(partiesOf(party, office)).toEqual({ leadBodyId: office, supportingBodyIds: [east, west] });
  expect(partiesOf({ bodyIds: [east] }, office)).toEqual({ leadBodyId: east, supportingBodyIds: [] });
});

describe('what a list needs before it is published', () => {
  const faultsOf = (changes: Partial<DutyListContent>) =>
    dutyListFaults(listOf(changes)).map(({ path, message }) => `${path}：${message}`);
  const withLine = (line: Partial<DutyLine>) => ({
    parties: [{ id: newId(), name: '县长', bodyIds: [government], lines: [lineOf({}), lineOf(line)] }],
  });
  test.each<[string, Partial<DutyListContent>, string[]]>([
    ['nothing', {}, []],
    ['a period', { startsOn: null }, ['startsOn：请填写有效期的开始日期']],
    ['a period that runs forward', { startsOn: '2025-01-01' }, ['endsOn：结束日期不能早于开始日期']],
    ['somebody bound', { parties: [] }, ['parties：请添加责任主体和职责']],
    [
      'a name, a body and lines of each party',
      { parties: [{ id: newId(), name: ' ', bodyIds: [], lines: [] }] },
      [
        '第 1 个责任主体：请填写责任主体的名称',
        '第 1 个责任主体：请选择填报单位',
        '第 1 个责任主体：请添加职责，或删除这个责任主体',
      ],
    ],
    ['words', withLine({ text: ' ' }), ['第 1 个责任主体第 2 条：请填写职责内容']],
    ['a frequency', withLine({ frequency: null }), ['第 1 个责任主体第 2 条：请选择频次']],
    ['a day', withLine({ kind: 'deadline' }), ['第 1 个责任主体第 2 条：请填写完成期限']],
    [
      'a day within the period',
      withLine({ kind: 'deadline', deadline: '2025-01-01' }),
      ['第 1 个责任主体第 2 条：完成期限不能晚于清单的有效期'],
    ],
  ])('%s', (_, changes, faults) => {
    expect(faultsOf(changes)).toEqual(faults);
  });
});

test('where a list stands; the order of keys makes no difference', () => {
  const draft = listOf();
  const reversed = Object.fromEntries(Object.entries(draft).reverse()) as DutyListContent;
  expect(isSameDutyList(draft, reversed)).toBe(true);
  const edited = { ...draft, basis: '县委文件' };
  const closedAt = new Date(0);
  expect(dutyListState({ draft, published: null, closedAt: null }, true)).toBe('draft');
  expect(dutyListState({ draft, published: reversed, closedAt: null }, true)).toBe('published');
  expect(dutyListState({ draft: edited, published: draft, closedAt: null }, true)).toBe('revising');
  expect(dutyListState({ draft: edited, published: draft, closedAt: null }, false)).toBe('published');
  expect(dutyListState({ draft, published: draft, closedAt }, true)).toBe('ended');
});

test('every shipped duty can be published as it is, and says where it comes from', () => {
  const parties = DUTY_STARTERS.map(({ party, text, kind, frequency, evidence, source }) => ({
    id: newId(),
    name: party,
    bodyIds: [government],
    lines: [{ id: newId(), text, kind, frequency, deadline: null, evidence, source }],
  }));
  expect(dutyListFaults(listOf({ parties }))).toEqual([]);
  expect(DUTY_STARTERS.every((one) => one.source !== '' && one.evidence !== '')).toBe(true);
});

import { newId } from '@zhiben/platform/domain/ids.ts';
import { expect, test } from 'vitest';
import { DUTY_STARTERS } from '../domain/duty-starters.ts';
import type { DutyListContent } from '../domain/index.ts';
import * as edits from './duty-list-edits.ts';

const lineOf = (text: string) => ({ ...edits.blankLine(), text });
const list: DutyListContent = {
  title: '清单',
  basis: '',
  startsOn: null,
  endsOn: null,
  parties: [
    { ...edits.blankParty(), name: '县长', lines: [lineOf('一'), lineOf('二')] },
    { ...edits.blankParty(), name: '各乡镇', lines: [lineOf('三')] },
  ],
};
const idOf = (text: string) =>
  list.parties.flatMap((party) => party.lines).find((line) => line.text === text)?.id ?? '';
const words = ({ parties }: DutyListContent) =>
  parties.map(({ name, lines }) => [name, ...lines.map((l) => l.text)].join());

test.each<[string, DutyListContent, string[]]>([
  ['down', edits.moveLine(list, idOf('一'), 1), ['县长,二,一', '各乡镇,三']],
  ['not beyond its party', edits.moveLine(list, idOf('二'), 1), ['县长,一,二', '各乡镇,三']],
  ['a party up', edits.moveParty(list, list.parties[1]?.id ?? '', -1), ['各乡镇,三', '县长,一,二']],
  ['gone', edits.removeLine(list, idOf('一')), ['县长,二', '各乡镇,三']],
  ['between', edits.insertLine(list, list.parties[0]?.id ?? '', 1, lineOf('新')), ['县长,一,新,二', '各乡镇,三']],
  ['other words', edits.changeLine(list, idOf('三'), { text: '改' }), ['县长,一,二', '各乡镇,改']],
])('a line or party: %s', (_, after, expected) => {
  expect(words(after)).toEqual(expected);
});

test('starters join the party of their name, blank parties give way, and a copy shares no ids', () => {
  const [starter] = DUTY_STARTERS.filter((one) => one.party === '各乡镇');
  if (!starter) throw new Error('there is a duty of the townships');
  const body = { shortName: '', division: '', industries: null, kind: 'township' as const };
  const bodies = ['东乡镇', '西乡镇'].map((name) => ({ ...body, id: newId(), name }));
  expect(words(edits.addStarters(list, [starter], bodies))[1]).toBe(`各乡镇,三,${starter.text}`);
  const blank = { ...list, parties: [edits.blankParty()] };
  const [only, ...others] = edits.addStarters(blank, [starter], bodies).parties;
  expect([only?.bodyIds, others]).toEqual([bodies.map(({ id }) => id), []]);
  const idsOf = ({ parties }: DutyListContent) => parties.flatMap(({ id, lines }) => [id, ...lines.map((l) => l.id)]);
  const copy = edits.copyOf(list);
  expect(words(copy)).toEqual(words(list));
  expect(idsOf(copy).filter((id) => idsOf(list).includes(id))).toEqual([]);
});

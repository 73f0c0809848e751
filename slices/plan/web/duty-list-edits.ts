import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Body } from '@zhiben/slices/division/domain';
import type { DutyStarter } from '../domain/duty-starters.ts';
import type { DutyLine, DutyListContent, DutyParty } from '../domain/index.ts';

/** What a clerk does to a list, as the list after it. */

export const blankLine = (): DutyLine => ({
  id: newId(),
  text: '',
  kind: 'recurring',
  frequency: { per: 'month', atLeast: 1 },
  deadline: null,
  evidence: '',
  source: '',
});

export const blankParty = (): DutyParty => ({ id: newId(), name: '', bodyIds: [], lines: [blankLine()] });

/** The same list under new ids: a copy never shares items with what it was copied from. */
export function copyOf({ parties, ...head }: DutyListContent): DutyListContent {
  const renamed = parties.map((party) => ({
    ...party,
    id: newId(),
    lines: party.lines.map((line) => ({ ...line, id: newId() })),
  }));
  return { ...head, parties: renamed };
}

export function changeParty(list: DutyListContent, id: string, changes: Partial<DutyParty>): DutyListContent {
  return { ...list, parties: list.parties.map((party) => (party.id === id ? { ...party, ...changes } : party)) };
}

export function changeLine(list: DutyListContent, id: string, changes: Partial<DutyLine>): DutyListContent {
  return onLines(list, (lines) =>
    lines.some((line) => line.id === id)
      ? lines.map((line) => (line.id === id ? { ...line, ...changes } : line))
      : lines,
  );
}

export function insertLine(list: DutyListContent, partyId: string, at: number, line: DutyLine): DutyListContent {
  const party = list.parties.find((one) => one.id === partyId);
  return party ? changeParty(list, partyId, { lines: party.lines.toSpliced(at, 0, line) }) : list;
}

export function removeLine(list: DutyListContent, id: string): DutyListContent {
  return onLines(list, (lines) => lines.filter((line) => line.id !== id));
}

/** @param by -1 up, 1 down; a line stays with its party */
export function moveLine(list: DutyListContent, id: string, by: -1 | 1): DutyListContent {
  return onLines(list, (lines) => moved(lines, id, by));
}

export function moveParty(list: DutyListContent, id: string, by: -1 | 1): DutyListContent {
  return { ...list, parties: moved(list.parties, id, by) };
}

/** Starters join the party of their name; others come with a party of their own, filed for by bodies of their kind. */
export function addStarters(
  list: DutyListContent,
  starters: readonly DutyStarter[],
  bodies: readonly Body[],
): DutyListContent {
  let parties = list.parties.filter((party) => !isBlank(party));
  for (const { party: name, bodyKind, text, kind, frequency, evidence, source } of starters) {
    const line = { ...blankLine(), text, kind, frequency, evidence, source };
    const own = parties.find((party) => party.name === name);
    if (own) {
      parties = parties.map((party) => (party === own ? { ...party, lines: [...party.lines, line] } : party));
      continue;
    }
    const ofKind = bodies.filter((body) => body.kind === bodyKind).map((body) => body.id);
    // 各部门, 各乡镇 are all of them; a leader or the office is one body.
    const bodyIds = bodyKind === 'leadership' || bodyKind === 'committeeOffice' ? ofKind.slice(0, 1) : ofKind;
    parties = [...parties, { id: newId(), name, bodyIds, lines: [line] }];
  }
  return { ...list, parties };
}

function isBlank({ name, bodyIds, lines }: DutyParty): boolean {
  return name === '' && bodyIds.length === 0 && lines.every((line) => line.text === '');
}

function onLines(list: DutyListContent, change: (lines: DutyLine[]) => DutyLine[]): DutyListContent {
  const parties = list.parties.map((party) => {
    const lines = change(party.lines);
    return lines === party.lines ? party : { ...party, lines };
  });
  return { ...list, parties };
}

function moved<T extends { readonly id: string }>(all: T[], id: string, by: -1 | 1): T[] {
  const at = all.findIndex((one) => one.id === id);
  const one = all[at];
  if (!one || at + by < 0 || at + by >= all.length) return all;
  return all.toSpliced(at, 1).toSpliced(at + by, 0, one);
}

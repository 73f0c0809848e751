import type { Plan, PlanObligation, PlanSection } from '@zhiben/gongwen';
import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { BodyAlias } from './body-alias.rules.ts';
import type { KnownBody } from './body-matching.rules.ts';
import type { DUTY_LIST_STATES, DutyLine, DutyListContent, DutyParty } from './duty-list.contract.ts';
import { dutyOwners } from './duty-owner.rules.ts';
import { frequencyText } from './plan.terms.ts';

/** Something that a list needs before it is published: where, and what to do. */
export interface DutyListFault {
  /** A party or a line; null for the list itself. */
  readonly itemId: string | null;
  readonly path: string;
  readonly message: string;
}

/** What keeps a list from being published, in its order. */
export function dutyListFaults({ startsOn, endsOn, parties }: DutyListContent): DutyListFault[] {
  const faults: DutyListFault[] = [];
  const note = (itemId: string | null, path: string, message: string) => faults.push({ itemId, path, message });
  if (startsOn === null) note(null, 'startsOn', '请填写有效期的开始日期');
  if (endsOn === null) note(null, 'endsOn', '请填写有效期的结束日期');
  if (startsOn && endsOn && startsOn > endsOn) note(null, 'endsOn', '结束日期不能早于开始日期');
  if (parties.length === 0) note(null, 'parties', '请添加责任主体和职责');
  for (const [p, { id, name, bodyIds, lines }] of parties.entries()) {
    const at = `第 ${p + 1} 个责任主体`;
    if (name.trim() === '') note(id, at, '请填写责任主体的名称');
    if (bodyIds.length === 0) note(id, at, '请选择填报单位');
    if (lines.length === 0) note(id, at, '请添加职责，或删除这个责任主体');
    for (const [n, line] of lines.entries()) {
      for (const message of lineFaults(line, endsOn)) note(line.id, `${at}第 ${n + 1} 条`, message);
    }
  }
  return faults;
}

function lineFaults({ text, kind, frequency, deadline }: DutyLine, endsOn: LocalDate | null): string[] {
  return [
    ...(text.trim() === '' ? ['请填写职责内容'] : []),
    ...(kind === 'recurring' && frequency === null ? ['请选择频次'] : []),
    ...(kind === 'deadline' && deadline === null ? ['请填写完成期限'] : []),
    ...(kind === 'deadline' && deadline && endsOn && deadline > endsOn ? ['完成期限不能晚于清单的有效期'] : []),
  ];
}

export function isSameDutyList(a: DutyListContent, b: DutyListContent): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

/** With keys in one order: what comes from the database has another one than what a screen sends. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}

/** Where a list stands; its revisions are the office's own business until they are published. */
export function dutyListState(
  list: {
    readonly draft: DutyListContent;
    readonly published: DutyListContent | null;
    readonly closedAt: Date | null;
  },
  withRevisions: boolean,
): (typeof DUTY_LIST_STATES)[number] {
  if (list.published === null) return 'draft';
  if (list.closedAt !== null) return 'ended';
  return withRevisions && !isSameDutyList(list.draft, list.published) ? 'revising' : 'published';
}

/** Who carries a task of a list: bodies of a group each owe it, and the office that keeps the list leads them. */
export function partiesOf({ bodyIds }: Pick<DutyParty, 'bodyIds'>, ownerBodyId: string) {
  const [only, ...others] = bodyIds;
  if (only !== undefined && others.length === 0) return { leadBodyId: only, supportingBodyIds: [] };
  return { leadBodyId: ownerBodyId, supportingBodyIds: bodyIds.filter((id) => id !== ownerBodyId) };
}

/** The bodies of a county, and its own words for them. */
interface CountyWords {
  readonly bodies: readonly KnownBody[];
  readonly aliases: readonly BodyAlias[];
}

/**
 * The list as a document of our own making: its text, and the structure that a reader of plans would find in it, which
 * needs no reading here. Each line becomes one unit of work (its id is the line's) with at most one duty.
 */
export function composeDutyList(
  { title, basis, startsOn, endsOn, parties }: DutyListContent,
  of: { readonly edition: number; readonly on: LocalDate; readonly ownerBodyId: string },
  { bodies, aliases }: CountyWords,
): { readonly text: string; readonly plan: Plan } {
  const names = new Map(bodies.map((body) => [body.id, body.name]));
  const sections: PlanSection[] = [];
  const obligations: PlanObligation[] = [];
  let text = `${title.trim()}\n（第 ${of.edition} 版，${of.on}）\n\n`;
  if (basis.trim()) text += `依据：${basis.trim()}\n`;
  text += `有效期：${startsOn ?? ''} 至 ${endsOn ?? ''}\n`;

  for (const [p, party] of parties.entries()) {
    const mark = chineseNumber(p + 1);
    text += '\n';
    const start = text.length;
    const name = party.name.trim();
    text += `${mark}、${name}`;
    const headSpan = { start, end: text.length };
    text += `\n填报单位：${party.bodyIds.map((id) => names.get(id) ?? '').join('、')}\n`;
    const action: PlanSection = {
      id: party.id,
      path: [mark],
      parentPath: [],
      kind: 'action',
      title: name,
      startsWith: startOf(name),
      span: { start, end: text.length },
      headSpan,
    };
    sections.push(action);
    const actor = actorWords(party, of.ownerBodyId, { bodies, aliases });
    for (const [n, line] of party.lines.entries()) {
      const number = String(n + 1);
      const from = text.length;
      text += `${number}.`;
      const head = { start: from, end: text.length };
      const words = line.text.trim();
      const span = { start: text.length, end: text.length + words.length };
      text += `${words}${remarks(line)}\n`;
      sections.push({
        id: line.id,
        path: [mark, number],
        parentPath: [mark],
        kind: 'task',
        title: null,
        startsWith: startOf(words),
        span: { start: from, end: text.length },
        headSpan: head,
      });
      const duty = dutyOf(line);
      if (duty) {
        const place = { taskPath: [mark, number], sectionId: line.id, quote: words, span };
        obligations.push({ ...place, ...duty, actor, actorSource: 'explicit', confidence: 1 });
      }
    }
    action.span.end = text.length;
  }
  const period = { from: startsOn, to: endsOn };
  const head = { title: title.trim(), docNumber: null, issuer: null, date: of.on, period, phases: [] };
  return { text, plan: { ...head, sections, obligations } };
}

/** What a line asks for; a standing one falls due on no day and is work without a dated duty. */
function dutyOf({
  kind,
  frequency,
  deadline,
}: DutyLine): Pick<PlanObligation, 'kind' | 'frequency' | 'deadline'> | null {
  if (kind === 'recurring' && frequency) {
    const { every, dueDay, ...rest } = frequency;
    return { kind, frequency: { ...rest, ...(every ? { every } : {}), ...(dueDay ? { dueDay } : {}) } };
  }
  return kind === 'deadline' && deadline ? { kind, deadline } : null;
}

/** Words for who owes it that name every body of a group: the party's own where they do, else the bodies' names. */
function actorWords(party: DutyParty, ownerBodyId: string, { bodies, aliases }: CountyWords): string {
  const task = partiesOf(party, ownerBodyId);
  const owed = dutyOwners(party.name, task, bodies, aliases);
  const covers = party.bodyIds.length === owed.length && party.bodyIds.every((id) => owed.includes(id));
  if (covers) return party.name.trim();
  return bodies
    .filter((body) => party.bodyIds.includes(body.id))
    .map((body) => body.name)
    .join('、');
}

function remarks({ kind, frequency, deadline, evidence, source }: DutyLine): string {
  const parts = [
    ...(kind === 'recurring' && frequency ? [frequencyText(frequency).replaceAll(' ', '')] : []),
    ...(kind === 'deadline' && deadline ? [`${deadline}前`] : []),
    ...(evidence.trim() ? [`佐证材料：${evidence.trim()}`] : []),
    ...(source.trim() ? [`依据：${source.trim()}`] : []),
  ];
  return parts.length === 0 ? '' : `（${parts.join('；')}）`;
}

const startOf = (words: string) => words.replace(/\s+/g, '').slice(0, 15);

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99 as headings of official documents are numbered. */
function chineseNumber(n: number): string {
  const tens = Math.floor(n / 10);
  if (tens === 0) return DIGITS[n] ?? '';
  return `${tens === 1 ? '' : DIGITS[tens]}十${DIGITS[n % 10]}`;
}

import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import type { CheckItem } from './checklist.contract.ts';
import type { Answer, FindingInput } from './record.contract.ts';
import type { RecordBody } from './sync.contract.ts';

/**
 * What is wrong with a record as a whole, for the phone before it is signed and for the server alike; empty when
 * nothing is. Paths name the check item: `answers.<item>`.
 * @param signer the name of the person who is signed in
 */
export function recordFaults(
  items: readonly CheckItem[],
  body: Pick<RecordBody, 'answers' | 'findings' | 'signedName' | 'startedAt' | 'signedAt'>,
  signer: string,
): FieldProblem[] {
  const faults: FieldProblem[] = [];
  const known = new Map(items.map((item) => [item.id, item]));
  const answered = new Set<string>();
  for (const { item } of body.answers) {
    if (!known.has(item)) faults.push({ path: `answers.${item}`, message: '清单中没有这个检查项' });
    if (answered.has(item)) faults.push({ path: `answers.${item}`, message: '同一检查项回答了两次' });
    answered.add(item);
  }
  const found = new Set(body.findings.map(({ itemId }) => itemId));
  for (const item of items) {
    const answer = body.answers.find((one) => one.item === item.id);
    const message = answer ? answerFault(item, answer, found.has(item.id)) : '还没有回答';
    if (message !== null) faults.push({ path: `answers.${item.id}`, message });
  }
  for (const finding of body.findings) {
    if (finding.itemId !== null && !known.has(finding.itemId))
      faults.push({ path: `findings.${finding.id}`, message: '所属检查项不在清单中' });
  }
  if (new Set(body.findings.map(({ id }) => id)).size < body.findings.length)
    faults.push({ path: 'findings', message: '同一问题出现了两次' });
  if (body.signedName.replace(/\s/g, '') !== signer.replace(/\s/g, ''))
    faults.push({ path: 'signedName', message: `签名应为本人姓名：${signer}` });
  if (Date.parse(body.signedAt) < Date.parse(body.startedAt))
    faults.push({ path: 'signedAt', message: '签名时间早于开始时间' });
  return faults;
}

/** What is wrong with one answer; null when nothing is. */
export function answerFault(item: CheckItem, answer: Answer, hasFinding: boolean): string | null {
  const { verdict, value, note, files } = answer;
  if (verdict === 'na') return null;
  if (item.photo === 'required' && files.length === 0) return '此项规定要拍照，请补拍';
  const owed = suggestedVerdict(item, value);
  if (owed === 'missing') return MISSING[item.kind];
  if (owed === 'bad' && verdict === 'ok')
    return item.kind === 'number' ? `${limitsOf(item)}，读数超限不能判为合格` : '所选结果属于不合格';
  if (verdict === 'bad' && note === '' && !hasFinding) return '不合格的，请写明情况或登记为问题';
  return null;
}
const MISSING: Record<CheckItem['kind'], string> = {
  'yes-no': '还没有回答',
  number: '请填写读数',
  choice: '请选择',
  text: '请填写',
};

/** What a value says by itself: `bad` beyond a limit or by a choice that is marked so, `missing` where it is no value. */
export function suggestedVerdict(item: CheckItem, value: Answer['value']): 'ok' | 'bad' | 'missing' {
  switch (item.kind) {
    case 'yes-no':
      return 'ok';
    case 'number': {
      if (typeof value !== 'number') return 'missing';
      const within = (item.low === null || value >= item.low) && (item.high === null || value <= item.high);
      return within ? 'ok' : 'bad';
    }
    case 'choice': {
      const chosen = item.choices.find(({ words }) => words === value);
      return chosen ? (chosen.bad ? 'bad' : 'ok') : 'missing';
    }
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? 'ok' : 'missing';
  }
}

/** 应在 0.2–0.4 MPa 之间; empty where there is no limit. */
export function limitsOf({ low, high, unit }: Pick<CheckItem, 'low' | 'high' | 'unit'>): string {
  const tail = unit && ` ${unit}`;
  if (low !== null && high !== null) return `应在 ${low}–${high}${tail} 之间`;
  if (low !== null) return `应不低于 ${low}${tail}`;
  return high !== null ? `应不高于 ${high}${tail}` : '';
}

/** All contents that a record names, each once. */
export function filesOf(body: {
  readonly answers: readonly Answer[];
  readonly findings: readonly FindingInput[];
}): string[] {
  return [...new Set([...body.answers, ...body.findings].flatMap(({ files }) => files))];
}

interface Side {
  readonly answers: readonly Answer[];
  readonly findings: readonly FindingInput[];
}
export interface MergedAnswers {
  readonly answers: Answer[];
  readonly findings: FindingInput[];
  /** Items that were answered differently: both answers stay, the first stands until a person chooses. */
  readonly conflicts: { readonly first: Answer; readonly second: Answer }[];
}

/**
 * Two records of one slot, item by item: what only one has is taken, what agrees is one, its notes and photos together;
 * what differs in value or verdict is a conflict. Nothing of either is lost.
 */
export function mergeAnswers(first: Side, second: Side): MergedAnswers {
  const answers: Answer[] = [];
  const conflicts: MergedAnswers['conflicts'] = [];
  for (const answer of first.answers) {
    const other = second.answers.find(({ item }) => item === answer.item);
    if (!other) answers.push(answer);
    else if (other.verdict === answer.verdict && other.value === answer.value) answers.push(united(answer, other));
    else {
      answers.push(answer);
      conflicts.push({ first: answer, second: other });
    }
  }
  answers.push(...second.answers.filter(({ item }) => !first.answers.some((one) => one.item === item)));
  const findings = [...first.findings, ...second.findings.filter(({ id }) => !first.findings.some((f) => f.id === id))];
  return { answers, findings, conflicts };
}

function united(a: Answer, b: Answer): Answer {
  const note = a.note === b.note || b.note === '' ? a.note : a.note === '' ? b.note : `${a.note}；${b.note}`;
  return { ...a, note, files: [...new Set([...a.files, ...b.files])] };
}

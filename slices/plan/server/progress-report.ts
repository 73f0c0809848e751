import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type Block, type OfficialDocument, sayDate } from '@zhiben/platform/server/docx/index.ts';
import type { Tally } from '../domain/campaign.contract.ts';
import { clauseText, TASK_STATUS_NAMES } from '../domain/plan.terms.ts';
import type { TaskStatus } from '../domain/task-status.rules.ts';

/** A task as the report speaks of it. */
interface ReportedTask {
  readonly id: string;
  readonly path: readonly string[];
  readonly label: string;
  readonly actionId: string | null;
  readonly lead: string;
  readonly status: TaskStatus;
  readonly dueOn: LocalDate;
}

/** A verified filing. */
interface ReportedProgress {
  readonly id: string;
  readonly taskId: string;
  readonly body: string;
  readonly happenedOn: LocalDate;
  readonly decidedOn: LocalDate;
  readonly text: string;
  readonly figures: readonly { readonly name: string; readonly value: number; readonly unit: string }[];
  readonly claimsCompletion: boolean;
  readonly filedByName: string;
  readonly decidedByName: string | null;
}

export interface ReportFacts {
  readonly name: string;
  readonly documentTitle: string;
  readonly docNumber: string | null;
  readonly number: string;
  readonly owner: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly tally: Tally;
  readonly actions: readonly { readonly id: string; readonly label: string; readonly tally: Tally }[];
  readonly tasks: readonly ReportedTask[];
  readonly progress: readonly ReportedProgress[];
}

const SOON_DAYS = 30;

/**
 * The progress report 进展情况报告, put together from what is recorded and nothing else. Every sentence that tells of
 * work carries the number of its filing, and the last attachment says of each number who filed and who verified it and
 * where it stands; figures are those of the tasks at the end of `to`.
 */
export function progressReport(facts: ReportFacts): OfficialDocument {
  const late = facts.tasks.filter((task) => task.status === 'overdue');
  const refs = new Map(facts.progress.map((progress, i) => [progress.id, i + 1]));
  return {
    title: `${facts.name}\n进展情况报告`,
    body: [
      { kind: 'paragraph', text: opening(facts) },
      { kind: 'heading', level: 1, text: '总体进展' },
      { kind: 'paragraph', text: overall(facts) },
      { kind: 'heading', level: 1, text: '各项行动进展' },
      ...facts.actions.flatMap((action) => actionBlocks(action, facts, refs)),
      { kind: 'heading', level: 1, text: '逾期未完成的任务' },
      { kind: 'paragraph', text: sayLate(late) },
      { kind: 'heading', level: 1, text: '近期到期的任务' },
      { kind: 'paragraph', text: saySoon(facts) },
    ],
    attachments: [
      ...(late.length > 0 ? [lateTable(late, facts.to)] : []),
      ...(facts.progress.length > 0 ? [sourceTable(facts, refs)] : []),
    ],
    signature: { issuer: facts.owner, on: facts.to },
  };
}

function opening({ documentTitle, docNumber, from, to, number }: ReportFacts): string {
  const basis = `《${documentTitle}》${docNumber ? `（${docNumber}）` : ''}`;
  return `根据${basis}，现将${sayDate(from)}至${sayDate(to)}的进展情况报告如下（专项行动编号：${number}，数据截至${sayDate(to)}）。`;
}

function overall({ tally, progress }: ReportFacts): string {
  const assigned = tally.total - tally.unassigned;
  const rest = (['awaitingVerification', 'overdue', 'dueSoon', 'inProgress', 'unassigned'] as const)
    .filter((status) => tally[status] > 0)
    .map((status) => `${TASK_STATUS_NAMES[status]}${tally[status]}项`);
  const done = `已核查完成${tally.done}项${tally.total > 0 ? `，完成率${percent(tally.done, tally.total)}` : ''}`;
  return `共有任务${tally.total}项，已分派${assigned}项，${done}${rest.length > 0 ? `；${rest.join('，')}` : ''}。本期核查通过进展${progress.length}条。`;
}

function actionBlocks(
  { id, label, tally }: ReportFacts['actions'][number],
  { tasks, progress }: ReportFacts,
  refs: ReadonlyMap<string, number>,
): Block[] {
  const own = tasks.filter((task) => task.actionId === id);
  const told = own.flatMap((task) => progress.filter((p) => p.taskId === task.id).map((p) => ({ task, p })));
  const overdue = tally.overdue > 0 ? `，逾期${tally.overdue}项` : '';
  const figures = `共${tally.total}项任务，已完成${tally.done}项${overdue}。`;
  const nothing = told.length === 0 ? '本期没有核查通过的进展。' : '';
  return [
    { kind: 'heading', level: 2, text: `${label}。`, runOn: `${figures}${nothing}` },
    ...told.map(({ task, p }): Block => ({ kind: 'paragraph', text: tell(task, p, refs.get(p.id) ?? 0) })),
  ];
}

function tell(task: ReportedTask, p: ReportedProgress, ref: number): string {
  const figures = p.figures.map(({ name, value, unit }) => `${name}${value}${unit}`).join('，');
  const words = p.text.replace(/\s*\n\s*/g, '').replace(/[。；;，,]$/, '');
  const end = p.claimsCompletion ? '，任务完成' : '';
  return `${p.body}（${clauseText(task.path)}${task.label}）：${words}${figures ? `；${figures}` : ''}${end}〔${ref}〕。`;
}

function sayLate(late: readonly ReportedTask[]): string {
  if (late.length === 0) return '没有逾期的任务。';
  const byLead = new Map<string, number>();
  for (const { lead } of late) byLead.set(lead, (byLead.get(lead) ?? 0) + 1);
  const bodies = [...byLead].sort((a, b) => b[1] - a[1]).map(([lead, count]) => `${lead}${count}项`);
  return `逾期任务${late.length}项，涉及${bodies.join('，')}（清单见附件）。`;
}

function saySoon({ tasks, to }: ReportFacts): string {
  const until = addDays(to, SOON_DAYS);
  const open = (task: ReportedTask) => task.status !== 'done' && task.status !== 'overdue';
  const soon = tasks.filter((task) => open(task) && task.dueOn >= to && task.dueOn <= until);
  if (soon.length === 0) return `${sayDate(until)}前没有到期的任务。`;
  const said = soon.map(({ label, lead, dueOn }) => `${label}（${lead || '未分派'}，${sayDate(dueOn)}）`);
  return `${sayDate(until)}前到期的任务${soon.length}项：${said.join('；')}。`;
}

function lateTable(late: readonly ReportedTask[], to: LocalDate) {
  const days = (dueOn: LocalDate) => String(Math.round((Date.parse(to) - Date.parse(dueOn)) / 86_400_000));
  const rows = late.map((t, i) => [String(i + 1), clauseText(t.path), t.label, t.lead, t.dueOn, days(t.dueOn)]);
  const columns = [
    { header: '序号', share: 1.4, align: 'center' as const },
    { header: '条目', share: 3.3 },
    { header: '任务', share: 5.6 },
    { header: '牵头单位', share: 4 },
    { header: '期限', share: 3.5, align: 'center' as const },
    { header: '逾期天数', share: 2.6, align: 'right' as const },
  ];
  return { title: '逾期任务清单', body: [{ kind: 'table' as const, columns, rows }] };
}

function sourceTable({ progress, tasks }: ReportFacts, refs: ReadonlyMap<string, number>) {
  const labels = new Map(tasks.map(({ id, path, label }) => [id, `${clauseText(path)} ${label}`]));
  const rows = progress.map((p) => [
    String(refs.get(p.id) ?? ''),
    labels.get(p.taskId) ?? '',
    `${p.body} ${p.filedByName}`,
    p.happenedOn,
    `${p.decidedOn} ${p.decidedByName ?? ''}`,
    p.id,
  ]);
  const columns = [
    { header: '依据', share: 1.2, align: 'center' as const },
    { header: '任务', share: 5.4 },
    { header: '填报', share: 4 },
    { header: '开展日期', share: 3, align: 'center' as const },
    { header: '核查', share: 3.4 },
    { header: '进展编号', share: 5.4 },
  ];
  return { title: '依据', orientation: 'landscape' as const, body: [{ kind: 'table' as const, columns, rows }] };
}

function percent(part: number, whole: number): string {
  return `${Number(((part / whole) * 100).toFixed(1))}%`;
}

import { COMMAND_NAMES, type CommandKind } from './paper.commands.ts';
import { DELIVERY_NAMES, type DeliveryWay } from './supervision.terms.ts';

interface Detail {
  readonly label: string;
  readonly text: string;
}

const LABELS: readonly (readonly [key: string, label: string])[] = [
  ['number', '文号'],
  ['party', '单位'],
  ['signer', '签收人'],
  ['onDate', '送达日期'],
  ['text', '内容'],
  ['reason', '原因'],
  ['replyDueOn', '反馈期限'],
  ['progressDueOn', '进展报告期限'],
  ['talkedOn', '约谈日期'],
  ['place', '地点'],
  ['host', '主持人'],
  ['attendees', '参加人员'],
  ['minutes', '约谈内容'],
  ['agreed', '议定事项'],
  ['conclusion', '结论'],
  ['notice', '公示内容'],
  ['note', '说明'],
];
/** What these commands change stands in the paper itself. */
const WORDS_OF_PAPER: ReadonlySet<string> = new Set(['draft', 'edit']);

const OTHER_FACTS: Readonly<Record<string, string>> = { draft: '拟稿', remind: '逾期催办' };

/** A fact of the audit chain as the history of a paper shows it; null for facts of other slices. */
export function describeFact(
  action: string,
  data: Readonly<Record<string, unknown>>,
): { what: string; details: Detail[]; files: string[] } | null {
  if (!action.startsWith('supervision:')) return null;
  const kind = action.slice('supervision:'.length);
  const what = OTHER_FACTS[kind] ?? COMMAND_NAMES[kind as CommandKind];
  if (!what) return null;
  const details: Detail[] = [];
  if (!WORDS_OF_PAPER.has(kind)) {
    for (const [key, label] of LABELS) {
      const value = data[key];
      if (typeof value === 'string' && value !== '') details.push({ label, text: value });
    }
    const way = DELIVERY_NAMES[data.way as DeliveryWay];
    if (way) details.push({ label: '送达方式', text: way });
  }
  const files = Array.isArray(data.files) ? data.files.filter((id) => typeof id === 'string') : [];
  return { what, details, files };
}

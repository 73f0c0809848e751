import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { compareEditions, type EditionChange } from '../domain/edition-diff.rules.ts';
import { type NamedMeasure, sayMeasure } from './use-measures.ts';

const KINDS = {
  added: ['新增', 'green'],
  removed: ['删去', 'red'],
  changed: ['改写', 'orange'],
  moved: ['移动', 'neutral'],
} as const;

interface Props {
  readonly before: readonly CheckItem[];
  readonly after: readonly CheckItem[];
  readonly measures: readonly NamedMeasure[] | null;
}

/** What one edition says differently from another. */
export function EditionChanges({ before, after, measures }: Props) {
  const changes = compareEditions(before, after, (id) => sayMeasure(measures, id) || '已对应');
  if (changes.length === 0) return <p className="zb-scr-note">检查项没有变化，只改了名称。</p>;
  return (
    <ul className="zb-scr-changes">
      {changes.map((change) => (
        <li key={`${change.kind} ${change.item.id}`}>
          <StatusTag label={KINDS[change.kind][0]} tone={KINDS[change.kind][1]} />
          <div>
            {change.kind === 'removed' ? <del>{change.item.question}</del> : change.item.question}
            <ChangeDetail change={change} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function ChangeDetail({ change }: { change: EditionChange }) {
  if (change.kind === 'moved')
    return (
      <small>
        第 {change.from} 项移到第 {change.to} 项
      </small>
    );
  if (change.kind !== 'changed') return null;
  return change.parts.map(({ label, before, after }) => (
    <small key={label}>
      {label}：<del>{before || '（空）'}</del> → <ins>{after || '（空）'}</ins>
    </small>
  ));
}

import { Link } from '@tanstack/react-router';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { useState } from 'react';
import { clauseText, type EditionChangeRow } from '../domain/index.ts';
import { useShortNames } from './use-short-names.ts';
import { WordDifference } from './WordDifference.tsx';

type Change = EditionChangeRow['change'];

const CHANGES: Record<Change, { label: string; tone: Tone }> = {
  changed: { label: '修改', tone: 'orange' },
  added: { label: '新增', tone: 'green' },
  removed: { label: '删除', tone: 'red' },
  unchanged: { label: '未变', tone: 'neutral' },
};
const ORDER = Object.keys(CHANGES) as Change[];

/** `修改 3 条，新增 1 条，删除 2 条，未变 30 条` */
export function sayCounts(counts: Readonly<Record<Change, number>>): string {
  return ORDER.map((change) => `${CHANGES[change].label} ${counts[change]} 条`).join('，');
}

interface EditionChangesProps {
  readonly rows: readonly EditionChangeRow[];
  /** What becomes of a new clause. */
  readonly fate?: string;
}

/** Clause by clause what a new edition says otherwise, in its order; what did not change is shown on demand. */
export function EditionChanges({ rows, fate = '新任务，待分派' }: EditionChangesProps) {
  const [shown, setShown] = useState<Change | null>(null);
  const visible = rows.filter((row) => (shown === null ? row.change !== 'unchanged' : row.change === shown));
  return (
    <>
      <div className="plan-lineage-bar">
        <nav aria-label="筛选变化">
          <button type="button" aria-pressed={shown === null} onClick={() => setShown(null)}>
            全部变化 {rows.filter((row) => row.change !== 'unchanged').length}
          </button>
          {ORDER.map((change) => (
            <button key={change} type="button" aria-pressed={shown === change} onClick={() => setShown(change)}>
              {CHANGES[change].label} {rows.filter((row) => row.change === change).length}
            </button>
          ))}
        </nav>
      </div>
      {visible.length === 0 && <p className="zb-absent">没有这样的条款。</p>}
      <ol className="plan-edition-changes">
        {visible.map((row) => (
          <ChangeRow key={`${row.change}${row.before?.text ?? ''}${row.after?.text ?? ''}`} row={row} fate={fate} />
        ))}
      </ol>
    </>
  );
}

function ChangeRow({ row, fate }: { row: EditionChangeRow; fate: string }) {
  const nameOf = useShortNames();
  const { change, before, after, task } = row;
  const clause = after ?? before;
  const { label, tone } = CHANGES[change];
  const moved = before && after && clauseText(before.path) !== clauseText(after.path);
  return (
    <li>
      <div className="plan-lineage-marks">
        <StatusTag label={label} tone={tone} />
        <b>
          {clauseText(clause?.path ?? [])} {clause?.label}
        </b>
        {moved && <small>原 {clauseText(before.path)}</small>}
      </div>
      {before && after ? (
        <WordDifference before={before.text} after={after.text} />
      ) : (
        <p className="plan-difference">{clause?.text.replace(/\s+/g, '')}</p>
      )}
      <p className="plan-edition-fate">
        {task ? (
          <>
            <Link to={`/tasks/${task.id}` as never}>{task.leadBodyId ? nameOf(task.leadBodyId) : '未分派'}</Link>
            {task.doneOn ? `　已完成（${task.doneOn}）` : ''}
            {`　${task.reports} 条进展　`}
            {change === 'removed' ? (task.doneOn ? '保留为已完成' : '记为条款已废止') : '随条款保留'}
          </>
        ) : (
          fate
        )}
      </p>
    </li>
  );
}

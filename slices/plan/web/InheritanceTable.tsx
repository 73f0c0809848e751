import type { CallInput, ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button } from 'antd';
import { z } from 'zod';
import { decideLinks, type getInheritance, type InheritedClause, MUCH_ALIKE_FROM } from '../domain/index.ts';
import { ClauseCell, InheritanceRow } from './InheritanceRow.tsx';

type Inheritance = ResponseOf<typeof getInheritance>;
export type LinkDecision = CallInput<typeof decideLinks>['body']['decisions'][number];

const VIEWS = {
  all: { label: '全部', shows: () => true },
  pending: { label: '待确认', shows: (row: InheritedClause) => row.state === 'proposed' },
  gap: { label: '缺口', shows: (row: InheritedClause) => row.state === 'gap' },
  conflict: { label: '冲突', shows: (row: InheritedClause) => row.contradictions.length > 0 },
  confirmed: { label: '已承接', shows: (row: InheritedClause) => row.state === 'confirmed' },
  own: { label: '本方案自有条款', shows: () => false },
} as const;
type View = keyof typeof VIEWS;
const VIEW_KEYS = Object.keys(VIEWS) as [View, ...View[]];
const viewSchema = z.object({ show: z.enum(VIEW_KEYS).default('all') });

/** Clauses of the higher plan left, what answers them right; a person confirms, refuses or waives. */
export function InheritanceTable({ planId, data }: { planId: string; data: Inheritance }) {
  const [{ show = 'all' }, setView] = useUrlState(viewSchema);
  const notice = useNotice();
  const command = useCommand(decideLinks);
  const own = data.clauses.filter((clause) => clause.own);
  const counts = (view: View) => (view === 'own' ? own.length : data.rows.filter(VIEWS[view].shows).length);
  const decide = async (decisions: LinkDecision[], said: string) => {
    const send = (all: LinkDecision[]) =>
      command.run({ params: { id: planId }, body: { commandId: newId(), decisions: all } }).catch(() => null);
    const undo = () => void send(decisions.map((one) => ({ ...one, reason: '', decision: 'undecided' })));
    if (await send(decisions)) notice(said, undo);
  };
  const alike = data.rows.flatMap((row) => {
    const [link] = row.links;
    const isSafe = row.state === 'proposed' && row.contradictions.length === 0;
    return isSafe && link && link.score >= MUCH_ALIKE_FROM ? [confirming(row, link.clause)] : [];
  });
  const shown = data.rows.filter(VIEWS[show].shows);
  return (
    <>
      <div className="plan-lineage-bar">
        <nav aria-label="筛选条款">
          {VIEW_KEYS.map((view) => (
            <button
              key={view}
              type="button"
              aria-pressed={view === show}
              onClick={() => void setView({ show: view }, { keepInHistory: true })}
            >
              {VIEWS[view].label} {counts(view)}
            </button>
          ))}
        </nav>
        {data.abilities.link && alike.length > 0 && (
          <Button loading={command.isRunning} onClick={() => void decide(alike, `已确认 ${alike.length} 条`)}>
            确认高度相似的 {alike.length} 条
          </Button>
        )}
      </div>
      {command.problem && (
        <p role="alert" className="plan-problem">
          {command.problem.message}
        </p>
      )}
      <div className="plan-lineage-head" aria-hidden="true">
        <span>上级方案：{data.parent?.title}</span>
        <span>本方案</span>
      </div>
      {show === 'own' ? (
        <ol className="plan-lineage-rows">
          {own.map((clause) => (
            <li key={clause.key} data-state="own">
              <div className="plan-lineage-none">上级方案没有这一条</div>
              <ClauseCell clause={clause} />
            </li>
          ))}
        </ol>
      ) : (
        <ol className="plan-lineage-rows">
          {shown.map((row) => (
            <InheritanceRow
              key={row.key}
              row={row}
              clauses={data.clauses}
              mayLink={data.abilities.link}
              onDecide={(decisions, said) => void decide(decisions, said)}
            />
          ))}
        </ol>
      )}
      {counts(show) === 0 && <p className="zb-absent">没有“{VIEWS[show].label}”的条款。</p>}
    </>
  );
}

function confirming(row: InheritedClause, clause: string): LinkDecision {
  return { parentClause: row.key, clause, decision: 'confirmed' };
}

import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { Input, Popover, Select } from 'antd';
import { useState } from 'react';
import {
  type Clause,
  CONTRADICTION_NAMES,
  clauseText,
  INHERITANCE_STATE_NAMES,
  type InheritanceState,
  type InheritedClause,
} from '../domain/index.ts';
import type { LinkDecision } from './InheritanceTable.tsx';

const TONES: Record<InheritanceState, Tone> = {
  confirmed: 'green',
  proposed: 'yellow',
  gap: 'red',
  waived: 'neutral',
  notOwed: 'neutral',
};

interface InheritanceRowProps {
  readonly row: InheritedClause;
  readonly clauses: readonly Clause[];
  readonly mayLink: boolean;
  readonly onDecide: (decisions: LinkDecision[], said: string) => void;
}

/** One clause of the higher plan and what answers it. */
export function InheritanceRow({ row, clauses, mayLink, onDecide }: InheritanceRowProps) {
  const { key, state, links, contradictions, reason } = row;
  const answers = links.flatMap((link) => {
    const clause = clauses.find((one) => one.key === link.clause);
    return clause ? [{ ...link, said: clause }] : [];
  });
  const decide = (clause: string, decision: LinkDecision['decision'], said: string, why = '') =>
    onDecide([{ parentClause: key, clause, decision, reason: why }], said);
  return (
    <li data-state={state}>
      <ClauseCell clause={row} />
      <div className="plan-lineage-answer">
        <div className="plan-lineage-marks">
          <StatusTag label={INHERITANCE_STATE_NAMES[state]} tone={TONES[state]} />
          {state === 'waived' && <span>{reason}</span>}
          {contradictions.map((one) => (
            <StatusTag key={`${one.kind}${one.above}`} label={CONTRADICTION_NAMES[one.kind]} tone="orange" />
          ))}
        </div>
        {answers.map(({ clause, score, confirmed, said }) => (
          <div key={clause}>
            <ClauseCell clause={said} note={`相似 ${Math.round(score * 100)}%`} />
            {mayLink && (
              <div className="plan-lineage-steps">
                {!confirmed && (
                  <>
                    <button type="button" className="zb-link" onClick={() => decide(clause, 'confirmed', '已确认')}>
                      确认对应
                    </button>
                    <button type="button" className="zb-link" onClick={() => decide(clause, 'refused', '已记为不对应')}>
                      不对应
                    </button>
                  </>
                )}
                {confirmed && (
                  <button type="button" className="zb-link" onClick={() => decide(clause, 'undecided', '已撤回')}>
                    撤回确认
                  </button>
                )}
              </div>
            )}
          </div>
        ))}
        {contradictions.length > 0 && (
          <ul className="plan-lineage-conflicts">
            {contradictions.map((one) => (
              <li key={`${one.kind}${one.above}`}>
                <strong>{one.say}。</strong>
                <span>上级：“{one.above}”</span>
                {one.below && <span>本方案：“{one.below}”</span>}
              </li>
            ))}
          </ul>
        )}
        {mayLink && state === 'waived' && (
          <button type="button" className="zb-link" onClick={() => decide('', 'undecided', '已撤回')}>
            撤回
          </button>
        )}
        {mayLink && state !== 'waived' && (
          <div className="plan-lineage-steps">
            <Select
              size="small"
              aria-label={`为“${row.label}”另选对应条款`}
              placeholder={state === 'confirmed' ? '增加对应条款' : '另选对应条款'}
              value={null}
              showSearch={{ optionFilterProp: 'label' }}
              options={clauses.map((one) => ({ value: one.key, label: `${clauseText(one.path)} ${one.label}` }))}
              onChange={(clause: string) => decide(clause, 'confirmed', '已确认')}
              style={{ width: 220 }}
            />
            {state !== 'confirmed' && <Waive onWaive={(why) => decide('', 'waived', '已记为不需承接', why)} />}
          </div>
        )}
      </div>
    </li>
  );
}

function Waive({ onWaive }: { onWaive: (why: string) => void }) {
  const [why, setWhy] = useState('');
  return (
    <Popover
      trigger="click"
      content={
        <form
          className="plan-lineage-waive"
          onSubmit={(event) => {
            event.preventDefault();
            if (why.trim()) onWaive(why.trim());
          }}
        >
          <Input
            aria-label="不需承接的理由"
            placeholder="不需承接的理由"
            value={why}
            maxLength={200}
            onChange={(event) => setWhy(event.target.value)}
          />
          <button type="submit" className="zb-button" disabled={!why.trim()}>
            记为不需承接
          </button>
        </form>
      }
    >
      <button type="button" className="zb-link">
        不需承接
      </button>
    </Popover>
  );
}

/** A clause by its place, heading and words; long ones open. */
export function ClauseCell({ clause, note }: { clause: Clause; note?: string }) {
  const { path, label, text } = clause;
  return (
    <details className="plan-lineage-clause">
      <summary>
        <b>
          {clauseText(path)} {label}
        </b>
        {note && <small>{note}</small>}
        <span>{text.replace(/\s+/g, '')}</span>
      </summary>
    </details>
  );
}

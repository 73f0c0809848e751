import { Link } from '@tanstack/react-router';
import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { memo } from 'react';
import { clauseText, PROPOSAL_SOURCE_NAMES, type proposeAssignments } from '../domain/index.ts';
import { BodiesSelect, BodySelect } from './BodySelect.tsx';
import type { Parties } from './use-assignments.ts';

export type Proposal = ResponseOf<typeof proposeAssignments>['rows'][number];

interface AssignRowProps {
  readonly row: Proposal;
  readonly parties: Parties;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onChange: (parties: Parties) => void;
  /** Who takes what nobody else does: the owner of the campaign. */
  readonly ownerBodyId: string | null;
  /** Remembers a word of the clause. */
  readonly onLearn: (phrase: string) => void;
}

/** One task without an owner. */
export const AssignRow = memo(function AssignRow(props: AssignRowProps) {
  const { row, parties, isChosen, onChoose, onChange, ownerBodyId, onLearn } = props;
  const { leadBodyId, supportingBodyIds } = parties;
  return (
    <tr data-chosen={isChosen}>
      <td>
        <input
          type="checkbox"
          aria-label={`分派 ${row.label}`}
          checked={isChosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
      </td>
      <th scope="row">
        <Link to={`/tasks/${row.taskId}` as never}>{row.label}</Link>
        <small>
          {clauseText(row.path)} · {row.actionLabel} <span className="plan-nowrap">· 期限 {row.dueOn}</span>
        </small>
      </th>
      <td>
        <BodySelect
          aria-label={`${row.label}的牵头单位`}
          value={leadBodyId}
          onChange={(id) => onChange({ supportingBodyIds, leadBodyId: id ?? null })}
        />
      </td>
      <td>
        <BodiesSelect
          aria-label={`${row.label}的配合单位`}
          value={supportingBodyIds}
          onChange={(ids) => onChange({ leadBodyId, supportingBodyIds: ids })}
        />
      </td>
      <td>
        <Because row={row} />
        {row.leadBodyId === null && (
          <div className="plan-lineage-steps">
            {leadBodyId === null && ownerBodyId !== null && (
              <button
                type="button"
                className="zb-link"
                onClick={() => onChange({ supportingBodyIds, leadBodyId: ownerBodyId })}
              >
                由牵头机构负责
              </button>
            )}
            {row.phrases.length === 1 && row.phrases[0] && (
              <button type="button" className="zb-link" onClick={() => onLearn(row.phrases[0] ?? '')}>
                记住这个称谓
              </button>
            )}
          </div>
        )}
      </td>
    </tr>
  );
}, sameRow);

/** Handlers change with every render, what a row shows does not. */
function sameRow(a: AssignRowProps, b: AssignRowProps): boolean {
  return a.row === b.row && a.parties === b.parties && a.isChosen === b.isChosen && a.ownerBodyId === b.ownerBodyId;
}

function Because({ row }: { row: Proposal }) {
  const words = row.phrases.map((phrase) => `“${phrase}”`).join('、');
  return (
    <span className="plan-because">
      {row.source ? (
        <StatusTag label={PROPOSAL_SOURCE_NAMES[row.source]} tone="blue" />
      ) : (
        <StatusTag label="原文未写明" tone="yellow" />
      )}
      {row.onEnterprises && <StatusTag label="企业义务，请指定督促单位" tone="orange" />}
      {words && <span title={words}>{words}</span>}
    </span>
  );
}

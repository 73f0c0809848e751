import { Link } from '@tanstack/react-router';
import { Empty } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { Checkbox } from 'antd';
import { TASK_LEVEL_NAMES } from '../domain/screening.terms.ts';
import type { TaskProposal } from '../domain/task.contract.ts';
import { sayEvery } from './screening-words.ts';

interface Props {
  readonly proposals: readonly TaskProposal[];
  /** Codes of the duties that are chosen. */
  readonly taken: ReadonlySet<string | null>;
  readonly onToggle: (proposal: TaskProposal, takes: boolean) => void;
}

/** Duties of the enterprise's class, each with where it is written and why it is offered. */
export function ProposalList({ proposals, taken, onToggle }: Props) {
  if (proposals.length === 0)
    return (
      <Empty title="义务表里没有按本企业类别规定的排查">可以自己定任务。企业档案的行业改正后，这里会重新计算。</Empty>
    );
  return (
    <ul className="zb-scr-proposals">
      {proposals.map((proposal) => (
        <li key={proposal.dutyCode}>
          <Checkbox
            aria-label={proposal.name}
            checked={proposal.taskId !== null || taken.has(proposal.dutyCode)}
            disabled={proposal.taskId !== null}
            onChange={({ target }) => onToggle(proposal, target.checked)}
          />
          <div>
            <strong>
              {proposal.taskId ? (
                <Link to={`/screening-tasks/${proposal.taskId}` as never}>{proposal.name}</Link>
              ) : (
                proposal.name
              )}
            </strong>{' '}
            {proposal.taskId && <StatusTag label="已有任务" tone="green" />}
            <p>
              {TASK_LEVEL_NAMES[proposal.level]} · {sayEvery(proposal)} · {proposal.who}
            </p>
            <small>
              依据：{proposal.source}
              {proposal.caution && <em>{proposal.caution}</em>}
            </small>
            <small>适用于：{proposal.because.join('、')}</small>
          </div>
        </li>
      ))}
    </ul>
  );
}

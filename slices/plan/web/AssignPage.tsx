import { Link, useParams } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { getCampaign, proposeAssignments } from '../domain/index.ts';
import { AssignRow, type Proposal } from './AssignRow.tsx';
import { type AliasDraft, BodyAliasDrawer } from './BodyAliasDrawer.tsx';
import { BodySelect } from './BodySelect.tsx';
import { type Parties, useAssignments } from './use-assignments.ts';
import './assign.css';
import './lineage.css';

/** Every task without an owner, with who might own it; the clerk corrects, selects and assigns. */
export default function AssignPage() {
  usePageTitle('分派任务');
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(proposeAssignments, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在按原文查找责任单位" />;
  return <Assigning campaignId={id} rows={data.rows} />;
}

const VIEWS = {
  all: { label: '全部未分派', shows: () => true },
  proposed: { label: '有建议', shows: (row: Proposal) => row.leadBodyId !== null },
  ownerless: { label: '无责任单位的条款', shows: (row: Proposal) => row.leadBodyId === null },
} as const;
const viewSchema = z.object({ show: z.enum(['all', 'proposed', 'ownerless']).default('all') });

function Assigning({ campaignId, rows: all }: { campaignId: string; rows: readonly Proposal[] }) {
  const [{ show = 'all' }, setView] = useUrlState(viewSchema);
  const rows = all.filter(VIEWS[show].shows);
  const campaign = useCall(getCampaign, { params: { id: campaignId } });
  const assignments = useAssignments(all);
  const notice = useNotice();
  const [draft, setDraft] = useState<AliasDraft | null>(null);
  const { chosen, ready, partiesOf, isChosen, pick } = assignments;
  const open = chosen.length - ready.length;
  const submit = async () => {
    const done = await assignments.submit();
    if (done) notice(`已分派 ${done.assigned} 项任务`);
  };
  return (
    <div className="plan-assign">
      <header>
        <div>
          <h1>分派任务</h1>
          <p>
            {campaign.data && <Link to={`/campaigns/${campaignId}` as never}>{campaign.data.name}</Link>}
            <span>
              未分派 {all.length} 项。责任单位按原文和<Link to={'/plans/words' as never}>责任主体称谓</Link>
              提出建议，请核对后分派。
            </span>
          </p>
        </div>
        <Button
          type="primary"
          disabled={ready.length === 0}
          loading={assignments.isRunning}
          onClick={() => void submit()}
        >
          分派所选的 {ready.length} 项
        </Button>
        {chosen.length > 0 && (
          <div className="plan-assign-bulk">
            <span>
              已选 {chosen.length} 项{open > 0 && `，其中 ${open} 项还没有牵头单位`}
            </span>
            <BodySelect
              aria-label="为所选任务统一指定牵头单位"
              placeholder="统一指定牵头单位"
              value={null}
              onChange={(bodyId) => bodyId && assignments.changeChosen(bodyId)}
            />
          </div>
        )}
      </header>
      {assignments.problem && (
        <p role="alert" className="plan-problem">
          {assignments.problem.message}
        </p>
      )}
      {all.length > 0 && (
        <nav className="plan-lineage-bar" aria-label="筛选任务">
          {(Object.keys(VIEWS) as (keyof typeof VIEWS)[]).map((view) => (
            <button key={view} type="button" aria-pressed={view === show} onClick={() => void setView({ show: view })}>
              {VIEWS[view].label} {all.filter(VIEWS[view].shows).length}
            </button>
          ))}
        </nav>
      )}
      {all.length > 0 && rows.length === 0 && <p className="zb-absent">没有“{VIEWS[show].label}”。</p>}
      {all.length === 0 ? (
        <Empty title="全部任务都已分派">
          <Link to={`/campaigns/${campaignId}` as never}>返回专项行动</Link>
        </Empty>
      ) : rows.length === 0 ? null : (
        <table className="plan-assign-table">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="全选"
                  checked={rows.every(isChosen)}
                  ref={(box) => {
                    if (box) box.indeterminate = rows.some(isChosen) && !rows.every(isChosen);
                  }}
                  onChange={(event) =>
                    pick(
                      rows.map((row) => row.taskId),
                      event.target.checked,
                    )
                  }
                />
              </th>
              <th scope="col">任务</th>
              <th scope="col">牵头单位</th>
              <th scope="col">配合单位</th>
              <th scope="col">建议依据</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <AssignRow
                key={row.taskId}
                row={row}
                ownerBodyId={campaign.data?.ownerBodyId ?? null}
                onLearn={(phrase) => setDraft(draftOf(row, phrase, partiesOf(row)))}
                parties={partiesOf(row)}
                isChosen={isChosen(row)}
                onChoose={(isPicked) => pick([row.taskId], isPicked)}
                onChange={(parties) => assignments.change(row.taskId, parties)}
              />
            ))}
          </tbody>
        </table>
      )}
      {draft && <BodyAliasDrawer draft={draft} onClose={() => setDraft(null)} />}
    </div>
  );
}

/** The word of a clause, with the bodies that the clerk has chosen for it. */
function draftOf(row: Proposal, phrase: string, { leadBodyId, supportingBodyIds }: Parties): AliasDraft {
  const bodyIds = leadBodyId === null ? [...supportingBodyIds] : [leadBodyId, ...supportingBodyIds];
  return { phrase, bodyKinds: [], bodyIds, learnedFrom: bodyIds.length > 0 ? row.taskId : null };
}

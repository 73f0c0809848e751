import { Link } from '@tanstack/react-router';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getHazardPapers, type LadderStep } from '../domain/proposal.contract.ts';
import type { PaperRow } from '../domain/supervision.contract.ts';
import { KINDS, LISTING_LEVEL_NAMES } from '../domain/supervision.terms.ts';
import { PaperKindName, PaperStatus } from './marks.tsx';
import './supervision.css';

const STEP_NAMES: Record<LadderStep['state'], string> = {
  done: '已印发',
  drafted: '拟稿中',
  proposed: '建议采取',
  dismissed: '未采纳',
  passed: '已过起点',
  next: '未到',
  waiting: '未逾期',
};
const STEP_TONES: Record<LadderStep['state'], Tone> = {
  done: 'green',
  drafted: 'blue',
  proposed: 'orange',
  dismissed: 'neutral',
  passed: 'neutral',
  next: 'neutral',
  waiting: 'neutral',
};
const pathOf = (id: string) => `/supervision/papers/${id}`;

/** 督办情况 of a hazard, for its record: plates, papers, the ladder of measures, what the rules of treatment say. */
export default function HazardPapers({ hazardId }: { hazardId: string }) {
  const { data, error, refetch } = useCall(getHazardPapers, { params: { id: hazardId } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { papers, steps, advice, listings, kinds } = data;
  return (
    <>
      {papers.length === 0 && <p className="zb-absent">还没有督办文书。</p>}
      {listings.map(({ level, number, paperId }) => (
        <p key={paperId} className="zb-super-note">
          {LISTING_LEVEL_NAMES[level]}挂牌督办中：<Link to={pathOf(paperId) as never}>{number}</Link>
        </p>
      ))}
      {advice.map(({ text, source }) => (
        <p key={text} className="zb-super-note">
          处置提示：{text}
          <small>依据：{source}</small>
        </p>
      ))}
      {papers.length > 0 && <PaperLines papers={papers} />}
      {steps.length > 0 && (
        <ol className="zb-super-ladder" aria-label="逐级措施">
          {steps.map(({ ruleCode, paperKind, state, fromOn, paperId, paperNumber, source }) => (
            <li key={ruleCode}>
              <StatusTag label={STEP_NAMES[state]} tone={STEP_TONES[state]} />
              <span>
                {paperId ? (
                  <Link to={pathOf(paperId) as never}>{paperNumber ?? KINDS[paperKind].name}</Link>
                ) : (
                  KINDS[paperKind].name
                )}
              </span>
              <span>{fromOn ? `${fromOn} 起` : ''}</span>
              <small>{source}</small>
            </li>
          ))}
        </ol>
      )}
      {kinds.length > 0 && (
        <div className="zb-super-actions">
          {kinds.map((kind) => (
            <LinkButton key={kind} to={`/supervision/papers/new?kind=${kind}&subjectKind=hazard&subjectId=${hazardId}`}>
              {`拟${KINDS[kind].name}`}
            </LinkButton>
          ))}
        </div>
      )}
    </>
  );
}

function PaperLines({ papers }: { papers: readonly PaperRow[] }) {
  return (
    <table className="zb-super-table">
      <thead>
        <tr>
          <th scope="col">文书</th>
          <th scope="col">主送</th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {papers.map(({ id, number, kind, level, addressees, status }) => (
          <tr key={id}>
            <th scope="row">
              <Link to={pathOf(id) as never}>{number ?? '未编号'}</Link>
              <small>
                <PaperKindName kind={kind} level={level} />
              </small>
            </th>
            <td>{addressees}</td>
            <td>
              <PaperStatus status={status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

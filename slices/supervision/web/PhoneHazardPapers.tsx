import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getHazardPapers } from '../domain/proposal.contract.ts';
import { listPapers, type PaperRow } from '../domain/supervision.contract.ts';
import { PaperLine } from './PaperLine.tsx';
import './supervision.css';

const MOST_WAITING = 20;

/** 督办情况 on the phone: what waits for one's own signature or answer first, then the papers that were issued. */
export default function PhoneHazardPapers({ hazardId }: { hazardId: string }) {
  const query = { group: 'inbox' as const, subjectId: hazardId, limit: MOST_WAITING };
  const waiting = useCall(listPapers, { query });
  const { data, error, refetch } = useCall(getHazardPapers, { params: { id: hazardId } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const mine = waiting.data?.rows ?? [];
  const others = data.papers.filter(({ id }) => !mine.some((paper) => paper.id === id));
  if (mine.length + others.length === 0) return <p className="zb-absent">还没有督办文书。</p>;
  return (
    <>
      {mine.map((paper) => (
        <Waiting key={paper.id} paper={paper} />
      ))}
      {others.length > 0 && (
        <ul className="zb-super-lines">
          {others.map((paper) => (
            <PaperLine key={paper.id} paper={paper} path={`/m/papers/${paper.id}`} />
          ))}
        </ul>
      )}
    </>
  );
}

function Waiting({ paper: { id, number, title, replyDueOn, status } }: { paper: PaperRow }) {
  return (
    <div className="zb-super-waiting">
      <p>{title}</p>
      {replyDueOn && status !== 'replied' && (
        <p>
          反馈期限 <Countdown dueOn={replyDueOn} />
        </p>
      )}
      <LinkButton to={`/m/papers/${id}`} primary>
        签收、反馈：{number}
      </LinkButton>
    </div>
  );
}

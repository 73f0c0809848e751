import { useParams } from '@tanstack/react-router';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getCommitment } from '../domain/commitment.contract.ts';
import { CommitmentBody, CommitmentMarks } from './CommitmentParts.tsx';
import './commitment.css';

export default function PhoneCommitmentRecordPage() {
  usePageTitle('安全承诺公告');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getCommitment, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <article className="zb-commit">
      <div className="zb-commit-head">
        <h2>{data.day}</h2>
        <CommitmentMarks commitment={data} />
      </div>
      <div>
        <CommitmentBody commitment={data} />
      </div>
    </article>
  );
}

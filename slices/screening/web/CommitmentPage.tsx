import { useParams } from '@tanstack/react-router';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getCommitment } from '../domain/commitment.contract.ts';
import { CommitmentBody, CommitmentMarks } from './CommitmentParts.tsx';

export default function CommitmentPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getCommitment, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPage
      number={data.day}
      title={`${data.enterpriseName}安全承诺公告`}
      marks={<CommitmentMarks commitment={data} />}
      actions={
        <>
          {data.abilities.amend && <LinkButton to="/commitments/sign">更正</LinkButton>}
          <LinkButton to={`/commitments/${id}/wall`}>打印公告</LinkButton>
        </>
      }
    >
      <CommitmentBody commitment={data} />
    </RecordPage>
  );
}

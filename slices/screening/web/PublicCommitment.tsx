import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePublic } from '@zhiben/platform/web/plain/use-public.ts';
import { getPublicCommitment } from '../domain/commitment.contract.ts';
import { SIGNED_AS_NAMES } from '../domain/commitment.terms.ts';
import { Counts } from './CommitmentCounts.tsx';

export function PublicCommitment({ enterpriseId }: { enterpriseId: string }) {
  const { data, problem, retry } = usePublic(getPublicCommitment, { params: { enterpriseId } });
  if (problem?.status === 404) return <p>这家企业没有公开安全承诺。</p>;
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (!data) return <Loading />;
  return (
    <article className="zb-commit">
      <h1>{data.enterpriseName}</h1>
      <p>
        {data.day} 安全承诺{!data.isToday && '（今天的还没有公告，这是最近一次）'}
      </p>
      <p>{data.words}</p>
      <Counts counts={data.counts} />
      <p>
        {SIGNED_AS_NAMES[data.signedAs]}：{data.signedByName}
        <br />
        签署时间：{sayInstant(data.signedAt)}
      </p>
    </article>
  );
}

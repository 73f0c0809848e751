import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePublic } from '@zhiben/platform/web/plain/use-public.ts';
import { useEffect } from 'react';
import { getPublicNotice, PUBLIC_NOTICES, type PublicNotice } from '../domain/public-notice.contract.ts';
import { NoticeState } from './NoticeState.tsx';

export function PublicNoticePage({ id }: { id: string }) {
  const { data, problem, retry } = usePublic(getPublicNotice, { params: { id } });
  useEffect(() => {
    if (data) document.title = `${data.kindName}公示 ${data.number}`;
  }, [data]);
  return (
    <>
      <p className="zb-public-back">
        <a href={PUBLIC_NOTICES}>返回公示列表</a>
      </p>
      {problem && <Failure problem={problem} {...(problem.status !== 404 && { onRetry: retry })} />}
      {!data && !problem && <Loading label="正在加载公示" />}
      {data && <Notice notice={data} />}
    </>
  );
}

function Notice({ notice }: { notice: PublicNotice }) {
  const { kindName, number, issuerName, issuedOn, publishedOn, endedOn, isListing, delistingNumber } = notice;
  const facts: readonly (readonly [string, string | null])[] = [
    ['发布单位', issuerName],
    ['文号', number],
    ['印发日期', issuedOn],
    ['公布日期', publishedOn],
    ['摘牌日期', isListing ? endedOn : null],
    ['摘牌文号', delistingNumber],
  ];
  return (
    <article>
      <h1>{kindName}公示</h1>
      <p>
        <NoticeState notice={notice} />
      </p>
      <p className="zb-public-words">{notice.notice}</p>
      <dl>
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </article>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { sayDate } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { PhoneList } from '@zhiben/platform/web/phone/PhoneList.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { getCommitmentDraft, listCommitments } from '../domain/commitment.contract.ts';
import { CommitmentForm, DueLine } from './CommitmentForm.tsx';
import './commitment.css';

/** The principal signs within seconds where the day is as the last; others read what was signed. */
export default function PhoneCommitmentPage() {
  usePageTitle('安全承诺');
  return useMay('screening:commit') ? <Signing /> : <Signed />;
}

function Signing() {
  const { data, error, refetch } = useCall(getCommitmentDraft, {});
  const [isAmending, setAmending] = useState(false);
  const navigate = useNavigate();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在准备今天的承诺" />;
  const isDone = data.last?.day === data.day;
  return (
    <>
      <div className="zb-commit">
        <div className="zb-commit-head">
          <h2>{sayDate(data.day)}</h2>
          {isDone && <StatusTag label="今天已签署" tone="green" />}
          {!isDone && <DueLine draft={data} />}
        </div>
        {isDone && !isAmending && (
          <div className="zb-commit-foot">
            <LinkButton to={`/m/commitment/${data.last?.id}`} primary>
              查看今天的公告
            </LinkButton>
            <button type="button" className="zb-button" onClick={() => setAmending(true)}>
              情况有变，更正
            </button>
          </div>
        )}
      </div>
      {(!isDone || isAmending) && (
        <CommitmentForm
          key={data.last?.id ?? ''}
          draft={data}
          open={isAmending}
          onSigned={(id) => void navigate({ to: `/m/commitment/${id}` } as never)}
        />
      )}
      <Signed />
    </>
  );
}

function Signed() {
  return (
    <PhoneList
      label="已签署的安全承诺"
      contract={listCommitments}
      query={{ group: 'signed' }}
      item={(row) => ({
        id: row.id,
        title: row.day,
        note: row.summary,
        marks: (
          <>
            <span>{row.signedByName}</span>
            {row.isLate && <StatusTag label="晚于时限" tone="yellow" />}
            {row.differences > 0 && <StatusTag label={`${row.differences} 处差异`} tone="yellow" />}
          </>
        ),
        path: `/m/commitment/${row.id}`,
      })}
      empty={{ title: '还没有签署过安全承诺', children: '主要负责人签署后列在这里。' }}
    />
  );
}

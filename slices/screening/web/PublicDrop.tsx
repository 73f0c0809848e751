import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePublic } from '@zhiben/platform/web/plain/use-public.ts';
import { getDropPlace } from '../domain/snapshot.contract.ts';
import { DropForm } from './DropForm.tsx';
import { sendDrop } from './snapshot-drop.ts';

/** 匿名报告 from the wall: three fields and a code. Nothing is asked that would say who writes. */
export function PublicDrop() {
  const ticket = new URLSearchParams(window.location.search).get('t') ?? '';
  const { data, problem, retry } = usePublic(getDropPlace, { query: { ticket } });
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (!data) return <Loading />;
  return (
    <DropForm
      ticket={ticket}
      enterpriseName={data.enterpriseName}
      promise={`企业承诺 ${data.answerDays} 个工作日内答复。`}
      submit={async (drop) => `企业应在 ${(await sendDrop(drop)).dueOn} 前答复。`}
    />
  );
}

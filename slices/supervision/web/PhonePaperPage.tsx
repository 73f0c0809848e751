import { useNavigate, useParams } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { DeadlineCard } from '@zhiben/platform/web/kit/DeadlineCard.tsx';
import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { RecordTimeline } from '@zhiben/platform/web/kit/RecordTimeline.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { COMMAND_NAMES } from '../domain/paper.commands.ts';
import { getPaper, getPaperDocx } from '../domain/supervision.contract.ts';
import { PaperKindName, PaperStatus } from './marks.tsx';
import { PaperSheet } from './PaperSheet.tsx';
import './supervision.css';

/** What an addressee does on the phone; drafting needs a desk. */
const ON_PHONE = [
  ['acknowledge', 'sign', '签收表示已收到并知悉，不代表认同全部内容。'],
  ['reply', 'reply', '写明办理情况和结果，可附照片。'],
  ['reportProgress', 'progress', '挂牌督办期间按期报告治理进展。'],
] as const;

export default function PhonePaperPage() {
  usePageTitle('督办文书');
  const { id } = useParams({ strict: false }) as { id: string };
  const navigate = useNavigate();
  const { data, error, refetch } = useCall(getPaper, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载文书" />;
  const { number, kind, level, status, title, replyDueOn, abilities, deadlines } = data;
  return (
    <article className="zb-super-phone">
      <header>
        <small>{number}</small>
        <h2>{title}</h2>
        <div className="zb-super-marks">
          <PaperStatus status={status} />
          <span>
            <PaperKindName kind={kind} level={level} />
          </span>
          {replyDueOn && (status === 'issued' || status === 'acknowledged') && (
            <span>
              反馈期限 <Countdown dueOn={replyDueOn} brief />
            </span>
          )}
        </div>
      </header>
      <NextStepCard
        steps={ON_PHONE.filter(([command]) => abilities[command]).map(([command, path, why]) => ({
          label: COMMAND_NAMES[command],
          why,
          onStart: () => void navigate({ to: `/m/papers/${id}/${path}` } as never),
        }))}
        otherwise={abilities.approve ? '由您审核。看过正文后，在电脑上审核通过或者退回修改。' : data.otherwise}
      />
      <PaperSheet paper={data} />
      <p>
        <a className="zb-button" href={urlOf(getPaperDocx, { params: { id }, query: {} })} download>
          下载 docx
        </a>
      </p>
      {data.files.length > 0 && (
        <Section title="附件" note={`${data.files.length} 个`}>
          <FileList files={data.files} />
        </Section>
      )}
      {deadlines.length > 0 && (
        <Section title="时限">
          {deadlines.toReversed().map(({ party: _, ...deadline }) => (
            <DeadlineCard key={deadline.id} deadline={deadline} />
          ))}
        </Section>
      )}
      <Section title="办理过程" note={`${data.timeline.length} 步`}>
        <RecordTimeline steps={data.timeline} files={data.files} />
      </Section>
    </article>
  );
}

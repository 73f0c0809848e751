import { Link } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { DeadlineCard } from '@zhiben/platform/web/kit/DeadlineCard.tsx';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { type RecordPage, RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { RecordTimeline } from '@zhiben/platform/web/kit/RecordTimeline.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { COMMAND_NAMES, type CommandKind } from '../domain/paper.commands.ts';
import { getPaper, getPaperDocx, type PaperRecord } from '../domain/supervision.contract.ts';
import { KINDS, LISTING_LEVEL_NAMES, SUBJECT_NAMES } from '../domain/supervision.terms.ts';
import { CommandForm } from './CommandForms.tsx';
import { PaperKindName, PaperStatus } from './marks.tsx';
import { PaperSheet } from './PaperSheet.tsx';
import { PublicAddress } from './PublicAddress.tsx';
import { ReceiptTable } from './ReceiptTable.tsx';

/** The paper beside the list. */
export function PaperPanel({ id }: { id: string }) {
  return <PaperView id={id} Frame={RecordPanel} />;
}

/** In the order in which a screen offers them; the first that stands open is the next step. */
const STEPS: readonly CommandKind[] = [
  'acknowledge',
  'reply',
  'reportProgress',
  'approve',
  'submit',
  'issue',
  'edit',
  'sendBack',
  'recordTalk',
  'deliver',
  'publish',
  'delist',
  'close',
  'askAgain',
  'unpublish',
  'withdraw',
];

const WHY: Partial<Record<CommandKind, string>> = {
  acknowledge: '签收表示已收到并知悉，反馈期限按文书载明的日期计算。',
  reply: '写明办理情况和结果，附证明材料。',
  reportProgress: '挂牌督办期间按期报告治理进展。',
  approve: '核对事实、依据和主送单位，通过后由发文单位印发。',
  submit: '由拟稿人以外的人审核后印发。',
  issue: '印发后编号，主送和抄送单位收到通知；内容不能再改。',
  recordTalk: '约谈后记录内容和议定事项，才能办结。',
  deliver: '没有账号或未在屏幕上签收的，送达后登记。',
  publish: '由人决定公布；公示内容不得含个人信息。',
  delist: '隐患验收合格后摘牌，并在原公布范围公告。',
};
const IRREVERSIBLE: ReadonlySet<CommandKind> = new Set(['withdraw']);

export function PaperView({ id, Frame }: { id: string; Frame: typeof RecordPage }) {
  const { data, error, refetch } = useCall(getPaper, { params: { id } });
  const [command, setCommand] = useState<CommandKind | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载文书" />;
  const { number, kind, level, status, title, replyDueOn, abilities, blocked } = data;
  const waits = status === 'issued' || status === 'acknowledged';
  return (
    <Frame
      number={number ?? KINDS[kind].name}
      title={title}
      marks={
        <>
          <PaperStatus status={status} />
          <span>
            <PaperKindName kind={kind} level={level} />
          </span>
          {waits && replyDueOn && (
            <span>
              反馈期限 <Countdown dueOn={replyDueOn} />
            </span>
          )}
        </>
      }
      actions={<Downloads paper={data} />}
      side={
        <>
          <NextStepCard
            steps={[...STEPS.filter((step) => abilities[step]), ...STEPS.filter((step) => blocked[step])].map(
              (step) => ({
                label: COMMAND_NAMES[step],
                onStart: () => setCommand(step),
                ...(WHY[step] ? { why: WHY[step] } : {}),
                ...(IRREVERSIBLE.has(step) ? { irreversible: true } : {}),
                ...(blocked[step] ? { blocked: blocked[step] } : {}),
              }),
            )}
            otherwise={data.otherwise}
          />
          {data.deadlines.toReversed().map(({ party, ...deadline }) => (
            <DeadlineCard key={deadline.id} deadline={{ ...deadline, purpose: `${deadline.purpose}：${party}` }} />
          ))}
        </>
      }
    >
      <PaperSheet paper={data} />
      <Section title="签收和反馈" note={`${data.receipts.length} 个单位`}>
        <ReceiptTable receipts={data.receipts} />
      </Section>
      <Section title="文书情况">
        <PaperFacts paper={data} />
      </Section>
      <PublicAddress paper={data} />
      {data.files.length > 0 && (
        <Section title="附件" note={`${data.files.length} 个`}>
          <FileList files={data.files} />
        </Section>
      )}
      <Section title="办理过程" note={`${data.timeline.length} 步`}>
        <RecordTimeline steps={data.timeline} files={data.files} />
      </Section>
      {command && <CommandForm command={command} paper={data} onDone={() => setCommand(null)} />}
    </Frame>
  );
}

function Downloads({ paper: { id, delistingNumber, talkedAt } }: { paper: PaperRecord }) {
  const docx = (part: 'paper' | 'delisting' | 'talk') => urlOf(getPaperDocx, { params: { id }, query: { part } });
  return (
    <>
      <Button href={docx('paper')} download>
        下载 docx
      </Button>
      {delistingNumber && (
        <Button href={docx('delisting')} download>
          摘牌通知
        </Button>
      )}
      {talkedAt && (
        <Button href={docx('talk')} download>
          约谈记录
        </Button>
      )}
      <Button onClick={() => window.print()}>打印</Button>
    </>
  );
}

const PATHS = { hazard: '/hazards/', task: '/tasks/', enterprise: '/enterprises/' } as const;

function PaperFacts({ paper }: { paper: PaperRecord }) {
  const { subjectKind, subjectId, subjectName, level, progressMonths, publishedAt } = paper;
  const path = subjectKind === 'body' ? null : `${PATHS[subjectKind]}${subjectId}`;
  return (
    <Facts
      items={[
        {
          label: SUBJECT_NAMES[subjectKind],
          value: path ? <Link to={path as never}>{subjectName}</Link> : subjectName,
          wide: true,
        },
        { label: '依据', value: paper.basis, wide: true },
        { label: '发文单位', value: paper.issuerName },
        { label: '印发时间', value: paper.issuedAt ? sayInstant(paper.issuedAt) : <Absent kind="none" /> },
        { label: '反馈期限', value: paper.replyDueOn ?? <Absent kind="none" /> },
        ...(level ? [{ label: '挂牌级别', value: LISTING_LEVEL_NAMES[level] }] : []),
        ...(progressMonths ? [{ label: '进展报告', value: `自收到之日起，每 ${progressMonths} 个月至少一次` }] : []),
        ...(paper.delistingNumber ? [{ label: '摘牌文号', value: paper.delistingNumber }] : []),
        ...(publishedAt ? [{ label: '公布时间', value: sayInstant(publishedAt) }] : []),
      ]}
    />
  );
}

import { useNavigate, useParams } from '@tanstack/react-router';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getHazard, type HazardRecord } from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import { COMMITMENT_NAMES, DUE_NAMES } from '../domain/hazard.terms.ts';
import { COMMAND_NAMES } from '../domain/hazard.transitions.ts';
import { HazardDeadlines } from './HazardDeadlines.tsx';
import { HazardTimeline } from './HazardTimeline.tsx';
import { HazardGrade, HazardStatus, headline } from './hazard-marks.tsx';
import './phone-hazards.css';

/** The tasks that the phone carries; judging needs papers and a desk. */
const ON_PHONE: Partial<Record<RecordCommand, string>> = {
  commit: 'commit',
  reportProgress: 'progress',
  apply: 'apply',
  accept: 'accept',
  reject: 'reject',
};

export default function PhoneHazardPage() {
  usePageTitle('隐患');
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(getHazard, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载隐患" />;
  return (
    <article className="zb-phone-hazard">
      <header>
        <small>{data.number}</small>
        <h2>{headline(data.description)}</h2>
        <div className="zb-phone-hazard-marks">
          <HazardGrade grade={data.grade} />
          <HazardStatus status={data.status} />
          {data.dueOn && data.dueFor && (
            <span>
              {DUE_NAMES[data.dueFor]} <Countdown dueOn={data.dueOn} brief />
            </span>
          )}
        </div>
      </header>
      <Steps hazard={data} />
      <Section title="隐患情况">
        <Facts
          items={[
            { label: '隐患描述', value: data.description, wide: true },
            { label: '企业', value: data.enterpriseName, wide: true },
            { label: '部位', value: data.place },
            { label: '发现日期', value: data.discoveredOn },
            { label: '发现渠道', value: data.channelName },
            ...(data.rectificationDueOn ? [{ label: '整改期限', value: data.rectificationDueOn }] : []),
            ...(data.basis ? [{ label: '认定依据', value: data.basis, wide: true }] : []),
            ...(data.criterion
              ? [{ label: '条文', value: `${data.criterion.lead}${data.criterion.text}`, wide: true }]
              : []),
          ]}
        />
      </Section>
      {data.commitments.length > 0 && (
        <Section title="五落实">
          <Facts
            items={data.commitments.map(({ kind, value, owner }) => ({
              label: COMMITMENT_NAMES[kind],
              value: kind === 'funds' ? `${value} 万元` : value,
              source: `责任人：${owner.name}（${owner.position}）`,
              wide: true,
            }))}
          />
        </Section>
      )}
      {data.files.length > 0 && (
        <Section title="附件" note={`${data.files.length} 个`}>
          <FileList files={data.files} />
        </Section>
      )}
      <Section title="时限">
        {data.deadlines.length === 0 ? <p>目前没有计算中的时限。</p> : <HazardDeadlines deadlines={data.deadlines} />}
      </Section>
      <Section title="办理过程" note={`${data.timeline.length} 步`}>
        <HazardTimeline hazard={data} />
      </Section>
    </article>
  );
}

function Steps({ hazard: { id, next } }: { hazard: HazardRecord }) {
  const navigate = useNavigate();
  const steps = next.steps.flatMap(({ command, why, dueOn, blocked }): NextStep[] => {
    const task = ON_PHONE[command];
    if (!task) return [];
    const onStart = () => void navigate({ to: `/m/hazards/${id}/${task}` } as never);
    return [{ label: COMMAND_NAMES[command], why, dueOn, onStart, ...(blocked ? { blocked } : {}) }];
  });
  const otherwise = next.steps.length > 0 ? '认定请在电脑上办理，需要对照判定标准并填写期限。' : next.otherwise;
  return <NextStepCard steps={steps} otherwise={otherwise} />;
}

import { useNavigate, useParams } from '@tanstack/react-router';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { RecordTimeline } from '@zhiben/platform/web/kit/RecordTimeline.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getHazard, type HazardRecord } from '../domain/hazard.contract.ts';
import { purposeOf, type RecordCommand } from '../domain/hazard.policy.ts';
import { COMMITMENT_NAMES, DUE_NAMES } from '../domain/hazard.terms.ts';
import { COMMAND_NAMES } from '../domain/hazard.transitions.ts';
import { ADDRESSEE_NAMES, listHazardNotices } from '../domain/hazard-notices.contract.ts';
import { HazardDeadlines } from './HazardDeadlines.tsx';
import { HazardPanelParts } from './HazardPanelParts.tsx';
import { HazardGrade, HazardListing, HazardStatus, headline } from './hazard-marks.tsx';
import { phonePath } from './phone-commands.ts';
import './phone-hazards.css';

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
          {data.listedOn && <HazardListing row={data} />}
          {data.dueOn && data.dueFor && (
            <span>
              {DUE_NAMES[data.dueFor]} <Countdown dueOn={data.dueOn} brief />
            </span>
          )}
        </div>
      </header>
      <Steps hazard={data} />
      {data.grade === 'major' && <OwnNotices hazardId={data.id} />}
      <Section title="隐患情况">
        <Facts
          items={[
            { label: '隐患描述', value: data.description, wide: true },
            { label: '企业', value: data.enterpriseName, wide: true },
            { label: '部位', value: data.place },
            { label: '发现日期', value: data.discoveredOn },
            { label: '发现渠道', value: data.channelName },
            ...(data.rectificationDueOn
              ? [
                  {
                    label: '整改期限',
                    value: data.rectificationDueOn,
                    ...(data.originalDueOn ? { source: `原期限 ${data.originalDueOn}` } : {}),
                  },
                ]
              : []),
            ...(data.course.extension
              ? [{ label: '待答复的延期申请', value: `延至 ${data.course.extension.dueOn}`, wide: true }]
              : []),
            ...(data.basis ? [{ label: '认定依据', value: data.basis, wide: true }] : []),
            ...(data.criterion
              ? [{ label: '条文', value: `${data.criterion.lead}${data.criterion.text}`, wide: true }]
              : []),
          ]}
        />
      </Section>
      <HazardPanelParts hazard={data} />
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
        {data.deadlines.length === 0 ? <p>目前没有计算中的时限。</p> : <HazardDeadlines hazard={data} />}
      </Section>
      <Section title="办理过程" note={`${data.timeline.length} 步`}>
        <RecordTimeline steps={data.timeline} files={data.files} />
      </Section>
    </article>
  );
}

function Steps({ hazard: { id, next } }: { hazard: HazardRecord }) {
  const navigate = useNavigate();
  const start = (command: RecordCommand) => void navigate({ to: `/m/hazards/${id}/${phonePath(command)}` } as never);
  const steps = next.steps.flatMap(({ command, why, dueOn, blocked }): NextStep[] => {
    if (!phonePath(command)) return [];
    const onStart = () => start(command);
    return [{ label: COMMAND_NAMES[command], why, dueOn, onStart, ...(blocked ? { blocked } : {}) }];
  });
  // What a person owes but cannot do here; who owes nothing is told first for what the hazard waits.
  const otherwise = next.steps.length > 0 ? '认定、文书和强制措施请在电脑上办理。' : next.otherwise;
  const beside = next.more.filter((command) => phonePath(command));
  return (
    <>
      <NextStepCard steps={steps} otherwise={otherwise} />
      {beside.length > 0 && (
        <Section title="还可以办理">
          {beside.map((command) => (
            <div key={command} className="zb-phone-make">
              <small>{purposeOf(command)}</small>
              <button type="button" className="zb-button" onClick={() => start(command)}>
                {COMMAND_NAMES[command]}
              </button>
            </div>
          ))}
        </Section>
      )}
    </>
  );
}

/** The notices of the hazard that the viewer can sign or serve here. */
function OwnNotices({ hazardId }: { hazardId: string }) {
  const { data } = useCall(listHazardNotices, { query: { hazardId } });
  const own = (data?.rows ?? []).filter(({ abilities }) => abilities.sign || abilities.visit);
  if (own.length === 0) return null;
  return (
    <Section title="待签收的告知" note={`${own.length} 份`}>
      {own.map((notice) => (
        <div key={notice.id} className="zb-phone-make">
          <LinkButton to={`/m/notices/${hazardId}/${notice.id}`} primary>
            {notice.abilities.sign ? '签收' : '上门送达'}：{ADDRESSEE_NAMES[notice.addressee]} {notice.addresseeName}
          </LinkButton>
        </div>
      ))}
    </Section>
  );
}

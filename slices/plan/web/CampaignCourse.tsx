import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { LineChart } from '@zhiben/platform/web/kit/chart/LineChart.tsx';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import {
  type Campaign,
  type CampaignCourse,
  getCampaignCourse,
  STAGE_STATE_NAMES,
  type StageState,
} from '../domain/index.ts';
import { CampaignFigures } from './CampaignFigures.tsx';
import { sayPeriod } from './say-period.ts';

interface CourseProps {
  readonly campaign: Campaign;
  /** Absent: today. */
  readonly asOf: string | undefined;
  readonly onAsOf: (day: string | undefined) => void;
}

/** How far the campaign is, today or at the end of a past day: counts, course over time, stages. */
export function CampaignCourseSections({ campaign, asOf, onAsOf }: CourseProps) {
  const { id } = campaign;
  const now = today(systemClock);
  const {
    data: course,
    error,
    refetch,
  } = useCall(getCampaignCourse, { params: { id }, query: { asOf } }, { keepPrevious: true });
  const tally = asOf && course ? course.tally : campaign.tally;
  return (
    <>
      <Section title="进度" note={`任务 ${sayNumber(tally.total)} 项，要求 ${sayNumber(campaign.obligations)} 项`}>
        <div className="plan-as-of">
          <span>截至</span>
          <DateInput
            aria-label="截至日期"
            value={asOf ?? now}
            min={campaign.startsOn}
            max={now}
            onChange={(day) => onAsOf(day === now ? undefined : day)}
          />
          {asOf && (
            <>
              <Button onClick={() => onAsOf(undefined)}>回到今天</Button>
              <small>按当日已发生的分派、填报和核查重新计算，单位为当日的牵头单位。</small>
            </>
          )}
        </div>
        <CampaignFigures {...(asOf ? {} : { campaignId: id })} tally={tally} />
      </Section>
      <Section title="计划与完成" note="任务数，逐周">
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!course && !error && <Loading label="正在计算进展" />}
        {course && <BurnUp course={course} isToday={!asOf} />}
      </Section>
      {course && course.stages.length > 0 && (
        <Section title="阶段" note="到期应完成的任务全部核查通过，阶段才算达标">
          <Stages stages={course.stages} />
        </Section>
      )}
    </>
  );
}

function BurnUp({ course: { burnUp, asOf }, isToday }: { course: CampaignCourse; isToday: boolean }) {
  const series = [
    { key: 'planned', label: '计划完成', tone: 'neutral', dashed: true, values: burnUp.map((p) => p.planned) },
    { key: 'reported', label: '已报完成', tone: 'blue', values: burnUp.map((p) => p.reported) },
    { key: 'verified', label: '核查通过', tone: 'green', values: burnUp.map((p) => p.verified) },
  ] as const;
  return (
    <LineChart
      label="按周累计的任务数：计划完成、已报完成、核查通过"
      days={burnUp.map((point) => point.on)}
      series={series}
      marked={{ day: asOf, label: isToday ? '今天' : asOf }}
    />
  );
}

const STAGE_TONES: Record<StageState, Tone> = { ahead: 'neutral', running: 'blue', passed: 'green', missed: 'red' };

function Stages({ stages }: Pick<CampaignCourse, 'stages'>) {
  return (
    <ol className="plan-stages">
      {stages.map(({ name, from, to, planned, verified, state }) => (
        <li key={`${name}${from}`}>
          <strong>{name}</strong>
          <span>{sayPeriod(from, to)}</span>
          <span>
            应完成 {sayNumber(planned)} 项，核查通过 {sayNumber(verified)} 项
          </span>
          <StatusTag label={STAGE_STATE_NAMES[state]} tone={STAGE_TONES[state]} />
        </li>
      ))}
    </ol>
  );
}

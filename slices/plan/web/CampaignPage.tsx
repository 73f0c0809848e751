import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Tabs } from 'antd';
import { z } from 'zod';
import {
  type Campaign,
  type CampaignCourse,
  clauseText,
  getCampaign,
  getCampaignCourse,
  OBLIGATION_KIND_NAMES,
} from '../domain/index.ts';
import { CampaignClosing } from './CampaignClosing.tsx';
import { CampaignCourseSections } from './CampaignCourse.tsx';
import { CampaignPapers } from './CampaignPapers.tsx';
import { CampaignText } from './CampaignText.tsx';
import { CampaignTree } from './CampaignTree.tsx';
import { sayPeriod } from './say-period.ts';
import { TALLY_COLUMNS, TallyTable } from './TallyTable.tsx';
import { tasksPath } from './task-links.ts';
import { useShortNames } from './use-short-names.ts';
import './campaign.css';

const view = z.object({
  by: z.enum(['text', 'clause', 'action', 'body']).default('text'),
  asOf: localDateSchema.optional(),
});

export default function CampaignPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: campaign, error, refetch } = useCall(getCampaign, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!campaign) return <Loading label="正在加载专项行动" />;
  return <CampaignRecord campaign={campaign} />;
}

function CampaignRecord({ campaign }: { campaign: Campaign }) {
  const names = usePlaceNames();
  const [{ by = 'text', asOf }, setView] = useUrlState(view);
  const { id } = campaign;
  const { data: past } = useCall(
    getCampaignCourse,
    { params: { id }, query: { asOf } },
    { enabled: asOf !== undefined },
  );
  const tabs = [
    { key: 'text', label: '原文', children: <CampaignText campaignId={id} /> },
    { key: 'clause', label: '按条目', children: <CampaignTree campaignId={id} /> },
    { key: 'action', label: '按行动', children: <ByAction campaign={campaign} past={past} /> },
    { key: 'body', label: '按单位', children: <ByBody campaign={campaign} past={past} /> },
  ];
  return (
    <RecordPage
      number={campaign.number}
      title={campaign.name}
      marks={
        <>
          {campaign.closedAt && <StatusTag label="已结束" />}
          <span>{sayPeriod(campaign.startsOn, campaign.endsOn)}</span>
        </>
      }
      actions={
        <>
          <LinkButton to={`/campaigns/${id}/targets`}>目标和企业要求</LinkButton>
          <LinkButton to={`/plans/${campaign.documentId}`}>查看方案原文</LinkButton>
          {campaign.dutyListId ? (
            <LinkButton to={`/duty-lists/${campaign.dutyListId}`}>职责清单</LinkButton>
          ) : (
            campaign.abilities.assign && <LinkButton to={`/campaigns/${id}/edition`}>方案修订</LinkButton>
          )}
        </>
      }
      side={<Assigning campaign={campaign} />}
    >
      <CampaignCourseSections campaign={campaign} asOf={asOf} onAsOf={(day) => void setView({ asOf: day })} />
      <CampaignPapers campaign={campaign} />
      <Section title="任务" {...(asOf && isOfToday(by) ? { note: '原文和条目显示今天的状态' } : {})}>
        <Tabs activeKey={by} items={tabs} onChange={(key) => void setView({ by: key as typeof by })} />
      </Section>
      {campaign.goals.length > 0 && (
        <Section title="总体目标" note={`${campaign.goals.length} 项，不分派到单位`}>
          <ul className="plan-goals">
            {campaign.goals.map((goal) => (
              <li key={goal.id}>
                {goal.quote}
                <small>
                  {clauseText(goal.path)} · {OBLIGATION_KIND_NAMES[goal.kind]}
                </small>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="基本情况">
        <Facts
          items={[
            { label: '牵头机构', value: names.body(campaign.ownerBodyId) },
            {
              label: '依据',
              value: campaign.documentTitle,
              ...(campaign.docNumber ? { source: campaign.docNumber } : {}),
            },
            { label: '建立', value: `${sayInstant(campaign.adoptedAt)}　${campaign.adoptedByName}` },
          ]}
        />
      </Section>
      <CampaignClosing campaignId={id} name={campaign.name} />
    </RecordPage>
  );
}

const isOfToday = (by: string) => by === 'text' || by === 'clause';

function Assigning({ campaign }: { campaign: Campaign }) {
  const navigate = useNavigate();
  const { unassigned, awaitingVerification, overdue } = campaign.tally;
  const open = (path: string) => void navigate({ to: path } as never);
  const steps = campaign.abilities.assign
    ? [
        ...(unassigned > 0
          ? [
              {
                label: `分派任务（${unassigned} 项）`,
                why: `有 ${unassigned} 项任务还没有责任单位。系统按原文提出建议，由您确认。`,
                onStart: () => open(`/campaigns/${campaign.id}/assign`),
              },
            ]
          : []),
        ...(awaitingVerification > 0
          ? [
              {
                label: `核查进展（${awaitingVerification} 项）`,
                why: '有单位填报了进展，等待核查。',
                onStart: () => open(tasksPath({ campaignId: campaign.id, status: 'awaitingVerification' })),
              },
            ]
          : []),
      ]
    : [];
  return (
    <NextStepCard
      steps={steps}
      otherwise={
        campaign.closedAt ? (
          `专项行动已于 ${localDate(new Date(campaign.closedAt))} 结束，不再分派和填报；各项数字是结束当日的。`
        ) : overdue > 0 ? (
          <p>
            有 <Link to={tasksPath({ campaignId: campaign.id, status: 'overdue' }) as never}>{overdue} 项任务逾期</Link>
            ，由牵头单位抓紧办理。
          </p>
        ) : (
          '现在没有需要您办理的事项。'
        )
      }
    />
  );
}

interface ByProps {
  readonly campaign: Campaign;
  /** How it stood on a past day; its figures open nothing, since lists show today. */
  readonly past: CampaignCourse | undefined;
}

function ByAction({ campaign, past }: ByProps) {
  const rows = (past ?? campaign).byAction.map(({ actionId, path, label, tally }) => ({
    key: actionId,
    label: `${clauseText(path)}　${label}`,
    tally,
    ...(past ? {} : { query: { campaignId: campaign.id, actionId } }),
  }));
  return <TallyTable what="行动" rows={rows} />;
}

/** A body has no tasks that nobody leads. */
const LED = TALLY_COLUMNS.filter((status) => status !== 'unassigned');

function ByBody({ campaign, past }: ByProps) {
  const nameOf = useShortNames();
  const { id: campaignId } = campaign;
  const ofToday = campaign.byBody.map(({ bodyId, tally, supporting }) => ({
    key: bodyId,
    label: nameOf(bodyId) ?? '',
    tally,
    query: { campaignId, leadBodyId: bodyId },
    extra: { count: supporting, query: { campaignId, supportingBodyId: bodyId, open: 'true' as const } },
  }));
  const ofThen = past?.byBody.map(({ bodyId, tally }) => ({ key: bodyId, label: nameOf(bodyId) ?? '', tally }));
  const rows = [...(ofThen ?? ofToday)].sort(
    (a, b) => b.tally.overdue - a.tally.overdue || b.tally.total - a.tally.total,
  );
  if (rows.length === 0) return <p className="zb-absent">还没有分派任务。</p>;
  return <TallyTable what="牵头单位" rows={rows} columns={LED} {...(past ? {} : { extraLabel: '配合（未完成）' })} />;
}

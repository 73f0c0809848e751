import { Link } from '@tanstack/react-router';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { type RecordPage, RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { RecordProof } from '@zhiben/platform/web/kit/RecordProof.tsx';
import { RecordTimeline } from '@zhiben/platform/web/kit/RecordTimeline.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { PositionPlot } from '@zhiben/slices/enterprise/web';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { getHazard, type HazardRecord } from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import { DUE_NAMES } from '../domain/hazard.terms.ts';
import { COMMAND_NAMES } from '../domain/hazard.transitions.ts';
import { CommandDrawer } from './CommandDrawer.tsx';
import { CommitmentTable } from './CommitmentTable.tsx';
import { HazardCourse } from './HazardCourse.tsx';
import { HazardDeadlines } from './HazardDeadlines.tsx';
import { HazardNeighbours, HazardTrail, HazardTreatment } from './HazardEvidence.tsx';
import { HazardNotices } from './HazardNotices.tsx';
import { HazardPanelParts } from './HazardPanelParts.tsx';
import { HazardSources } from './HazardSources.tsx';
import { HazardGrade, HazardListing, HazardStatus, headline } from './hazard-marks.tsx';

/** The hazard beside the ledger. */
export function HazardPanel({ id }: { id: string }) {
  return <HazardRecordView id={id} Frame={RecordPanel} />;
}

export function HazardRecordView({ id, Frame }: { id: string; Frame: typeof RecordPage }) {
  const { data, error, refetch } = useCall(getHazard, { params: { id } });
  const [command, setCommand] = useState<RecordCommand | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载隐患" />;
  const { number, description, dueOn, next } = data;
  return (
    <Frame
      number={number}
      title={headline(description)}
      marks={
        <>
          <HazardGrade grade={data.grade} />
          <HazardStatus status={data.status} />
          {data.listedOn && <HazardListing row={data} />}
          {dueOn && data.dueFor && (
            <span>
              {DUE_NAMES[data.dueFor]} <Countdown dueOn={dueOn} />
            </span>
          )}
        </>
      }
      actions={<MoreCommands hazard={data} onStart={setCommand} />}
      side={
        <>
          <NextStepCard
            steps={next.steps.map(({ command, why, dueOn, blocked }) => ({
              label: COMMAND_NAMES[command],
              why,
              dueOn,
              onStart: () => setCommand(command),
              ...(blocked ? { blocked } : {}),
            }))}
            otherwise={next.otherwise}
          />
          <HazardDeadlines hazard={data} />
        </>
      }
    >
      <HazardFacts hazard={data} />
      <HazardCourse hazard={data} />
      <HazardNotices hazardId={data.id} />
      {data.files.length > 0 && (
        <Section title="照片和材料" note={`${data.files.length} 个`}>
          <FileList files={data.files} />
        </Section>
      )}
      {(data.grade === 'major' || data.commitments.length > 0) && (
        <Section title="五落实" note={data.committedAt ? `${sayInstant(data.committedAt)} 五项齐备` : '未齐备'}>
          <CommitmentTable hazard={data} />
        </Section>
      )}
      <HazardPanelParts hazard={data} />
      <Section title="办理过程" note={`${data.timeline.length} 步`}>
        <RecordTimeline steps={data.timeline} files={data.files} />
      </Section>
      <HazardSources id={data.id} version={data.version} />
      <HazardTreatment hazard={data} />
      <HazardNeighbours id={data.id} />
      <HazardTrail id={data.id} />
      <RecordProof id={data.id} />
      {command && <CommandDrawer command={command} hazard={data} onDone={() => setCommand(null)} />}
    </Frame>
  );
}

/** What may be done beside the way, and the dossier for those who press and decide. */
function MoreCommands({ hazard, onStart }: { hazard: HazardRecord; onStart: (command: RecordCommand) => void }) {
  const { more } = hazard.next;
  const weighs = useMay('hazard:trail') && hazard.grade === 'major';
  const items = more.map((command) => ({ key: command, label: COMMAND_NAMES[command] }));
  return (
    <span className="zb-hazard-actions">
      {hazard.grade && <LinkButton to={`/hazards/${hazard.id}/notice`}>公示</LinkButton>}
      {weighs && <LinkButton to={`/hazards/${hazard.id}/dossier`}>卷宗</LinkButton>}
      {items.length > 0 && (
        <Dropdown menu={{ items, onClick: ({ key }) => onStart(key as RecordCommand) }} trigger={['click']}>
          <Button>其他办理</Button>
        </Dropdown>
      )}
    </span>
  );
}

function HazardFacts({ hazard }: { hazard: HazardRecord }) {
  const names = usePlaceNames();
  const { longitude, latitude, criterion, basis, enterpriseNowNamed } = hazard;
  return (
    <>
      <Section title="隐患情况">
        <Facts
          items={[
            { label: '隐患描述', value: hazard.description, wide: true },
            {
              label: '企业',
              value: <Link to={`/enterprises/${hazard.enterpriseId}` as never}>{hazard.enterpriseName}</Link>,
              ...(enterpriseNowNamed ? { source: `现名：${enterpriseNowNamed}` } : {}),
            },
            { label: '部位', value: hazard.place },
            { label: '属地', value: names.division(hazard.division) },
            { label: '监管行业', value: industryName(hazard.industry) },
            { label: '发现渠道', value: hazard.channelName },
            { label: '发现日期', value: hazard.discoveredOn },
            { label: '登记', value: `${sayInstant(hazard.registeredAt)} ${hazard.registeredByBody ?? ''}`.trim() },
            { label: '承办部门', value: hazard.handlingBody ?? <Absent kind="none" /> },
            {
              label: '整改期限',
              value: hazard.rectificationDueOn ?? (hazard.course.pausedOn ? '中止计算' : <Absent kind="none" />),
              ...(hazard.originalDueOn ? { source: `原期限 ${hazard.originalDueOn}` } : {}),
            },
            {
              label: '退回整改',
              value: hazard.returnedCount === 0 ? <Absent kind="none" /> : `${hazard.returnedCount} 次`,
            },
            ...(hazard.listedOn ? [{ label: '挂牌督办', value: <HazardListing row={hazard} /> }] : []),
            ...(longitude === null || latitude === null
              ? []
              : [
                  {
                    label: '位置',
                    value: (
                      <>
                        {`${longitude}, ${latitude}`}
                        <PositionPlot value={{ longitude, latitude }} />
                      </>
                    ),
                    wide: true,
                  },
                ]),
          ]}
        />
      </Section>
      <Section title="判定标准">
        <Facts
          items={[
            {
              label: basis ? '认定依据' : '登记时参照',
              value: basis || (criterion ? `《${criterion.standard}》${criterion.article}` : <Absent kind="none" />),
              wide: true,
            },
            ...(criterion
              ? [
                  {
                    label: '条文',
                    value: `${criterion.lead}${criterion.text}`,
                    wide: true,
                    source: criterion.caveats.join('；'),
                  },
                ]
              : []),
          ]}
        />
      </Section>
    </>
  );
}

import { Link } from '@tanstack/react-router';
import type { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { type Grading, getGrading } from '../domain/grading.contract.ts';
import { GradePoints } from './GradePoints.tsx';
import { GradingDrawer, type GradingVerb } from './GradingDrawer.tsx';
import { SupervisionGradeTag } from './grade-marks.tsx';
import { sayGrading } from './grading-words.ts';

const VERBS: readonly (readonly [GradingVerb, string])[] = [
  ['decide', '确认分级'],
  ['settle', '处理申诉'],
];

/** One computed grade beside the list, with every point. */
export function GradingPanel({ id, Frame }: { id: string; Frame: typeof RecordPanel }) {
  const { data, error, refetch } = useCall(getGrading, { params: { id } });
  const [verb, setVerb] = useState<GradingVerb | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <Frame
      title={data.enterpriseName}
      marks={
        <>
          <SupervisionGradeTag grade={data.currentGrade} /> <span>{sayGrading(data)}</span>
        </>
      }
    >
      <Told grading={data} />
      <Section
        title="计算"
        note={data.policyVersion === 0 ? '系统默认计分办法' : `计分办法第 ${data.policyVersion} 版`}
      >
        <GradePoints base={data.base} points={data.points} score={data.score} />
      </Section>
      <div className="zb-proposal-actions">
        {VERBS.filter(([one]) => data.abilities[one]).map(([one, label]) => (
          <Button key={one} type="primary" onClick={() => setVerb(one)}>
            {label}
          </Button>
        ))}
        <Link to={`/enterprises/${data.enterpriseId}?tab=grade` as never}>打开企业档案</Link>
      </div>
      {verb && <GradingDrawer verb={verb} grading={data} onDone={() => setVerb(null)} />}
    </Frame>
  );
}

function Told({ grading: { reason, appeal, settlement, appealedByName, settledByName } }: { grading: Grading }) {
  if (!reason && !appeal) return null;
  return (
    <Section title="说明">
      {reason && <p>确认理由：{reason}</p>}
      {appeal && (
        <p>
          申诉（{appealedByName}）：{appeal}
        </p>
      )}
      {settlement && (
        <p>
          处理（{settledByName}）：{settlement}
        </p>
      )}
    </Section>
  );
}

import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useAttempt, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import { type Grading, getGrade, recomputeGrade } from '../domain/grading.contract.ts';
import { GradePoints } from './GradePoints.tsx';
import { GradingDrawer, type GradingVerb } from './GradingDrawer.tsx';
import { SupervisionGradeTag } from './grade-marks.tsx';
import { GRADING_STATE_NAMES, sayGrading } from './grading-words.ts';

export function GradeTab({ enterprise }: { enterprise: Enterprise }) {
  const { id, abilities } = enterprise;
  const { data, error, refetch } = useCall(getGrade, { params: { id } });
  const recompute = useCommand(recomputeGrade);
  const notice = useNotice();
  const attempt = useAttempt();
  const [doing, setDoing] = useState<{ verb: GradingVerb; grading: Grading } | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在计算分级" />;
  const { grade, gradedOn, inspections, now, policy, history } = data;
  const again = abilities.decideGrade && (
    <Button
      loading={recompute.isRunning}
      onClick={() =>
        attempt(() =>
          recompute
            .run({ params: { id }, body: { commandId: newId() } })
            .then(({ changed }) => notice(changed ? '已按最新情况提出分级建议' : '与现行等级一致，不需要变更')),
        )
      }
    >
      按最新情况提出建议
    </Button>
  );
  return (
    <>
      <Section title="现行等级">
        <Facts
          items={[
            { label: '监管等级', value: <SupervisionGradeTag grade={grade} /> },
            { label: '确定日期', value: gradedOn },
            {
              label: '年度检查上限',
              value: inspections === null ? null : `${inspections} 次`,
              source: policy.version === 0 ? policy.source : `${policy.source}（第 ${policy.version} 版）`,
            },
          ]}
        />
      </Section>
      <Section title="按现在的情况计算" note={`${now.score} 分，对应 ${now.grade} 级`} actions={again}>
        <GradePoints base={now.base} points={now.points} score={now.score} />
      </Section>
      <Section title="历次结果和申诉" note={`${history.length} 次`}>
        {history.length === 0 && <p>还没有确定过等级。计算结果由监管人员确认后生效。</p>}
        <ul className="zb-changes">
          {history.map((grading) => (
            <li key={grading.id}>
              <strong>
                {sayGrading(grading)} <small>{GRADING_STATE_NAMES[grading.state]}</small>
              </strong>
              {grading.reason && <span>确认理由：{grading.reason}</span>}
              {grading.appeal && <span>申诉：{grading.appeal}</span>}
              {grading.settlement && (
                <span>
                  处理：{grading.settlement}（{grading.settledByName}）
                </span>
              )}
              <small>
                {sayInstant(grading.computedAt)} 计算 {grading.score} 分
                {grading.decidedByName && ` · ${grading.decidedByName}确认`}
                {grading.abilities.appeal && ` · 可在 ${grading.appealDueOn} 前申诉`}
              </small>
              <div className="zb-proposal-actions">
                {grading.abilities.decide && (
                  <Button type="primary" onClick={() => setDoing({ verb: 'decide', grading })}>
                    确认分级
                  </Button>
                )}
                {grading.abilities.appeal && (
                  <Button onClick={() => setDoing({ verb: 'appeal', grading })}>申诉</Button>
                )}
                {grading.abilities.settle && (
                  <Button type="primary" onClick={() => setDoing({ verb: 'settle', grading })}>
                    处理申诉
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      </Section>
      {doing && <GradingDrawer {...doing} onDone={() => setDoing(null)} />}
    </>
  );
}

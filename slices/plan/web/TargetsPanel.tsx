import { Link } from '@tanstack/react-router';
import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { clauseText, getTargetTrend, listTargets, type Target } from '../domain/index.ts';
import { TargetDrawer } from './TargetDrawer.tsx';
import './target.css';

/** The targets of a campaign as figures: value as of a day, goal, course, and the records behind it. */
export function TargetsPanel({ campaignId }: { campaignId: string }) {
  const [on, setOn] = useState(() => today(systemClock));
  const [editing, setEditing] = useState<Target | null>(null);
  const { data, error, refetch } = useCall(
    listTargets,
    { params: { id: campaignId }, query: { on } },
    { keepPrevious: true },
  );
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在计算目标" />;
  if (data.rows.length === 0) {
    return <Empty title="方案没有写明可以计量的目标">如“存量清零”“双下降”“达到 100%”。</Empty>;
  }
  return (
    <>
      <div className="plan-target-day">
        <span>截至</span>
        <DateInput value={on} max={today(systemClock)} onChange={(day) => day && setOn(day)} aria-label="截至日期" />
        <span>按您的管辖范围计算</span>
      </div>
      <ul className="plan-targets">
        {data.rows.map((target) => (
          <li key={target.obligationId}>
            <TargetFigure target={target} />
            <div>
              <p>{target.quote}</p>
              <p className="plan-target-formula">
                {clauseText(target.path)}　口径：{target.formulaName}（第 {target.formulaVersion} 版）
                {target.cohortThrough && `，存量截止 ${target.cohortThrough}`}
                {target.confirmedByName ? `，${target.confirmedByName} 确认` : ''}
              </p>
              <p className="plan-target-formula">{target.says}</p>
              <div className="plan-lineage-steps">
                {!target.confirmedByName && <StatusTag label="口径待确认" tone="yellow" />}
                {target.records && (
                  <Link to={`/hazards?${new URLSearchParams(target.records.query)}` as never}>
                    {target.records.label} {target.records.count} 项
                  </Link>
                )}
                {data.abilities.confirm && (
                  <button type="button" className="zb-link" onClick={() => setEditing(target)}>
                    {target.confirmedByName ? '修改口径' : '确认口径'}
                  </button>
                )}
              </div>
            </div>
            {target.value !== null && <Trend campaignId={campaignId} target={target} on={on} />}
          </li>
        ))}
      </ul>
      {editing && <TargetDrawer campaignId={campaignId} target={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function TargetFigure({ target }: { target: Target }) {
  const { value, unit, goal, done, of, why, reached } = target;
  if (value === null) return <div className="plan-target-figure zb-absent">{why}</div>;
  return (
    <div className="plan-target-figure" data-reached={reached ?? undefined}>
      <strong>
        {value}
        <small>{unit}</small>
      </strong>
      {unit === '%' && (
        <span>
          {done} / {of}
        </span>
      )}
      <span>
        目标 {goal ?? '未定'}
        {goal === null ? '' : unit}
        {reached === null ? '' : reached ? '，已达到' : '，未达到'}
      </span>
    </div>
  );
}

const [WIDTH, HEIGHT] = [160, 40];

/** Month by month, as a line with the last value named. */
function Trend({ campaignId, target, on }: { campaignId: string; target: Target; on: string }) {
  const { obligationId, formulaName } = target;
  const { data } = useCall(getTargetTrend, { params: { id: campaignId, obligationId }, query: { on } });
  const points = (data?.points ?? []).flatMap(({ on: day, value }) => (value === null ? [] : [{ day, value }]));
  const [first] = points;
  if (points.length < 2 || !first) return <span className="zb-absent">走势从第二个月起显示</span>;
  const most = Math.max(target.goal ?? 0, ...points.map((point) => point.value), 1);
  const place = (value: number, i: number) =>
    `${((i / (points.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}`;
  const words = points.map(({ day, value }) => `${day} ${value}`).join('，');
  return (
    <figure className="plan-target-trend">
      <svg viewBox={`-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`} role="img" aria-label={`${formulaName}走势：${words}`}>
        <polyline points={points.map((point, i) => place(point.value, i)).join(' ')} />
      </svg>
      <figcaption>{first.day.slice(0, 7)} 起</figcaption>
    </figure>
  );
}

import { Link } from '@tanstack/react-router';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { type ClassDuty, listDutyEnterprises, type PERIOD_STATES } from '../domain/index.ts';

const STATES: Record<(typeof PERIOD_STATES)[number], { label: string; tone: Tone }> = {
  done: { label: '已履行', tone: 'green' },
  notDone: { label: '未履行', tone: 'red' },
  running: { label: '本期进行中', tone: 'blue' },
  unknown: { label: '暂无数据来源', tone: 'neutral' },
};

/** Enterprise by enterprise, period by period. */
export function DutyEnterprises({ campaignId, duty }: { campaignId: string; duty: ClassDuty }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const { data, error, refetch } = useCall(
    listDutyEnterprises,
    { params: { id: campaignId, obligationId: duty.obligationId }, query: cursor ? { cursor } : {} },
    { keepPrevious: true },
  );
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在逐企业统计" rows={3} />;
  const periods = data.rows[0]?.periods ?? [];
  if (data.rows.length === 0) return <p className="zb-absent">没有符合类别的在营企业。</p>;
  return (
    <div className="plan-lineage-scroll">
      <table className="plan-alias-table">
        <thead>
          <tr>
            <th scope="col">企业</th>
            {duty.source !== null &&
              periods.map((period) => (
                <th key={period.startsOn} scope="col">
                  {period.startsOn.slice(0, 7)}
                </th>
              ))}
            {duty.source === null && <th scope="col">各期</th>}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ id, name, periods: own }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={`/enterprises/${id}` as never}>{name}</Link>
              </th>
              {duty.source === null ? (
                <td>
                  <StatusTag {...STATES.unknown} />
                </td>
              ) : (
                own.map(({ startsOn, state, count }) => (
                  <td key={startsOn}>
                    <StatusTag {...STATES[state]} /> {count} 次
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="plan-lineage-steps">
        {cursors.length > 0 && (
          <button type="button" className="zb-link" onClick={() => setCursors(cursors.slice(0, -1))}>
            上一页
          </button>
        )}
        {data.nextCursor && (
          <button type="button" className="zb-link" onClick={() => setCursors([...cursors, data.nextCursor ?? ''])}>
            下一页
          </button>
        )}
      </div>
    </div>
  );
}

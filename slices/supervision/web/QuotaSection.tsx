import { localDate } from '@zhiben/platform/domain/clock.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { listQuotas } from '../domain/annual.contract.ts';
import { QuotaDrawer } from './QuotaDrawer.tsx';

/** How many majors are to be listed in this year and the next, and what was set for the years before. */
export function QuotaSection() {
  const { data, error, refetch } = useCall(listQuotas, {});
  const [year, setYear] = useState<number | null>(null);
  const now = Number(localDate(new Date()).slice(0, 4));
  const rows = data?.rows ?? [];
  const years = [...new Set([now + 1, now, ...rows.map((row) => row.year)])].sort((a, b) => b - a);
  const quotaOf = (asked: number) => rows.find((row) => row.year === asked) ?? null;
  return (
    <Section title="年度挂牌任务数" note="全县当年计划挂牌督办的重大事故隐患数，由本县确定">
      {error ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <table className="zb-super-table">
          <thead>
            <tr>
              <th scope="col">年份</th>
              <th scope="col">任务数</th>
              <th scope="col">依据</th>
              <th scope="col">设置</th>
              <th scope="col">办理</th>
            </tr>
          </thead>
          <tbody>
            {years.map((one) => {
              const quota = quotaOf(one);
              return (
                <tr key={one}>
                  <th scope="row">{one}年</th>
                  <td>{quota ? `${quota.count} 项` : <span className="zb-absent">未设置</span>}</td>
                  <td>{quota?.source}</td>
                  <td>{quota && `${quota.setByName} ${sayInstant(quota.setAt)}`}</td>
                  <td>
                    <Button size="small" aria-label={`设置 ${one} 年任务数`} onClick={() => setYear(one)}>
                      {quota ? '修改' : '设置'}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : (
        <Loading label="正在加载任务数" />
      )}
      {year !== null && <QuotaDrawer year={year} quota={quotaOf(year)} onDone={() => setYear(null)} />}
    </Section>
  );
}

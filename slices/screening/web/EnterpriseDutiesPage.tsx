import { Link, useParams } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { exportDutyMatrix, getDutyMatrix } from '../domain/duty-matrix.contract.ts';
import { Cell, CellDrawer, CellLegend, DutySource, type OpenedCell } from './DutyCells.tsx';
import './effect.css';

const view = z.object({ year: z.string().optional(), month: z.string().optional() });

function yearChoices(): { value: string; label: string }[] {
  const current = Number(localDate(new Date()).slice(0, 4));
  return [0, 1, 2].map((n) => ({ value: String(current - n), label: `${current - n} 年` }));
}

/** The duties of one enterprise by month of a year, each with its source. */
export default function EnterpriseDutiesPage() {
  usePageTitle('企业义务履行矩阵');
  const { id } = useParams({ strict: false }) as { id: string };
  const [{ year, month: marked }, setState] = useUrlState(view);
  const [opened, setOpened] = useState<OpenedCell | null>(null);
  const query = year === undefined ? {} : { year };
  const head = useRef<HTMLTableRowElement>(null);
  const { data, error, refetch } = useCall(
    getDutyMatrix,
    { params: { enterpriseId: id }, query },
    { keepPrevious: true },
  );
  const shown = data?.year;
  // A year is wider than a phone: it opens at the month that is asked for, or at this one.
  useEffect(() => {
    if (shown) head.current?.querySelector('[data-marked="true"]')?.scrollIntoView({ block: 'nearest', inline: 'end' });
  }, [shown]);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载义务履行矩阵" />;
  const { enterpriseName, rows, months, abilities } = data;
  return (
    <div className="zb-effect zb-duty">
      <header className="zb-effect-head">
        <h1>
          {data.year} 年义务履行矩阵
          <small>
            <Link to={`/enterprises/${id}` as never}>{enterpriseName}</Link>
          </small>
        </h1>
        <div className="zb-effect-tools zb-screen-only">
          <Select
            aria-label="年份"
            value={data.year}
            options={yearChoices()}
            onChange={(value: string) => void setState({ year: value })}
          />
          <Link to={`/screening-effect/enterprises/${id}` as never}>运行效果</Link>
          {abilities.export && (
            <Button href={urlOf(exportDutyMatrix, { query: { enterpriseId: id, year: data.year } })} download>
              导出
            </Button>
          )}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </header>
      <CellLegend />
      {rows.length === 0 ? (
        <Empty title={`${data.year} 年没有排查任务`}>企业按适用的排查要求建立任务后，这里按月显示履行情况。</Empty>
      ) : (
        <section className="zb-duty-scroll" aria-label="义务履行矩阵">
          <table className="zb-duty-table" data-wide="true">
            <thead>
              <tr ref={head}>
                <th scope="col">义务和来源</th>
                {months.map((month) => (
                  <th scope="col" key={month} data-marked={month === (marked ?? localDate(new Date()).slice(0, 7))}>
                    {Number(month.slice(5))} 月
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ duty, tasks, cells }) => (
                <tr key={duty.code}>
                  <th scope="row">
                    {duty.name}
                    <DutySource duty={duty} />
                    {tasks.length > 0 && <small>任务：{tasks.map(({ name }) => name).join('、')}</small>}
                  </th>
                  {months.map((month, n) => (
                    <Cell
                      key={month}
                      cell={cells[n]}
                      label={`${duty.name} ${Number(month.slice(5))} 月`}
                      onOpen={() => setOpened({ enterpriseId: id, enterpriseName, duty: duty.code, month })}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {opened && <CellDrawer cell={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

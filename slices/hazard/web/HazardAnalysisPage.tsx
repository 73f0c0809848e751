import { Link } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Segmented } from 'antd';
import { z } from 'zod';
import {
  type AnalysisFigure,
  type AnalysisFilter,
  type AnalysisRow,
  analyseDurations,
  analyseHazards,
  analysisFilterSchema,
  DIMENSION_NAMES,
  DIMENSIONS,
  type Dimension,
  exportAnalysis,
  FIGURE_NAMES,
  STAGE_NAMES,
  STAGES,
  writeAnalysis,
} from '../domain/hazard-analysis.contract.ts';
import { pastEnd, quarterOf, sayMonths, share } from '../domain/hazard-analysis.rules.ts';
import { AnalysisBars } from './AnalysisBars.tsx';
import { AnalysisFilters } from './AnalysisFilters.tsx';
import { AnalysisMap } from './AnalysisMap.tsx';
import { Figure, type FigureProps } from './Figure.tsx';
import './analysis.css';

const place = analysisFilterSchema.extend({ by: z.enum(DIMENSIONS) });

export default function HazardAnalysisPage() {
  usePageTitle('隐患分析');
  const [state, setPlace] = useUrlState(place);
  const { by = 'division', ...chosen } = state;
  const filter = { ...quarterOf(localDate(new Date())), ...chosen };
  const { data, error, refetch } = useCall(analyseHazards, { query: { ...filter, by } }, { keepPrevious: true });
  return (
    <div className="zb-analysis">
      <header className="zb-import-head">
        <h1>隐患分析</h1>
        <div className="zb-import-actions">
          <Button href={urlOf(writeAnalysis, { query: filter })} download>
            写成公文
          </Button>
          <Button href={urlOf(exportAnalysis, { query: { ...filter, by } })} download>
            导出本表
          </Button>
          <Button className="zb-screen-only" onClick={() => window.print()}>
            打印
          </Button>
        </div>
      </header>
      <AnalysisFilters filter={filter} onChange={(changes) => void setPlace(changes as never)} />
      {error ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          <Totals filter={filter} total={data.total} />
          <Durations filter={filter} />
          <Section
            title={`按${DIMENSION_NAMES[by]}`}
            note={`点数字看对应的隐患。不构成隐患的不计；移送、关闭单列，不算销号；逾期为${pastEnd(filter, localDate(new Date())) ? '期末' : '今天的'}数。`}
            actions={
              <Segmented
                value={by}
                options={DIMENSIONS.map((value) => ({ value, label: DIMENSION_NAMES[value] }))}
                onChange={(value) => void setPlace({ by: value })}
              />
            }
          >
            {data.rows.length === 0 ? (
              <Empty title={`${sayMonths(filter)}没有隐患`}>换一段时间或放宽筛选条件后再看。</Empty>
            ) : (
              <>
                <div className="zb-analysis-drawings">
                  <AnalysisBars rows={data.rows} by={by} />
                  {by === 'division' && <AnalysisMap filter={filter} />}
                </div>
                <FigureTable filter={filter} by={by} rows={data.rows} total={data.total} />
              </>
            )}
          </Section>
        </>
      ) : (
        <Loading />
      )}
    </div>
  );
}

const HEADLINES: readonly { figure: AnalysisFigure; of?: readonly [AnalysisFigure, AnalysisFigure, string] }[] = [
  { figure: 'overdue' },
  { figure: 'open' },
  { figure: 'registered' },
  { figure: 'closed', of: ['closedOnTime', 'closed', '按期率'] },
  { figure: 'stock', of: ['stockClosed', 'stock', '清零率'] },
  { figure: 'increase', of: ['increaseClosed', 'increase', '销号率'] },
  { figure: 'recurrent' },
];

function Totals({ filter, total }: { filter: AnalysisFilter; total: AnalysisRow }) {
  return (
    <dl className="zb-analysis-totals">
      {HEADLINES.map(({ figure, of }) => {
        const rate = of && share(total.figures[of[0]] ?? 0, total.figures[of[1]] ?? 0);
        return (
          <div key={figure} data-alert={figure === 'overdue' && (total.figures.overdue ?? 0) > 0 ? '' : undefined}>
            <dt>{FIGURE_NAMES[figure]}</dt>
            <dd>
              <Figure filter={filter} figure={figure} row={null} value={total.figures[figure]} />
              <small>{of ? `${of[2]} ${rate === null ? '无' : `${rate}%`}` : '项'}</small>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Durations({ filter }: { filter: AnalysisFilter }) {
  const { data } = useCall(analyseDurations, { query: filter }, { keepPrevious: true });
  if (!data || data.closed === 0) return null;
  return (
    <Section title="用时中位数" note={`${sayMonths(filter)}销号的 ${sayNumber(data.closed)} 项`}>
      <dl className="zb-analysis-stages">
        {STAGES.map((stage) => (
          <div key={stage}>
            <dt>{STAGE_NAMES[stage]}</dt>
            <dd>{data.median[stage] === null ? '无' : `${data.median[stage]} 天`}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

const COLUMNS: readonly AnalysisFigure[] = [
  'opening',
  'registered',
  'closed',
  'open',
  'left',
  'overdue',
  'stock',
  'stockClosed',
  'increase',
  'increaseClosed',
  'extended',
  'recurrent',
];

interface TableProps {
  readonly filter: AnalysisFilter;
  readonly by: Dimension;
  readonly rows: readonly AnalysisRow[];
  readonly total: AnalysisRow;
}

function FigureTable({ filter, by, rows, total }: TableProps) {
  const columns = COLUMNS.filter((figure) => by !== 'month' || rows.some((row) => figure in row.figures));
  const cells = (row: AnalysisRow, place: FigureProps['row']) => (
    <>
      {columns.map((figure) => (
        <td key={figure}>
          <Figure filter={filter} figure={figure} row={place} value={row.figures[figure]} />
        </td>
      ))}
      <td>{sayShare(row)}</td>
    </>
  );
  return (
    <div className="zb-analysis-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{DIMENSION_NAMES[by]}</th>
            {columns.map((figure) => (
              <th scope="col" key={figure}>
                {FIGURE_NAMES[figure]}
              </th>
            ))}
            <th scope="col">按期率</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {by === 'criterion' && row.key ? (
                  <Link to={`/hazard-criteria/${row.key}` as never}>{row.name}</Link>
                ) : (
                  row.name
                )}
              </th>
              {cells(row, { by, key: row.key })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            {cells(total, null)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function sayShare({ figures }: AnalysisRow): string {
  const rate = share(figures.closedOnTime ?? 0, figures.closed ?? 0);
  return rate === null ? '无' : `${rate}%`;
}

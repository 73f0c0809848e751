import { Link } from '@tanstack/react-router';
import { queryString } from '@zhiben/platform/web/api.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { Select, TreeSelect } from 'antd';
import { z } from 'zod';
import { getRiskFigures, getRiskMap, type RiskFigure } from '../domain/points.contract.ts';
import { LEVEL_NAMES, LEVELS } from '../domain/risk.terms.ts';
import { SpotPlot } from './SpotPlot.tsx';
import './risk.css';

const view = z.object({ division: z.string().optional(), industry: z.string().optional() });
const number = (n: number) => n.toLocaleString('zh-CN');
const sayCount = ({ count, exact }: { count: number; exact: boolean }) => `${number(count)}${exact ? '' : '+'}`;
const listOf = (query: Readonly<Record<string, string>>) => `/risks?${queryString(query)}`;

/** Where the county's red and orange points are. Each figure opens the points that it counts. */
export default function RiskMapPage() {
  usePageTitle('风险一张图');
  const [{ division, industry }, setView] = useUrlState(view);
  const divisions = useDivisionChoices();
  const names = usePlaceNames();
  const figures = useCall(getRiskFigures, {});
  const query = { ...(division ? { division } : {}), ...(industry ? { industry } : {}) };
  const map = useCall(getRiskMap, { query }, { keepPrevious: true });
  if (figures.error) return <Failure problem={figures.error} onRetry={() => void figures.refetch()} />;
  if (!figures.data) return <Loading label="正在加载风险一张图" />;
  const { total, townships, industries, enterprises, overdue, returned } = figures.data;
  return (
    <div className="zb-risk-map">
      <h1>风险一张图</h1>
      <ul className="zb-risk-figures">
        {LEVELS.map((level) => (
          <li key={level} data-level={level}>
            <Link to={listOf({ level }) as never}>
              <b>{number(total[level])}</b>
              {LEVEL_NAMES[level]}
            </Link>
          </li>
        ))}
        <li>
          <Link to={listOf({ overdue: 'true' }) as never}>
            <b>{sayCount(overdue)}</b>逾期未重评
          </Link>
        </li>
        <li>
          <Link to={listOf({ returned: 'true' }) as never}>
            <b>{sayCount(returned)}</b>退回待答复
          </Link>
        </li>
      </ul>
      <p className="zb-assess-source">
        {sayCount(enterprises)} 家企业建立了风险清单。等级由企业自己评价，监管人员可以退回。
      </p>
      <Section
        title="重大、较大风险企业分布"
        note={map.data ? sayMap(map.data) : undefined}
        actions={
          <div className="zb-risk-actions">
            <TreeSelect
              aria-label="属地"
              placeholder="全部属地"
              allowClear
              value={division ?? null}
              treeData={[...divisions] as never}
              onChange={(value: string | null) => void setView({ division: value ?? undefined })}
            />
            <Select
              aria-label="监管行业"
              placeholder="全部行业"
              allowClear
              showSearch
              optionFilterProp="label"
              value={industry ?? null}
              options={Object.entries(INDUSTRIES).map(([value, label]) => ({ value, label }))}
              onChange={(value: string | null) => void setView({ industry: value ?? undefined })}
            />
          </div>
        }
      >
        {map.error && <Failure problem={map.error} onRetry={() => void map.refetch()} />}
        {map.data &&
          (map.data.spots.length > 0 ? (
            <SpotPlot spots={map.data.spots} />
          ) : (
            <Empty title="没有重大、较大风险的企业">换一个属地或行业看看。</Empty>
          ))}
      </Section>
      <div className="zb-risk-tables">
        <Section title="按乡镇">
          <Figures rows={townships} name={names.division} label="乡镇" filter="division" />
        </Section>
        <Section title="按监管行业">
          <Figures rows={industries} name={industryName} label="监管行业" filter="industry" />
        </Section>
      </div>
    </div>
  );
}

interface Count {
  readonly count: number;
  readonly exact: boolean;
}

function sayMap({ spots, all, unplaced }: { spots: readonly unknown[]; all: Count; unplaced: Count }): string {
  const missing = unplaced.count > 0 ? `，其中 ${sayCount(unplaced)} 家没有坐标` : '';
  const shown = all.count - unplaced.count > spots.length ? `，图上为最重的 ${number(spots.length)} 家` : '';
  return `${sayCount(all)} 家${missing}${shown}`;
}

interface FiguresProps {
  readonly rows: readonly RiskFigure[];
  readonly name: (code: string) => string;
  readonly label: string;
  readonly filter: 'division' | 'industry';
}

function Figures({ rows, name, label, filter }: FiguresProps) {
  if (rows.length === 0) return <Empty title="还没有风险点">企业建立风险清单后，这里按地方和行业汇总。</Empty>;
  return (
    <table className="zb-risk-sums">
      <thead>
        <tr>
          <th scope="col">{label}</th>
          {LEVELS.map((level) => (
            <th scope="col" key={level}>
              {LEVEL_NAMES[level]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">{name(row.code)}</th>
            {LEVELS.map((level) => (
              <td key={level}>
                {row[level] > 0 ? (
                  <Link to={listOf({ [filter]: row.code, level }) as never}>{number(row[level])}</Link>
                ) : (
                  <span className="zb-absent">0</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

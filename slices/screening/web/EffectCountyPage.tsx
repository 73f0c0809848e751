import { Link } from '@tanstack/react-router';
import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayCount, sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useAttempt, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { Button, Select, TreeSelect } from 'antd';
import { z } from 'zod';
import { type EffectSum, getCountyEffect, refreshEffect } from '../domain/effect.contract.ts';
import { monthName } from '../domain/effect-month.rules.ts';
import { TEST_NAMES } from '../domain/integrity.terms.ts';
import { monthSchema } from '../domain/statement.contract.ts';
import { Points } from './EffectFormula.tsx';
import { listOf, monthChoices, sayPoints } from './effect-words.ts';
import './effect.css';

type County = ResponseOf<typeof getCountyEffect>;
const view = z.object({
  month: monthSchema.optional(),
  division: z.string().optional(),
  industry: z.string().optional(),
});
type View = z.output<typeof view>;

/** E of the county, its townships and trades, with what is worth checking beside it. Each figure opens the enterprises. */
export default function EffectCountyPage() {
  usePageTitle('双重预防运行效果');
  const [state, setState] = useUrlState(view);
  const query = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as View;
  const { data, error, refetch } = useCall(getCountyEffect, { query }, { keepPrevious: true });
  return (
    <div className="zb-effect">
      <header className="zb-effect-head">
        <h1>
          双重预防运行效果
          {data && <small className="zb-print-only">{monthName(data.month)}</small>}
        </h1>
        <div className="zb-effect-tools zb-screen-only">
          <Link to={'/screening-effect/settings' as never}>本县参数</Link>
          {data && <RefreshAll county={data} />}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </header>
      <Filters state={state} month={data?.month} onChange={(changes) => void setState(changes)} />
      {error ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <CountyFigures county={data} place={state} />
      ) : (
        <Loading label="正在加载运行效果" />
      )}
    </div>
  );
}

interface FiltersProps {
  readonly state: View;
  readonly month: string | undefined;
  readonly onChange: (changes: { [K in keyof View]?: string | undefined }) => void;
}

function Filters({ state, month, onChange }: FiltersProps) {
  const divisions = useDivisionChoices();
  return (
    <div className="zb-effect-filters zb-screen-only">
      <Select
        aria-label="月份"
        placeholder="月份"
        value={month ?? state.month ?? null}
        options={monthChoices()}
        onChange={(value: string | null) => onChange({ month: value ?? undefined })}
      />
      <TreeSelect
        aria-label="属地"
        placeholder="全部属地"
        allowClear
        popupMatchSelectWidth={false}
        value={state.division ?? null}
        treeData={[...divisions] as never}
        onChange={(value: string | null | undefined) => onChange({ division: value ?? undefined })}
      />
      <Select
        aria-label="监管行业"
        placeholder="全部行业"
        allowClear
        showSearch
        optionFilterProp="label"
        popupMatchSelectWidth={false}
        value={state.industry ?? null}
        options={Object.entries(INDUSTRIES).map(([value, label]) => ({ value, label }))}
        onChange={(value: string | null | undefined) => onChange({ industry: value ?? undefined })}
      />
    </div>
  );
}

function RefreshAll({ county: { month, abilities } }: { county: County }) {
  const refresh = useCommand(refreshEffect);
  const attempt = useAttempt();
  const notice = useNotice();
  if (!abilities.refresh) return null;
  return (
    <Button
      loading={refresh.isRunning}
      onClick={() =>
        attempt(() =>
          refresh.run({ body: { commandId: newId(), month } }).then(() => notice('已安排重算，完成后数字会更新')),
        )
      }
    >
      立即重算
    </Button>
  );
}

function CountyFigures({ county, place }: { county: County; place: View }) {
  const { total, townships, industries, tests, month } = county;
  const here = { month, division: place.division, industry: place.industry };
  if (total.enterprises === 0) {
    return (
      <Empty title={`${monthName(month)}还没有可以计算的企业`}>
        企业建立排查任务、有应整改的隐患之后，每晚计算一次。也可以换一个月份、属地或行业看看。
      </Empty>
    );
  }
  return (
    <>
      <Headline county={county} here={here} />
      <p className="zb-effect-soft">
        E =（A + B）× α。A = 完成任务数 ÷ 计划任务数 × 50 − 包保履职扣分；B = 已验收隐患 ÷ 应整改隐患 × 50 −
        隐患过少扣分；有否决情形的 α 为 0。全县、乡镇和行业按所辖企业全部任务和隐患的合计套用同一公式，α 为 0
        的企业完成数、验收数不计。企业缺 A 或 B 的不可比，它的任务和隐患仍计入合计。本县参数：{county.basis}。
      </p>
      <div className="zb-effect-columns">
        <Section title="按乡镇" note="点名称看该地各行业">
          <Sums rows={townships} by="division" here={here} />
        </Section>
        <Section title="按监管行业" note="点名称看该行业各乡镇">
          <Sums rows={industries} by="industry" here={here} />
        </Section>
        <Section title="真实性提示" note="值得核实不是认定，每个数字都可以打开">
          <Tests tests={tests} here={here} />
        </Section>
        {county.course.length > 1 && (
          <Section title="各月 E" note={place.division || place.industry ? '所选范围' : undefined}>
            <Course course={county.course} />
          </Section>
        )}
      </div>
    </>
  );
}

type Here = { readonly month: string; readonly division?: string | undefined; readonly industry?: string | undefined };

function Headline({ county: { total, operating }, here }: { county: County; here: Here }) {
  const figures = [
    {
      label: '值得核实',
      value: sayNumber(total.flagged),
      unit: '家',
      to: listOf({ ...here, test: 'any' }),
      tone: 'warn',
    },
    { label: '否决', value: sayNumber(total.vetoed), unit: '家', to: listOf({ ...here, state: 'veto' }), tone: 'bad' },
    { label: '漏查', value: sayNumber(total.missed), unit: '次', to: listOf({ ...here, sort: 'e' }), tone: 'plain' },
    {
      label: '应整改未验收',
      value: sayNumber(total.due - total.accepted),
      unit: '条',
      to: listOf({ ...here, sort: 'e' }),
      tone: 'plain',
    },
    {
      label: '停用不计',
      value: sayNumber(total.excluded),
      unit: '次',
      to: `/screening-suspensions?${narrowed({ division: here.division, industry: here.industry })}`,
      tone: 'plain',
    },
  ] as const;
  return (
    <dl className="zb-effect-figures">
      <div>
        <dt>E</dt>
        <dd>
          <Link to={listOf({ ...here, sort: 'e' }) as never}>
            <Points value={total.e} />
          </Link>
          <small>
            有任务或隐患 <Link to={listOf({ ...here }) as never}>{sayNumber(total.enterprises)}</Link> 家（可比{' '}
            {sayNumber(total.comparable)} 家）/ 在营 {sayCount(operating)} 家
          </small>
        </dd>
      </div>
      <div>
        <dt>A + B</dt>
        <dd>
          <Points value={total.a} /> <span className="zb-effect-soft">+</span> <Points value={total.b} />
          <small>
            完成 {sayNumber(total.completed)} / 计划 {sayNumber(plannedOf(total))} 次，验收 {sayNumber(total.counted)} /
            应整改 {sayNumber(total.due)} 条
          </small>
        </dd>
      </div>
      {figures.map(({ label, value, unit, to, tone }) => (
        <div key={label} data-tone={value === '0' ? 'plain' : tone}>
          <dt>{label}</dt>
          <dd>
            {value === '0' ? '0' : <Link to={to as never}>{value}</Link>}
            <small>{unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface SumsProps {
  readonly rows: readonly EffectSum[];
  readonly by: 'division' | 'industry';
  readonly here: Here;
}

function Sums({ rows, by, here }: SumsProps) {
  const names = usePlaceNames();
  const nameOf = by === 'division' ? names.division : industryName;
  return (
    <div className="zb-effect-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{by === 'division' ? '乡镇' : '监管行业'}</th>
            <th scope="col">企业</th>
            <th scope="col">E</th>
            <th scope="col">A</th>
            <th scope="col">完成/计划</th>
            <th scope="col">B</th>
            <th scope="col">验收/应整改</th>
            <th scope="col">否决</th>
            <th scope="col">值得核实</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const at = { ...here, [by]: row.code };
            const opened = (value: number, query: Readonly<Record<string, string | undefined>>) =>
              value > 0 ? (
                <Link to={listOf(query) as never}>{sayNumber(value)}</Link>
              ) : (
                <span className="zb-absent">0</span>
              );
            return (
              <tr key={row.code}>
                <th scope="row">
                  <Link to={`/screening-effect?${narrowed(at)}` as never}>{nameOf(row.code)}</Link>
                </th>
                <td>{opened(row.enterprises, at)}</td>
                <td>
                  <b>
                    <Points value={row.e} />
                  </b>
                </td>
                <td>
                  <Points value={row.a} />
                </td>
                <td>
                  {plannedOf(row) === 0 ? (
                    <span className="zb-absent">0</span>
                  ) : (
                    <Link to={listOf({ ...at, sort: 'e' }) as never}>
                      {sayNumber(row.completed)}/{sayNumber(plannedOf(row))}
                    </Link>
                  )}
                </td>
                <td>
                  <Points value={row.b} />
                </td>
                <td>
                  {row.due === 0 ? (
                    <span className="zb-absent">0</span>
                  ) : (
                    <Link to={listOf({ ...at, sort: 'e' }) as never}>
                      {sayNumber(row.counted)}/{sayNumber(row.due)}
                    </Link>
                  )}
                </td>
                <td>{opened(row.vetoed, { ...at, state: 'veto' })}</td>
                <td>{opened(row.flagged, { ...at, test: 'any' })}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const plannedOf = ({ done, madeUp, missed }: EffectSum) => done + madeUp + missed;

function narrowed(here: Partial<Here>): string {
  const given = Object.entries(here).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(given).toString();
}

function Tests({ tests, here }: { tests: County['tests']; here: Here }) {
  return (
    <div className="zb-effect-table">
      <table>
        <thead>
          <tr>
            <th scope="col">看什么</th>
            <th scope="col">能判断的企业</th>
            <th scope="col">值得核实</th>
          </tr>
        </thead>
        <tbody>
          {tests.map(({ test, judged, flagged }) => (
            <tr key={test}>
              <th scope="row">{TEST_NAMES[test]}</th>
              <td>{sayNumber(judged)}</td>
              <td>
                {flagged > 0 ? (
                  <Link to={listOf({ ...here, test }) as never}>{sayNumber(flagged)}</Link>
                ) : (
                  <span className="zb-absent">0</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Course({ course }: { course: County['course'] }) {
  return (
    <ul className="zb-effect-months">
      {course.map(({ month, e, enterprises }) => (
        <li key={month} title={`${enterprises} 家企业`}>
          <small>{month}</small>
          <i style={{ width: `${e ?? 0}%` }} />
          <span>{e === null ? '不可比' : sayPoints(e)}</span>
        </li>
      ))}
    </ul>
  );
}

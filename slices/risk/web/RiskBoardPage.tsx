import { useParams } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { renderSVG } from 'uqr';
import { getRiskFile, type RiskFile } from '../domain/risk.contract.ts';
import { CONTROL_LEVEL_NAMES, LEVEL_NAMES, LEVELS } from '../domain/risk.terms.ts';
import './risk-print.css';

/** What a board of A3 takes at a readable size. */
const MOST = 16;

/** 安全风险公告栏 on A3 across: the gravest risks of the enterprise where everybody sees them (《安全生产法》第四十四条). */
export default function RiskBoardPage() {
  usePageTitle('安全风险公告栏');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getRiskFile, { params: { enterpriseId: id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const graded = gravestFirst(data);
  if (graded.length === 0) return <Empty title="还没有评价过的风险点">评价后，这里生成公告栏。</Empty>;
  const shown = graded.slice(0, MOST);
  const address = `${window.location.origin}/m/risks`;
  return (
    <div className="zb-poster">
      <style>{'@page { size: A3 landscape; margin: 12mm; }'}</style>
      <p className="zb-screen-only zb-poster-tools">
        <Button type="primary" onClick={() => window.print()}>
          打印 A3 公告栏
        </Button>
        <span>张贴在厂区出入口等醒目位置，风险变化后及时更换。</span>
      </p>
      <article className="zb-board">
        <h1>安全风险公告栏</h1>
        <p className="zb-board-head">
          <span>{data.enterpriseName}</span>
          <span>{LEVELS.map((level) => `${LEVEL_NAMES[level]} ${data.counts[level]} 项`).join('　')}</span>
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">风险单元</th>
              <th scope="col">可能发生的事件</th>
              <th scope="col">事故类型</th>
              <th scope="col">等级</th>
              <th scope="col">主要管控措施</th>
              <th scope="col">应急措施</th>
              <th scope="col">管控责任</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ unit, event }) => (
              <tr key={event.id}>
                <td>{[unit.name, unit.place].filter(Boolean).join('，')}</td>
                <td>{event.name}</td>
                <td>{event.accidentType}</td>
                <td data-level={event.level ?? 'none'}>{event.level && LEVEL_NAMES[event.level]}</td>
                <td>{say(event.measures.filter(({ class1 }) => class1 !== 4))}</td>
                <td>{say(event.measures.filter(({ class1 }) => class1 === 4))}</td>
                <td>
                  {event.controlLevel && CONTROL_LEVEL_NAMES[event.controlLevel]} {event.ownerName}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <footer>
          <p>
            {graded.length > MOST && `另有 ${graded.length - MOST} 项较轻的风险，扫码查看。`}
            发现险情立即撤离并报告。火警 119　急救 120　安全生产举报 12350
            <br />
            公告单位（章）：　　　　　　　　　主要负责人：{data.principalName || '　　　　'}　　　公告日期：
            {localDate(new Date())}
          </p>
          <img
            alt={`本单位风险二维码：${address}`}
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`}
          />
        </footer>
      </article>
    </div>
  );
}

const say = (measures: readonly { readonly content: string }[]) => measures.map(({ content }) => content).join('；');

function gravestFirst({ units }: RiskFile) {
  const rows = units.flatMap((unit) => unit.events.map((event) => ({ unit, event })));
  return LEVELS.flatMap((level) => rows.filter(({ event }) => event.level === level));
}

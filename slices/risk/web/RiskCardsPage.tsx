import { useParams } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { type Enterprise, getEnterprise } from '@zhiben/slices/enterprise/domain';
import { Button, Radio, Select } from 'antd';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { getRiskFile, type RiskEvent, type RiskFile, type RiskUnit } from '../domain/risk.contract.ts';
import { CONTROL_LEVEL_NAMES, LEVEL_NAMES, LEVELS } from '../domain/risk.terms.ts';
import { PAINT } from './PlanSvg.tsx';
import { whomToCall } from './whom-to-call.ts';
import './risk-print.css';

const view = z.object({ size: z.enum(['A5', 'A4']).optional(), unit: z.string().optional() });
/** As many as a card takes at a readable size; the rest stands behind the code. */
const MOST = { A5: 3, A4: 6 } as const;

/**
 * 岗位风险告知卡, one a unit: what may happen, how it is controlled, what to do in an emergency (《安全生产法》第四十四条).
 */
export default function RiskCardsPage() {
  usePageTitle('岗位风险告知卡');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const [{ size = 'A4', unit: only }, setView] = useUrlState(view);
  const { data, error, refetch } = useCall(getRiskFile, { params: { enterpriseId: id } });
  const enterprise = useCall(getEnterprise, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data || enterprise.isPending) return <Loading />;
  const units = data.units.filter((unit) => unit.events.length > 0);
  if (units.length === 0) return <Empty title="还没有风险点">建立风险清单后，这里按单元生成告知卡。</Empty>;
  return (
    <div className="zb-poster" data-size={size}>
      <style>{`@page { size: ${size} ${size === 'A5' ? 'landscape' : 'portrait'}; margin: ${size === 'A5' ? 7 : 12}mm; }`}</style>
      <div className="zb-screen-only zb-poster-tools">
        <Radio.Group
          value={size}
          onChange={({ target }) => void setView({ size: target.value as 'A4' | 'A5' })}
          options={[
            { value: 'A4', label: 'A4' },
            { value: 'A5', label: 'A5' },
          ]}
        />
        <Select
          aria-label="打印哪些单元"
          value={only ?? ''}
          onChange={(unit: string) => void setView({ unit: unit || undefined })}
          options={[
            { value: '', label: `全部 ${units.length} 个单元` },
            ...units.map((unit) => ({ value: unit.id, label: unit.name })),
          ]}
        />
        <Button type="primary" onClick={() => window.print()}>
          打印告知卡
        </Button>
      </div>
      {units
        .filter((unit) => !only || unit.id === only)
        .map((unit) => (
          <RiskCard key={unit.id} unit={unit} file={data} enterprise={enterprise.data} most={MOST[size]} />
        ))}
    </div>
  );
}

const rankOf = ({ level }: RiskEvent) => (level ? LEVELS.indexOf(level) : LEVELS.length);

interface RiskCardProps {
  readonly unit: RiskUnit;
  readonly file: RiskFile;
  /** Whose telephones are on file already. */
  readonly enterprise: Enterprise | undefined;
  readonly most: number;
}

function RiskCard({ unit, file, enterprise, most }: RiskCardProps) {
  const address = `${window.location.origin}/m/risks/${unit.id}`;
  const events = [...unit.events].sort((a, b) => rankOf(a) - rankOf(b));
  const shown = events.slice(0, most);
  const emergency = [
    ...new Set(shown.flatMap(({ measures }) => measures.filter((m) => m.class1 === 4).map((m) => m.content))),
  ];
  const top = events[0];
  const owner = unit.ownerName || top?.ownerName || '';
  const reports = whomToCall(owner, enterprise);
  return (
    <article className="zb-card-sheet" style={{ borderTopColor: unit.level ? PAINT[unit.level] : undefined }}>
      <header>
        <div>
          <h1>岗位安全风险告知卡</h1>
          <p>{file.enterpriseName}</p>
        </div>
        <strong data-level={unit.level ?? 'none'}>{unit.level ? LEVEL_NAMES[unit.level] : '未评价'}</strong>
      </header>
      <dl>
        <div>
          <dt>岗位（单元）</dt>
          <dd>{unit.name}</dd>
        </div>
        <div>
          <dt>部位</dt>
          <dd>{unit.place || '—'}</dd>
        </div>
        <div>
          <dt>管控层级</dt>
          <dd>{top?.controlLevel ? CONTROL_LEVEL_NAMES[top.controlLevel] : '—'}</dd>
        </div>
        <div>
          <dt>责任人</dt>
          <dd>{owner || '—'}</dd>
        </div>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">可能发生的事件</th>
            <th scope="col">事故类型</th>
            <th scope="col">等级</th>
            <th scope="col">管控措施</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event) => (
            <tr key={event.id}>
              <td>{event.name}</td>
              <td>{event.accidentType}</td>
              <td data-level={event.level ?? 'none'}>{event.level ? LEVEL_NAMES[event.level] : '未评价'}</td>
              <td>
                {event.measures
                  .filter(({ class1 }) => class1 !== 4)
                  .map(({ content }) => content)
                  .join('；')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <div>
          <h2>应急处置</h2>
          {emergency.length > 0 ? (
            <ol>
              {emergency.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ol>
          ) : (
            <p>立即停止作业、撤离并报告。</p>
          )}
          <p>火警 119　急救 120</p>
          <p>
            本单位报告人：{reports.name || '________'}　<span>电话：{reports.phone || '____________'}</span>
          </p>
          {events.length > most && <p>另有 {events.length - most} 项风险，请扫码查看。</p>}
        </div>
        <figure>
          <img
            alt={`本岗位风险二维码：${address}`}
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`}
          />
          <figcaption>扫码看全部风险和措施</figcaption>
        </figure>
      </footer>
      <small className="zb-card-date">制卡日期 {localDate(new Date())}</small>
    </article>
  );
}

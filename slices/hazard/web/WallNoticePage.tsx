import { useParams } from '@tanstack/react-router';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { renderSVG } from 'uqr';
import { getHazard } from '../domain/hazard.contract.ts';
import { COMMITMENT_NAMES, GRADE_NAMES, STATUS_NAMES } from '../domain/hazard.terms.ts';
import './wall-notice.css';

/**
 * 事故隐患公示: what the enterprise puts up where its people see it (《安全生产法》第四十一条: 向从业人员通报). A sheet of
 * A3; the code opens the record for whoever may see it.
 */
export default function WallNoticePage() {
  usePageTitle('隐患公示');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getHazard, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const address = `${window.location.origin}/m/hazards/${id}`;
  const owner = data.commitments.find(({ kind }) => kind === 'responsibility')?.owner;
  const facts: readonly (readonly [string, string])[] = [
    ['隐患编号', data.number],
    ['所在单位', data.enterpriseName],
    ['隐患部位', data.place],
    ['隐患内容', data.description],
    ['隐患等级', data.grade ? GRADE_NAMES[data.grade] : '待认定'],
    ['认定依据', data.basis || '待认定'],
    ['整改责任人', owner ? `${owner.name}（${owner.position}）` : '待落实'],
    ...data.commitments
      .filter(({ kind }) => kind === 'measures' || kind === 'plan')
      .map(({ kind, value }) => [`整改${COMMITMENT_NAMES[kind]}`, String(value)] as const),
    ['整改期限', data.rectificationDueOn ?? '待落实'],
    ['当前状态', STATUS_NAMES[data.status]],
  ];
  return (
    <div className="zb-wall">
      <style>{'@page { size: A3 portrait; margin: 18mm; }'}</style>
      <p className="zb-screen-only">
        <Button type="primary" onClick={() => window.print()}>
          打印 A3 公示
        </Button>{' '}
        张贴在作业场所和公告栏，整改期间保持公示。
      </p>
      <article>
        <h1>{data.grade === 'major' ? '重大事故隐患公示' : '事故隐患公示'}</h1>
        <dl>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <footer>
          <img
            alt={`隐患档案二维码：${address}`}
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`}
          />
          <p>
            本单位人员扫码查看办理进展。
            <br />
            发现隐患没有整改或者弄虚作假的，可拨打 12350 举报。
            <br />
            公示单位（章）：
            <br />
            公示日期：　　　　年　　月　　日
          </p>
        </footer>
      </article>
    </div>
  );
}

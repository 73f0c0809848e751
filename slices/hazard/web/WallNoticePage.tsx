import { useParams } from '@tanstack/react-router';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { renderSVG } from 'uqr';
import { getHazard } from '../domain/hazard.contract.ts';
import { wallNotice } from '../domain/wall-notice.ts';
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
  const notice = wallNotice(data);
  const address = `${window.location.origin}/m/hazards/${id}`;
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
        <h1>{notice.title}</h1>
        <dl>
          {notice.facts.map(([label, value]) => (
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

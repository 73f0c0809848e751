import { useParams } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { renderSVG } from 'uqr';
import { getCommitment } from '../domain/commitment.contract.ts';
import { SIGNED_AS_NAMES } from '../domain/commitment.terms.ts';
import { Counts } from './CommitmentCounts.tsx';
import './commitment.css';
import './wall-sheet.css';

/** 安全承诺公告 for the gate: A3 or A4, with a code that opens what the enterprise made public. */
export default function CommitmentWallPage() {
  usePageTitle('安全承诺公告');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getCommitment, { params: { id } });
  const [size, setSize] = useState<'A3' | 'A4'>('A3');
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const path = data.isPublic ? `/public/commitments/${data.enterpriseId}` : '/m/commitment';
  const address = `${window.location.origin}${path}`;
  return (
    <div className="zb-sheet" data-size={size}>
      <style>{`@page { size: ${size} portrait; margin: ${size === 'A3' ? 18 : 14}mm; }`}</style>
      <p className="zb-screen-only zb-sheet-tools">
        <Segmented options={['A3', 'A4']} value={size} onChange={(value) => setSize(value as 'A3' | 'A4')} />
        <Button type="primary" onClick={() => window.print()}>
          打印 {size} 公告
        </Button>
        <span>张贴在主门岗等醒目位置，每天更换。</span>
      </p>
      <article>
        <h1>安全承诺公告</h1>
        <p className="zb-sheet-head">
          <span>{data.enterpriseName}</span>
          <span>{data.day}</span>
        </p>
        <Counts counts={data.counts} />
        <p className="zb-sheet-words">{data.words}</p>
        <footer>
          <p>
            {data.signedAs ? SIGNED_AS_NAMES[data.signedAs] : '签署人'}：{data.signedByName}
            {data.deputyReason && `（受主要负责人委托：${data.deputyReason}）`}
            <br />
            签署时间：{data.signedAt && sayInstant(data.signedAt)}
            {data.version > 1 && `　第 ${data.version} 版`}
            <br />
            发现与公告不符或者隐患没有整改的，可拨打 12350 举报。
          </p>
          <img alt={`公告二维码：${address}`} src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`} />
        </footer>
      </article>
    </div>
  );
}

import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { renderSVG } from 'uqr';
import { getDropTicket } from '../domain/snapshot.contract.ts';
import './wall-sheet.css';

/** The address that takes anonymous reports, to be put up where people pass. */
export default function SnapshotAddressPage() {
  usePageTitle('匿名报告二维码');
  const { data, error, refetch } = useCall(getDropTicket, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const address = `${window.location.origin}${data.path}`;
  return (
    <div className="zb-sheet" data-size="A4">
      <style>{'@page { size: A4 portrait; margin: 14mm; }'}</style>
      <p className="zb-screen-only zb-sheet-tools">
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>
        <span>张贴在车间、食堂等处。全体人员共用一个地址，系统不知道是谁提交的；需要更换时在“奖励标准”中更换。</span>
      </p>
      <article>
        <h1>发现隐患，请您报告</h1>
        <p className="zb-sheet-head">
          <span>{data.enterpriseName}</span>
        </p>
        <div className="zb-sheet-code">
          <img
            alt={`匿名报告二维码：${address}`}
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`}
          />
          <p>
            手机扫码，写清哪里、什么问题，可以附照片。
            <br />
            不用登录，不留姓名。凭查询码查看答复、领取奖励。
            <br />
            企业不处理的，可以拨打 12350 举报。
          </p>
        </div>
      </article>
    </div>
  );
}

import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { App, Button } from 'antd';
import { renderSVG } from 'uqr';
import { PUBLIC_NOTICES } from '../domain/public-notice.contract.ts';
import type { PaperRecord } from '../domain/supervision.contract.ts';
import './public-address.css';

/** Where everybody reads what was published: to copy, to open, to print as a code. */
export function PublicAddress({ paper: { id, notice, publishedAt } }: { paper: PaperRecord }) {
  const { message } = App.useApp();
  if (publishedAt === null) return null;
  const path = `${PUBLIC_NOTICES}/${id}`;
  const address = window.location.origin + path;
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => message.success('已复制公示网址'),
      () => message.warning('浏览器不允许复制，请手工选中网址复制'),
    );
  return (
    <Section title="公示" note="无需登录即可查看">
      <p>{notice}</p>
      <div className="zb-public-address">
        <img alt="公示网址的二维码" src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`} />
        <div>
          <a href={path} target="_blank" rel="noreferrer">
            {address}
          </a>
          <Button onClick={() => void copy()}>复制网址</Button>
        </div>
      </div>
    </Section>
  );
}

import { PUBLIC_NOTICES } from '../domain/public-notice.contract.ts';
import { PublicNoticeList } from './PublicNoticeList.tsx';
import { PublicNoticePage } from './PublicNoticePage.tsx';
import '@zhiben/platform/web/plain/plain.css';
import './public-notices.css';

/**
 * 公示 without sign-in. Plain links and a plain form, one load a page: it works on old phones, keeps the way back, and
 * its script stays small.
 */
export function PublicNotices() {
  const id = window.location.pathname.slice(PUBLIC_NOTICES.length).replace(/^\/|\/$/g, '');
  return (
    <div className="zb-public">
      <header>
        <a className="zb-public-home" href={PUBLIC_NOTICES}>
          安全生产公示
        </a>
      </header>
      <main>{id ? <PublicNoticePage id={id} /> : <PublicNoticeList />}</main>
      <footer>
        <p>发现重大事故隐患没有整改，或者公示内容与实际不符的，可拨打 12350 举报。</p>
        <p>公示内容由发布单位审核，不含个人信息；本页不使用跟踪技术。</p>
      </footer>
    </div>
  );
}

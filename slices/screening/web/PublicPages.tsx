import { PublicCommitment } from './PublicCommitment.tsx';
import { PublicDrop } from './PublicDrop.tsx';
import { PublicFollow } from './PublicFollow.tsx';
import './commitment.css';
import './statement.css';

/** `/public/commitments/<enterprise>`, `/public/snapshots/new?t=<ticket>`, `/public/snapshots`: no sign-in, no cookies asked for. */
export function PublicScreening() {
  const path = window.location.pathname.replace(/\/$/, '');
  const [, , what, id = ''] = path.split('/');
  return (
    <div className="zb-public-page">
      <header>{what === 'commitments' ? '安全承诺公告' : '企业内部隐患报告'}</header>
      <main>
        {what === 'commitments' ? (
          <PublicCommitment enterpriseId={id} />
        ) : id === 'new' ? (
          <PublicDrop />
        ) : (
          <PublicFollow />
        )}
      </main>
      <footer>
        <p>企业不处理的，可拨打 12350 向监管部门举报。</p>
        <p>本页不使用跟踪技术，不要求登录。</p>
      </footer>
    </div>
  );
}

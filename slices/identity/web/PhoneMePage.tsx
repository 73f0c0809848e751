import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { useWaiting } from '@zhiben/platform/web/offline/waiting.ts';
import { useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import './phone-me.css';
import { getAccount } from '../domain/account.contract.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { leave } from './sign-out.ts';

/** Who is signed in on this phone, the password, and the way out. */
export default function MePage() {
  usePageTitle('我的');
  const { userId, name, roleName, bodyName, countyName } = useSession();
  const { entries, refused, files } = useWaiting(userId);
  const { data: account } = useCall(getAccount, {});
  const [isChanged, setChanged] = useState(false);
  return (
    <>
      <Section title={name}>
        <Facts
          items={[
            { label: '岗位', value: roleName },
            { label: '单位', value: bodyName },
            // Without a network it is not known, which is not the same as none.
            ...(account ? [{ label: '账号', value: account.account }] : []),
            { label: '所在县', value: countyName },
          ]}
        />
      </Section>
      {account?.hasPassword && (
        <details className="zb-me-password">
          <summary>修改密码</summary>
          {isChanged && (
            <p className="zb-notice" role="status">
              密码已修改，其他设备上的登录已结束。
            </p>
          )}
          <PasswordForm account={account.account} onChanged={() => setChanged(true)} />
        </details>
      )}
      {entries + refused + files > 0 && (
        <p className="zb-notice">
          手机里还有没有上传的内容。退出后仍留在这台手机上，您再次登录后继续上传，别人登录不会代传。
        </p>
      )}
      <button type="button" className="zb-button zb-phone-block zb-me-leave" onClick={() => void leave()}>
        退出登录
      </button>
    </>
  );
}

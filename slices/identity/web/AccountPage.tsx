import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { getAccount } from '../domain/account.contract.ts';
import { OwnSessions } from './OwnSessions.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { TotpSection } from './TotpSection.tsx';
import './account.css';

/** The own account: who one is here, password, authenticator, and where one is signed in. */
export default function AccountPage() {
  usePageTitle('我的账号');
  const { roleName, bodyName } = useSession();
  const { data: account, error, refetch } = useCall(getAccount, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!account) return <Loading />;
  return (
    <div className="zb-account">
      <h1>我的账号</h1>
      <Section title="本人">
        <Facts
          items={[
            { label: '姓名', value: account.name },
            { label: '账号', value: account.account },
            { label: '岗位', value: roleName },
            { label: '单位', value: bodyName },
            { label: '手机', value: account.phone },
            { label: '邮箱', value: account.email },
          ]}
        />
        <p className="zb-account-note">姓名、岗位、单位和联系方式由系统管理员维护。</p>
      </Section>
      <Section
        title="密码"
        note={account.passwordChangedAt ? `${sayInstant(account.passwordChangedAt)} 修改` : undefined}
      >
        {account.hasPassword ? (
          <OwnPassword account={account.account} />
        ) : (
          <p>您通过统一身份认证登录，在本系统没有密码。</p>
        )}
      </Section>
      {account.hasPassword && <TotpSection hasTotp={account.hasTotp} />}
      <OwnSessions />
    </div>
  );
}

function OwnPassword({ account }: { account: string }) {
  const notice = useNotice();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <button type="button" className="zb-button" onClick={() => setOpen(true)}>
        修改密码
      </button>
    );
  }
  return (
    <div className="zb-account-form">
      <PasswordForm
        account={account}
        onChanged={() => {
          setOpen(false);
          notice('密码已修改，其他设备上的登录已结束');
        }}
        onCancel={() => setOpen(false)}
      />
    </div>
  );
}

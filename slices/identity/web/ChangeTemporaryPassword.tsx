import { useQueryClient } from '@tanstack/react-query';
import { callKey } from '@zhiben/platform/web/use-call.ts';
import { getSession, type Session } from '../domain/session.contract.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { leave } from './sign-out.ts';
import './sign-in.css';

/** All that somebody with a temporary password can do. */
export function ChangeTemporaryPassword({ session }: { session: Session }) {
  const client = useQueryClient();
  return (
    <main className="zb-sign-in">
      <div>
        <h1 className="zb-sign-in-task">{session.user.name}，请先设置自己的密码</h1>
        <p>现在使用的是管理员给您的临时密码，只有您自己知道的密码才能办理事项。</p>
        <PasswordForm
          account={session.user.account}
          currentLabel="临时密码"
          onChanged={() => client.invalidateQueries({ queryKey: callKey(getSession, {}) })}
        />
        <button type="button" className="zb-link zb-sign-in-back" onClick={() => void leave()}>
          退出登录
        </button>
      </div>
    </main>
  );
}

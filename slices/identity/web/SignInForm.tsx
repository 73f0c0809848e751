import { PasswordInput } from '@zhiben/platform/web/plain/PasswordInput.tsx';
import { PlainField } from '@zhiben/platform/web/plain/PlainField.tsx';
import { asProblem, type ProblemError } from '@zhiben/platform/web/problem.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { type FormEvent, useState } from 'react';
import { type Session, signIn } from '../domain/session.contract.ts';

interface SignInFormProps {
  /** The account is known when a session has ended. */
  readonly account?: string;
  readonly onSignedIn: (session: Session) => void;
}

/** Account and password; the authenticator's code is asked for when the account has one. */
export function SignInForm({ account: known, onSignedIn }: SignInFormProps) {
  const command = useCommand(signIn);
  const [account, setAccount] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [needsTotp, setNeedsTotp] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      const { session } = await command.run({
        body: { account, password, ...(needsTotp ? { totp: totp.trim() } : {}) },
      });
      onSignedIn(session);
    } catch (error) {
      const refused = asProblem(error);
      if (refused.code === 'identity/totp-needed') setNeedsTotp(true);
      else setProblem(refused);
      if (refused.code === 'identity/totp-wrong') setTotp('');
    }
  };
  const fieldProblem = (name: string) => problem?.fields.find(({ path }) => path.endsWith(name))?.message;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {problem && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {problem.message}
        </p>
      )}
      {needsTotp ? (
        <PlainField
          label="动态口令"
          hint={`“${account}”已启用动态口令，请输入手机验证器上的 6 位数字。`}
          problem={fieldProblem('totp')}
        >
          {(control) => (
            <input
              {...control}
              className="zb-input"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              // biome-ignore lint/a11y/noAutofocus: the one field of this step
              autoFocus
              value={totp}
              onChange={(event) => setTotp(event.target.value)}
            />
          )}
        </PlainField>
      ) : (
        <>
          <PlainField label="账号" problem={fieldProblem('account')}>
            {(control) => (
              <input
                {...control}
                className="zb-input"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                readOnly={known !== undefined}
                value={account}
                onChange={(event) => setAccount(event.target.value)}
              />
            )}
          </PlainField>
          <PlainField label="密码" problem={fieldProblem('password')}>
            {(control) => (
              <PasswordInput
                {...control}
                autoComplete="current-password"
                autoFocus={known !== undefined}
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </PlainField>
        </>
      )}
      <button type="submit" className="zb-button zb-sign-in-button" data-kind="primary" disabled={command.isRunning}>
        {command.isRunning ? '正在登录' : '登录'}
      </button>
      {needsTotp && (
        <button type="button" className="zb-link zb-sign-in-back" onClick={() => setNeedsTotp(false)}>
          {known === undefined ? '换一个账号' : '返回'}
        </button>
      )}
    </form>
  );
}

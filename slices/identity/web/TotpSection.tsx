import { newId } from '@zhiben/platform/domain/ids.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { PasswordInput } from '@zhiben/platform/web/plain/PasswordInput.tsx';
import { PlainField } from '@zhiben/platform/web/plain/PlainField.tsx';
import { asProblem } from '@zhiben/platform/web/problem.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { QRCode } from 'antd';
import { type FormEvent, useState } from 'react';
import { confirmTotp, disableTotp, startTotp } from '../domain/account.contract.ts';

/** The authenticator (TOTP): set up in two steps, removed with the password. */
export function TotpSection({ hasTotp }: { hasTotp: boolean }) {
  const [secret, setSecret] = useState<{ secret: string; uri: string } | null>(null);
  const [isAsked, setAsked] = useState(false);
  const notice = useNotice();
  const start = useCommand(startTotp);
  const disable = useCommand(disableTotp);

  return (
    <Section
      title="动态口令"
      note={<StatusTag label={hasTotp ? '已启用' : '未启用'} tone={hasTotp ? 'green' : 'neutral'} />}
    >
      <p>启用后，登录时除密码外还要输入手机验证器上的 6 位数字，密码泄露也不会被他人冒用。</p>
      {secret ? (
        <ConfirmTotp
          {...secret}
          onConfirmed={() => {
            setSecret(null);
            notice('动态口令已启用');
          }}
        />
      ) : isAsked ? (
        <PasswordStep
          verb={hasTotp ? '停用动态口令' : '开始设置'}
          onPassword={async (password) => {
            if (hasTotp) await disable.run({ body: { commandId: newId(), password } });
            else setSecret(await start.run({ body: { commandId: newId(), password } }));
            setAsked(false);
            if (hasTotp) notice('动态口令已停用');
          }}
          onCancel={() => setAsked(false)}
        />
      ) : (
        <button type="button" className="zb-button" onClick={() => setAsked(true)}>
          {hasTotp ? '停用动态口令' : '设置动态口令'}
        </button>
      )}
    </Section>
  );
}

interface PasswordStepProps {
  readonly verb: string;
  readonly onPassword: (password: string) => Promise<void>;
  readonly onCancel: () => void;
}

function PasswordStep({ verb, onPassword, onCancel }: PasswordStepProps) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isRunning, setRunning] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password === '') return setProblem('请填写密码');
    setRunning(true);
    try {
      await onPassword(password);
    } catch (error) {
      setProblem(asProblem(error).message);
      setRunning(false);
    }
  };
  return (
    <form className="zb-account-form" onSubmit={(event) => void submit(event)} noValidate>
      <PlainField label="先输入密码，确认是您本人" problem={problem}>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </PlainField>
      <div className="zb-state-actions">
        <button type="submit" className="zb-button" data-kind="primary" disabled={isRunning}>
          {verb}
        </button>
        <button type="button" className="zb-button" data-kind="quiet" onClick={onCancel}>
          取消
        </button>
      </div>
    </form>
  );
}

interface ConfirmTotpProps {
  readonly secret: string;
  readonly uri: string;
  readonly onConfirmed: () => void;
}

function ConfirmTotp({ secret, uri, onConfirmed }: ConfirmTotpProps) {
  const confirm = useCommand(confirmTotp);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await confirm.run({ body: { commandId: newId(), code: code.trim() } });
      onConfirmed();
    } catch (error) {
      const refused = asProblem(error);
      setProblem(refused.fields[0]?.message ?? refused.message);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <div className="zb-account-qr">
        <QRCode value={uri} size={168} bordered />
        <ol>
          <li>在手机上打开验证器应用（如“腾讯身份验证器”、Microsoft Authenticator）。</li>
          <li>
            扫描左边的二维码；扫不了时手工输入密钥 <code>{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
          </li>
          <li>把验证器上显示的 6 位数字填在下面。</li>
        </ol>
      </div>
      <div className="zb-account-form">
        <PlainField label="6 位数字" problem={problem}>
          {(control) => (
            <input
              {...control}
              className="zb-input"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </PlainField>
        <button type="submit" className="zb-button" data-kind="primary" disabled={confirm.isRunning}>
          启用动态口令
        </button>
      </div>
    </form>
  );
}

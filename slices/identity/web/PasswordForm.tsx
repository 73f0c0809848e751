import { newId } from '@zhiben/platform/domain/ids.ts';
import { PasswordInput } from '@zhiben/platform/web/plain/PasswordInput.tsx';
import { PlainField } from '@zhiben/platform/web/plain/PlainField.tsx';
import { asProblem } from '@zhiben/platform/web/problem.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { type FormEvent, useState } from 'react';
import { changePassword } from '../domain/account.contract.ts';
import { PASSWORD_MIN, passwordFault } from '../domain/password.rules.ts';

interface PasswordFormProps {
  readonly account: string;
  readonly currentLabel?: string;
  readonly onChanged: () => unknown;
  readonly onCancel?: () => void;
}

interface Faults {
  readonly current?: string;
  readonly next?: string;
  readonly again?: string;
  readonly other?: string;
}

/** Changes the own password; the rules are said before they are broken. */
export function PasswordForm({ account, currentLabel = '当前密码', onChanged, onCancel }: PasswordFormProps) {
  const command = useCommand(changePassword);
  const [commandId, setCommandId] = useState(newId);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [faults, setFaults] = useState<Faults>({});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const weak = passwordFault(next, account);
    const found: Faults = {
      ...(current === '' ? { current: `请填写${currentLabel}` } : {}),
      ...(weak === null ? {} : { next: weak }),
      ...(weak === null && next === current ? { next: '新密码不能与原来的相同' } : {}),
      ...(again === next ? {} : { again: '两次填写的新密码不一致' }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    try {
      await command.run({ body: { commandId, current, next } });
      setCommandId(newId());
      setCurrent('');
      setNext('');
      setAgain('');
      await onChanged();
    } catch (error) {
      const { code, message } = asProblem(error);
      if (code === 'identity/wrong-password') setFaults({ current: message });
      else if (code === 'identity/weak-password') setFaults({ next: message });
      else setFaults({ other: message });
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {faults.other && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {faults.other}
        </p>
      )}
      <input type="text" autoComplete="username" value={account} readOnly hidden />
      <PlainField label={currentLabel} problem={faults.current}>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </PlainField>
      <PlainField
        label="新密码"
        hint={`至少 ${PASSWORD_MIN} 位，含大写字母、小写字母、数字、符号中的三种，不含账号。`}
        problem={faults.next}
      >
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </PlainField>
      <PlainField label="再填一次新密码" problem={faults.again}>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
      </PlainField>
      <button type="submit" className="zb-button" data-kind="primary" disabled={command.isRunning}>
        {command.isRunning ? '正在修改' : '修改密码'}
      </button>
      {onCancel && (
        <button type="button" className="zb-button" data-kind="quiet" onClick={onCancel}>
          取消
        </button>
      )}
    </form>
  );
}

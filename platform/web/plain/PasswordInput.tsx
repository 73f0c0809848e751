import { type ComponentProps, useState } from 'react';
import './plain.css';

/** A password that can be looked at while typing. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const [isShown, setShown] = useState(false);
  return (
    <span className="zb-password">
      <input
        {...props}
        className="zb-input"
        type={isShown ? 'text' : 'password'}
        autoCapitalize="none"
        spellCheck={false}
      />
      <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? '隐藏' : '显示'}
        <span className="zb-visually-hidden">密码</span>
      </button>
    </span>
  );
}

import { urlOf } from '@zhiben/platform/web/api.ts';
import { PRODUCT, PRODUCT_LONG } from '@zhiben/platform/web/shell/product.ts';
import { useEffect } from 'react';
import { OIDC_PROBLEMS } from '../domain/identity.terms.ts';
import { startOidc } from '../domain/oidc.contract.ts';
import type { Session } from '../domain/session.contract.ts';
import { SignInForm } from './SignInForm.tsx';
import './sign-in.css';

interface SignInPageProps {
  /** Whether the unified identity system is connected. */
  readonly oidc: boolean;
  readonly onSignedIn: (session: Session) => void;
}

/** Stands in place of the app until somebody has signed in; the address stays, so that one arrives where one meant to go. */
export function SignInPage({ oidc, onSignedIn }: SignInPageProps) {
  useEffect(() => {
    document.title = `登录 · ${PRODUCT}`;
  }, []);
  const code = new URLSearchParams(window.location.search).get('problem');
  const oidcProblem = code !== null && code in OIDC_PROBLEMS ? OIDC_PROBLEMS[code as keyof typeof OIDC_PROBLEMS] : null;
  const here = window.location.pathname === '/sign-in' ? '/' : window.location.pathname + window.location.search;
  return (
    <main className="zb-sign-in">
      <div>
        <h1>
          <strong>{PRODUCT}</strong>
          <span>{PRODUCT_LONG}</span>
        </h1>
        {oidcProblem && (
          <p className="zb-notice" data-kind="problem" role="alert">
            {oidcProblem}
          </p>
        )}
        <SignInForm onSignedIn={onSignedIn} />
        {oidc && (
          <div className="zb-sign-in-oidc">
            <a className="zb-button" href={urlOf(startOidc, { query: { returnTo: here } })}>
              用统一身份认证登录
            </a>
          </div>
        )}
        <p className="zb-sign-in-help">
          忘记密码或没有账号，请联系本县系统管理员。
          <br />
          <a href="/public/notices">查看挂牌督办公示</a>（无需登录）
        </p>
      </div>
    </main>
  );
}

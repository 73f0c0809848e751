import { useQueryClient } from '@tanstack/react-query';
import { onSessionLost } from '@zhiben/platform/web/api.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { wakeSync } from '@zhiben/platform/web/offline/wake.ts';
import { SessionContext } from '@zhiben/platform/web/session.ts';
import { readStored, writeStored } from '@zhiben/platform/web/stored.ts';
import { callKey, useCall } from '@zhiben/platform/web/use-call.ts';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { getSession, type Session, sessionSchema } from '../domain/session.contract.ts';
import { ChangeTemporaryPassword } from './ChangeTemporaryPassword.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SignInPage } from './SignInPage.tsx';

/** Shows the app to whoever is signed in, else the sign-in page; with a temporary password only its change. */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  // What is remembered stands in for a session that has ended, not only for an answer that did not come.
  const session = useMemo(() => data?.session ?? lastOnThisPhone(), [data]);
  const isEnded = data !== undefined && data.session === null;
  const context = useMemo(() => session && toContext(session, isEnded), [session, isEnded]);
  const enter = (signedIn: Session) => {
    if (window.location.pathname === '/sign-in') window.history.replaceState(null, '', '/');
    client.setQueryData(callKey(getSession, {}), (old: object | undefined) => ({ ...old, session: signedIn }));
  };
  useEffect(() => {
    if (data?.session && isPhone()) writeStored(OFFLINE_KEY, data.session);
  }, [data]);
  useEffect(() => {
    if (!error || data || !session) return;
    // The app runs on what is remembered: pages that ask who is signed in get the same, until the server answers.
    const queryKey = callKey(getSession, {});
    client.setQueryData(queryKey, { session, oidc: false, productVersion: '' });
    void client.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
  }, [client, data, error, session]);
  if (isPending && !session)
    return (
      <main>
        {/* The phone shows the same from the first moment (apps/web/m.html). */}
        <Loading label="正在打开" rows={4} delayMs={isPhone() ? 0 : 300} />
      </main>
    );
  if (error && !session)
    return (
      <main>
        <Failure problem={error} onRetry={() => void refetch()} />
      </main>
    );
  if (!context || !session) return <SignInPage oidc={data?.oidc ?? false} onSignedIn={enter} />;
  if (session.mustChangePassword) return <ChangeTemporaryPassword session={session} />;
  return (
    <SessionContext value={context}>
      {children}
      <SessionLost session={session} />
    </SessionContext>
  );
}

const OFFLINE_KEY = 'session';

const isPhone = () => window.location.pathname.startsWith('/m');

/**
 * Who was last signed in on this phone and did not sign out: the app opens at once, also without a network or after the
 * session has ended, and the day's work goes on. What is read from the server or sent to it still needs a session.
 */
function lastOnThisPhone(): Session | null {
  if (!isPhone()) return null;
  const known = sessionSchema.safeParse(readStored(OFFLINE_KEY, null));
  return known.success ? known.data : null;
}

function toContext({ user, county, organisation, permissions }: Session, isEnded: boolean) {
  return {
    userId: user.id,
    name: user.name,
    roleName: user.roleName,
    bodyName: organisation?.name ?? null,
    countyName: county.name,
    permissions: new Set(permissions),
    isEnded,
  };
}

/**
 * When the session ends while somebody works: sign in again over the page, and nothing on it is lost. On a phone it may
 * be put off: there is work that needs no server, and the next call would ask again.
 */
function SessionLost({ session }: { session: Session }) {
  const client = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isLost, setLost] = useState(false);
  const isPutOff = useRef(false);
  useEffect(() => onSessionLost((asked) => setLost((lost) => lost || asked || !isPutOff.current)), []);
  useEffect(() => {
    if (isLost) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isLost]);
  const putOff = () => {
    isPutOff.current = true;
    setLost(false);
  };
  const resume = (again: Session) => {
    // Somebody else's page must not stay on screen.
    if (again.user.id !== session.user.id) window.location.assign(isPhone() ? '/m' : '/');
    isPutOff.current = false;
    setLost(false);
    void client.invalidateQueries();
    wakeSync();
  };
  return (
    <dialog ref={dialog} className="zb-session-lost" aria-label="重新登录" onCancel={(event) => event.preventDefault()}>
      <h2>登录已失效</h2>
      <p>{isPhone() ? '已填写的内容都在手机里，重新登录后上传。' : '页面上的内容还在，重新登录后可以继续。'}</p>
      {isLost && <SignInForm account={session.user.account} onSignedIn={resume} />}
      {isPhone() && (
        <div className="zb-session-lost-more">
          <button type="button" className="zb-link" onClick={putOff}>
            稍后再登录，继续填写
          </button>
          <button type="button" className="zb-link" onClick={forget}>
            换人登录
          </button>
        </div>
      )}
    </dialog>
  );
}

/** The phone passes to somebody else: what the one before wrote stays, and is sent when that person signs in again. */
function forget(): void {
  writeStored(OFFLINE_KEY, undefined);
  window.location.assign('/m');
}

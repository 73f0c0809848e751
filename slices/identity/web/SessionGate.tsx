import { useQueryClient } from '@tanstack/react-query';
import { onSessionLost } from '@zhiben/platform/web/api.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
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
  const [known] = useState(lastOnThisPhone);
  const { data, error, isPending, refetch } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  const session = data ? data.session : known;
  const context = useMemo(() => session && toContext(session), [session]);
  const enter = (signedIn: Session) => {
    if (window.location.pathname === '/sign-in') window.history.replaceState(null, '', '/');
    client.setQueryData(callKey(getSession, {}), (old: object | undefined) => ({ ...old, session: signedIn }));
  };
  useEffect(() => {
    if (data && isPhone()) writeStored(OFFLINE_KEY, data.session ?? undefined);
  }, [data]);
  if (isPending && !session)
    return (
      <main>
        <Loading label="正在打开" />
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
 * Who was signed in on this phone when there last was a network: the app opens at once, also without one, and a report
 * can be written. It opens no data: whatever is read or sent still needs the session.
 */
function lastOnThisPhone(): Session | null {
  if (!isPhone()) return null;
  const known = sessionSchema.safeParse(readStored(OFFLINE_KEY, null));
  return known.success ? known.data : null;
}

function toContext({ user, county, organisation, permissions }: Session) {
  return {
    userId: user.id,
    name: user.name,
    roleName: user.roleName,
    bodyName: organisation?.name ?? null,
    countyName: county.name,
    permissions: new Set(permissions),
  };
}

/** When the session ends while somebody works: sign in again over the page, and nothing on it is lost. */
function SessionLost({ session }: { session: Session }) {
  const client = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => onSessionLost(() => setLost(true)), []);
  useEffect(() => {
    if (isLost) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isLost]);
  const resume = (again: Session) => {
    // Somebody else's page must not stay on screen.
    if (again.user.id !== session.user.id) window.location.assign('/');
    setLost(false);
    void client.invalidateQueries();
  };
  return (
    <dialog ref={dialog} className="zb-session-lost" aria-label="重新登录" onCancel={(event) => event.preventDefault()}>
      <h2>登录已失效</h2>
      <p>页面上的内容还在，重新登录后可以继续。</p>
      {isLost && <SignInForm account={session.user.account} onSignedIn={resume} />}
    </dialog>
  );
}

import { createContext, useContext } from 'react';

/** Who is signed in, as far as the screens need to know. */
export interface Session {
  readonly userId: string;
  readonly name: string;
  /** In Chinese, for the account menu. */
  readonly roleName: string;
  /** Body or enterprise the person belongs to. */
  readonly bodyName: string | null;
  readonly countyName: string;
  readonly permissions: ReadonlySet<string>;
  /** The server no longer knows this session; on a phone its person works on, and signs in again to send. */
  readonly isEnded: boolean;
}

export const SessionContext = createContext<Session | null>(null);

/** The signed-in person. Only below the shell, which shows the sign-in page without one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside the shell');
  return session;
}

/** Whether the signed-in person may try this; what may be done with a record comes with it as `abilities`. */
export function useMay(permission: string | null): boolean {
  const session = useContext(SessionContext);
  return permission === null || (session?.permissions.has(permission) ?? false);
}

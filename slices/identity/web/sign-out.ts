import { call } from '@zhiben/platform/web/api.ts';
import { writeStored } from '@zhiben/platform/web/stored.ts';
import { signOut } from '../domain/session.contract.ts';

/** Ends the session and leaves nothing of it on screen or in memory. */
export async function leave(): Promise<void> {
  try {
    await call(signOut, {});
  } finally {
    writeStored('session', undefined);
    window.location.assign(window.location.pathname.startsWith('/m') ? '/m' : '/');
  }
}

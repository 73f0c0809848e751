import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getSession } from '@zhiben/slices/identity/domain';

/** The enterprise to which the signed-in person belongs; null while asked for, '' for people of none. */
export function useOwnId(): string | null {
  const { data } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  if (!data) return null;
  const organisation = data.session?.organisation;
  return organisation?.kind === 'enterprise' ? organisation.id : '';
}

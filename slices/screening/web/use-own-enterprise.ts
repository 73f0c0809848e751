import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getSession } from '@zhiben/slices/identity/domain';

/** The enterprise of the person who is signed in; '' for people of the county, and until it is known. */
export function useOwnEnterpriseId(): string {
  const { data } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  const organisation = data?.session?.organisation;
  return organisation?.kind === 'enterprise' ? organisation.id : '';
}

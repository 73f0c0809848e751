import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getSession } from '@zhiben/slices/identity/domain';
import { getEnterprise } from '../domain/enterprise.contract.ts';

/** The file of the enterprise to which the signed-in person belongs. */
export function useOwnEnterprise() {
  const { data } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  const organisation = data?.session?.organisation;
  const id = organisation?.kind === 'enterprise' ? organisation.id : '';
  return useCall(getEnterprise, { params: { id } }, { enabled: id !== '' });
}

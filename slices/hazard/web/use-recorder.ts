import type { ProblemError } from '@zhiben/platform/web/problem.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { getSession } from '@zhiben/slices/identity/domain';
import { channelsOf } from '../domain/hazard.policy.ts';
import type { Channel } from '../domain/hazard.terms.ts';

interface Recorder {
  /** The origins that this person may give; the first is the usual one. */
  readonly channels: readonly Channel[];
  /** The person's own enterprise; null for people of bodies, who name one. */
  readonly enterprise: { readonly id: string; readonly name: string; readonly industry: string } | null;
}

interface RecorderState {
  /** null while it is read, and when that failed. */
  readonly recorder: Recorder | null;
  readonly problem: ProblemError | null;
  readonly retry: () => void;
}

/** What the form of registration knows of the person. */
export function useRecorder(): RecorderState {
  const { data } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  const session = data?.session;
  const ownId = session?.organisation?.kind === 'enterprise' ? session.organisation.id : null;
  const own = useCall(getEnterprise, { params: { id: ownId ?? '' } }, { enabled: ownId !== null });
  const retry = () => void own.refetch();
  if (!session || (ownId !== null && !own.data)) return { recorder: null, problem: own.error, retry };
  const channels = channelsOf({ role: session.user.role, scope: { enterpriseId: ownId } });
  return { recorder: { channels, enterprise: own.data ?? null }, problem: null, retry };
}

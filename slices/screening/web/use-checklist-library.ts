import { useCall } from '@zhiben/platform/web/use-call.ts';
import { listChecklistLibrary } from '../domain/checklist.contract.ts';

/** A while only: its items come tied to measures of the enterprise's risk list, which may change meanwhile. */
const STALE_MS = 60_000;

/** The checklist library as the signed-in person would take it. */
export function useChecklistLibrary(enabled = true) {
  return useCall(listChecklistLibrary, {}, { enabled, staleTime: STALE_MS });
}

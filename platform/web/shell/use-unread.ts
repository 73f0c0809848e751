import { countUnreadNotifications } from '../../domain/notify.contract.ts';
import { useCall } from '../use-call.ts';

/** How many notices are unread; 0 while it is not known. */
export function useUnread(): number {
  return useCall(countUnreadNotifications, {}).data?.count ?? 0;
}

import type { CallInput } from '@zhiben/platform/domain/contract.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { countTasks } from '../domain/task.contract.ts';

/** Address of the task list with exactly these rows: how a figure opens its records. */
export function tasksPath(query: CallInput<typeof countTasks>['query']): string {
  const [, search] = urlOf(countTasks, { query }).split('?');
  // The view of all tasks: the list's own first view would leave out what is done.
  return search ? `/tasks?view=all&${search}` : '/tasks?view=all';
}

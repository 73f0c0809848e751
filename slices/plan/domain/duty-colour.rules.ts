import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { DUE_SOON_DAYS, type TaskStatus } from './task-status.rules.ts';

interface DutyStanding {
  /** Next day on which something of it is owed. */
  readonly dueOn: LocalDate | null;
  readonly metThrough: LocalDate | null;
}

/**
 * How a sentence of the plan stands, from its own duty and the task that it belongs to. A duty that was shown to be done
 * is done although its task goes on; what waits for verification waits as a whole.
 */
export function dutyStatus({ dueOn, metThrough }: DutyStanding, task: TaskStatus, today: LocalDate): TaskStatus {
  if (task === 'done' || task === 'unassigned' || task === 'repealed') return task;
  if (dueOn === null) return metThrough === null ? 'inProgress' : 'done';
  if (task === 'awaitingVerification') return task;
  if (dueOn < today) return 'overdue';
  return dueOn <= addDays(today, DUE_SOON_DAYS) ? 'dueSoon' : 'inProgress';
}

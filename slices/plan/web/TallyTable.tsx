import { Link } from '@tanstack/react-router';
import type { CallInput } from '@zhiben/platform/domain/contract.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { type countTasks, TASK_STATUS_NAMES, type Tally, type TaskStatus } from '../domain/index.ts';
import { TallyBar } from './TallyBar.tsx';
import { tasksPath } from './task-links.ts';

type Query = CallInput<typeof countTasks>['query'];

interface TallyRow {
  readonly key: string;
  readonly label: string;
  readonly tally: Tally;
  /** The tasks of the row; absent for a past day, whose tasks no list shows. */
  readonly query?: Query;
  readonly extra?: { readonly count: number; readonly query: Query };
}

interface TallyTableProps {
  /** What a row is. */
  readonly what: string;
  readonly rows: readonly TallyRow[];
  readonly columns?: readonly TaskStatus[];
  readonly extraLabel?: string;
}

/** What presses stands first. */
export const TALLY_COLUMNS: readonly TaskStatus[] = [
  'overdue',
  'dueSoon',
  'awaitingVerification',
  'unassigned',
  'inProgress',
  'done',
];

/** Counts by row and status; each number opens its tasks. */
export function TallyTable({ what, rows, columns = TALLY_COLUMNS, extraLabel }: TallyTableProps) {
  return (
    <div className="plan-tally-frame">
      <table className="plan-tally">
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col">进度</th>
            <th scope="col">任务</th>
            {columns.map((status) => (
              <th key={status} scope="col">
                {TASK_STATUS_NAMES[status]}
              </th>
            ))}
            {extraLabel && <th scope="col">{extraLabel}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, tally, query, extra }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>
                <TallyBar tally={tally} />
              </td>
              <Count count={tally.total} query={query} />
              {columns.map((status) => (
                <Count
                  key={status}
                  count={tally[status]}
                  query={query && { ...query, status }}
                  isPressing={status === 'overdue'}
                />
              ))}
              {extraLabel && <Count count={extra?.count ?? 0} query={extra?.query ?? query} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CountProps {
  readonly count: number;
  readonly query: Query | undefined;
  readonly isPressing?: boolean;
}

function Count({ count, query, isPressing = false }: CountProps) {
  return (
    <td data-pressing={isPressing && count > 0}>
      {count === 0 ? (
        <span className="zb-absent">0</span>
      ) : query === undefined ? (
        sayNumber(count)
      ) : (
        <Link to={tasksPath(query) as never}>{sayNumber(count)}</Link>
      )}
    </td>
  );
}

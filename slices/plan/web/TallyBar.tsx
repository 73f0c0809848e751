import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { TASK_STATUS_NAMES, TASK_STATUSES, type Tally } from '../domain/index.ts';
import { TASK_STATUS_TONES } from './marks.tsx';
import './marks.css';

/** Repealed clauses are no part of the whole. */
const ORDER = TASK_STATUSES.filter((status) => status !== 'repealed').reverse();

/** The share of each status as a bar; in words for those who cannot see it. */
export function TallyBar({ tally }: { tally: Tally }) {
  const parts = ORDER.filter((status) => tally[status] > 0);
  const words = parts.map((status) => `${TASK_STATUS_NAMES[status]} ${sayNumber(tally[status])}`).join('，');
  return (
    <span className="plan-bar" role="img" aria-label={words || '没有任务'} title={words}>
      {parts.map((status) => (
        <i key={status} data-tone={TASK_STATUS_TONES[status]} style={{ flexGrow: tally[status] }} />
      ))}
    </span>
  );
}

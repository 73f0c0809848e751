import { Link } from '@tanstack/react-router';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { TASK_STATUS_NAMES, type Tally, type TaskStatus } from '../domain/index.ts';
import { TASK_STATUS_TONES } from './marks.tsx';
import { TallyBar } from './TallyBar.tsx';
import { TALLY_COLUMNS } from './TallyTable.tsx';
import { tasksPath } from './task-links.ts';

/** The counts of a campaign; with its id each opens its tasks of today. */
export function CampaignFigures({ campaignId, tally }: { campaignId?: string; tally: Tally }) {
  const figure = (status: TaskStatus) => (
    <>
      <strong>{sayNumber(tally[status])}</strong>
      <span>{TASK_STATUS_NAMES[status]}</span>
    </>
  );
  return (
    <>
      <ul className="plan-figures">
        {TALLY_COLUMNS.map((status) => (
          <li key={status} data-tone={tally[status] > 0 ? TASK_STATUS_TONES[status] : 'neutral'}>
            {campaignId ? (
              <Link to={tasksPath({ campaignId, status }) as never}>{figure(status)}</Link>
            ) : (
              <div>{figure(status)}</div>
            )}
          </li>
        ))}
      </ul>
      <TallyBar tally={tally} />
    </>
  );
}

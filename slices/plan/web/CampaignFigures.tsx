import { Link } from '@tanstack/react-router';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { TASK_STATUS_NAMES, type Tally } from '../domain/index.ts';
import { TASK_STATUS_TONES } from './marks.tsx';
import { TallyBar } from './TallyBar.tsx';
import { TALLY_COLUMNS } from './TallyTable.tsx';
import { tasksPath } from './task-links.ts';

/** The counts of a campaign; each opens its tasks. */
export function CampaignFigures({ campaignId, tally }: { campaignId: string; tally: Tally }) {
  return (
    <>
      <ul className="plan-figures">
        {TALLY_COLUMNS.map((status) => (
          <li key={status} data-tone={tally[status] > 0 ? TASK_STATUS_TONES[status] : 'neutral'}>
            <Link to={tasksPath({ campaignId, status }) as never}>
              <strong>{sayNumber(tally[status])}</strong>
              <span>{TASK_STATUS_NAMES[status]}</span>
            </Link>
          </li>
        ))}
      </ul>
      <TallyBar tally={tally} />
    </>
  );
}

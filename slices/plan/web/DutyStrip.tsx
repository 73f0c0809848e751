import { sayDate } from '@zhiben/platform/web/kit/dates.ts';
import { OCCURRENCE_STATUS_NAMES, type Occurrence, periodText, type TaskObligation } from '../domain/index.ts';
import { OCCURRENCE_TONES } from './marks.tsx';

interface DutyStripProps {
  readonly frequency: TaskObligation['frequency'];
  readonly occurrences: readonly Occurrence[];
  /** The occurrence from which the reader comes. */
  readonly focus?: string | undefined;
}

/** How many periods are shown before and after now; a daily duty has hundreds. */
const BEFORE = 12;
const AFTER = 4;
/** A period as one glyph beside its word, so that it reads without colour. */
const GLYPHS: Partial<Record<Occurrence['status'], string>> = {
  verified: '✓',
  verifiedLate: '补',
  missed: '✕',
  overdue: '!',
  returned: '退',
  filed: '…',
  waived: '免',
};

/** The periods of a recurring duty in a row: done, late, missed, now, ahead. */
export function DutyStrip({ frequency, occurrences, focus }: DutyStripProps) {
  const shown = occurrences.filter((one) => one.status !== 'withdrawn');
  const ahead = shown.findIndex((one) => one.status === 'ahead');
  const now = ahead === -1 ? shown.length : ahead;
  const from = Math.max(0, now - BEFORE);
  const isLeftOut = from > 0;
  return (
    <ol className="plan-strip">
      {isLeftOut && <li data-tone="neutral">前 {from} 期</li>}
      {shown.slice(from, now + AFTER).map((one) => {
        const name = OCCURRENCE_STATUS_NAMES[one.status];
        const period = periodText(frequency, one.startsOn);
        const why = one.waivedReason ? `：${one.waivedReason}（${one.waivedByName}）` : '';
        return (
          <li
            key={one.id}
            data-tone={OCCURRENCE_TONES[one.status]}
            aria-current={one.id === focus ? 'true' : undefined}
            title={`${period}　${name}　期限 ${sayDate(one.dueOn)}${why}`}
          >
            <span>{period}</span>
            <b>
              <span aria-hidden="true">{GLYPHS[one.status] ?? '·'}</span>
              <span className="zb-visually-hidden">{name}</span>
            </b>
          </li>
        );
      })}
    </ol>
  );
}

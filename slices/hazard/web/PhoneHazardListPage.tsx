import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { PhoneList } from '@zhiben/platform/web/phone/PhoneList.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { z } from 'zod';
import { listHazards } from '../domain/hazard.contract.ts';
import { GROUP_NAMES, type Group } from '../domain/hazard.filter.ts';
import { DUE_NAMES } from '../domain/hazard.terms.ts';
import { HazardGrade, HazardStatus, headline } from './hazard-marks.tsx';
import './phone-hazards.css';

const SHOWN = ['open', 'clue', 'applied', 'overdue', 'closed'] as const satisfies readonly Group[];
const place = z.object({ group: z.enum(SHOWN).default('open') });

const EMPTY: Record<(typeof SHOWN)[number], string> = {
  open: '没有待整改的隐患',
  clue: '没有待认定的线索',
  applied: '没有待验收的隐患',
  overdue: '没有逾期的隐患',
  closed: '还没有已销号的隐患',
};

/** The hazards that concern the person: of the own enterprise, or of the own scope. */
export default function PhoneHazardListPage() {
  usePageTitle('隐患');
  const mayRecord = useMay('hazard:record');
  const [{ group = 'open' }, setPlace] = useUrlState(place);
  return (
    <>
      {mayRecord && (
        <div className="zb-phone-make">
          <LinkButton to="/m/hazards/new" primary>
            上报隐患
          </LinkButton>
        </div>
      )}
      <nav className="zb-phone-groups" aria-label="按状态查看">
        {SHOWN.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === group}
            onClick={() => void setPlace({ group: one }, { keepInHistory: true })}
          >
            {GROUP_NAMES[one]}
          </button>
        ))}
      </nav>
      <PhoneList
        key={group}
        label={GROUP_NAMES[group]}
        contract={listHazards}
        query={{ group }}
        item={(row) => ({
          id: row.id,
          title: headline(row.description),
          note: `${row.enterpriseName} · ${row.place}`,
          marks: (
            <>
              <HazardGrade grade={row.grade} />
              <HazardStatus status={row.status} />
              {row.dueOn && row.dueFor && (
                <span>
                  {DUE_NAMES[row.dueFor]} <Countdown dueOn={row.dueOn} brief />
                </span>
              )}
            </>
          ),
          path: `/m/hazards/${row.id}`,
        })}
        empty={{
          title: EMPTY[group],
          children: mayRecord ? '发现隐患后点“上报隐患”，写清部位和问题即可。' : '换一个状态看看。',
        }}
      />
    </>
  );
}

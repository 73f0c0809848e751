import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { PhoneList } from '@zhiben/platform/web/phone/PhoneList.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { z } from 'zod';
import { listHazards } from '../domain/hazard.contract.ts';
import { GROUP_NAMES, GROUPS, type Group } from '../domain/hazard.filter.ts';
import { DUE_NAMES } from '../domain/hazard.terms.ts';
import { HazardGrade, HazardStatus, headline } from './hazard-marks.tsx';
import { useRecorder } from './use-recorder.ts';
import './phone-hazards.css';

/** People of an enterprise look at what is under way; regulators at what waits for them. */
const OF_ENTERPRISE = ['underway', 'overdue', 'closed'] as const satisfies readonly Group[];
const OF_REGULATORS = ['applied', 'clue', 'open', 'overdue', 'closed'] as const satisfies readonly Group[];
const place = z.object({ group: z.enum(GROUPS).optional() });

const EMPTY: Record<Group, string> = {
  underway: '没有办理中的隐患',
  open: '没有待整改的隐患',
  clue: '没有待认定的线索',
  applied: '没有待验收的隐患',
  accepted: '没有待销号的隐患',
  overdue: '没有逾期的隐患',
  closed: '还没有已销号的隐患',
  all: '还没有隐患',
};

/** The hazards that concern the person: of the own enterprise, or of the own scope. */
export default function PhoneHazardListPage() {
  usePageTitle('隐患');
  const mayRecord = useMay('hazard:record');
  const mayVisit = useMay('hazard:visit');
  const signsOrServes = [useMay('hazard:sign'), mayVisit].some(Boolean);
  const { recorder, problem, retry } = useRecorder();
  const [state, setPlace] = useUrlState(place);
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (!recorder) return <Loading />;
  const shown = recorder.enterprise ? OF_ENTERPRISE : OF_REGULATORS;
  const group = state.group ?? shown[0];
  return (
    <>
      {mayRecord && (
        <div className="zb-phone-make">
          <LinkButton to="/m/hazards/new" primary>
            上报隐患
          </LinkButton>
          {signsOrServes && <LinkButton to="/m/notices">{mayVisit ? '上门送达' : '签收告知'}</LinkButton>}
        </div>
      )}
      <nav className="zb-phone-groups" aria-label="按状态查看">
        {shown.map((one) => (
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

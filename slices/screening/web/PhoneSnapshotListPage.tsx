import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { PhoneList } from '@zhiben/platform/web/phone/PhoneList.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { z } from 'zod';
import { listSnapshots } from '../domain/snapshot.contract.ts';
import { SNAPSHOT_KIND_NAMES } from '../domain/snapshot.rules.ts';
import { SnapshotState } from './SnapshotState.tsx';
import './statement.css';

const VIEWS = {
  received: { label: '待处理', query: { status: 'received' } },
  mine: { label: '我报告的', query: { mine: 'true' } },
  all: { label: '全部', query: {} },
} as const;
const place = z.object({ view: z.enum(['received', 'mine', 'all']).optional() });

/** What I reported and what came of it; for managers the inbox. */
export default function PhoneSnapshotListPage() {
  usePageTitle('随手拍');
  const answers = useMay('screening:answer');
  const [state, setState] = useUrlState(place);
  const shown = answers ? (['received', 'mine', 'all'] as const) : (['mine'] as const);
  const view = state.view ?? shown[0];
  return (
    <>
      <div className="zb-snap-make">
        <LinkButton to="/m/screening/snapshot" primary>
          随手拍
        </LinkButton>
        <LinkButton to="/m/snapshots/anonymous">匿名报告</LinkButton>
      </div>
      {shown.length > 1 && (
        <nav className="zb-snap-groups" aria-label="按状态查看">
          {shown.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === view}
              onClick={() => void setState({ view: one }, { keepInHistory: true })}
            >
              {VIEWS[one].label}
            </button>
          ))}
        </nav>
      )}
      <PhoneList
        key={view}
        label={VIEWS[view].label}
        contract={listSnapshots}
        query={VIEWS[view].query}
        item={(row) => ({
          id: row.id,
          title: row.words,
          note: `${row.place} · ${row.receivedOn}${row.finderName === null ? ' · 匿名' : ''}`,
          marks: (
            <>
              <span>{SNAPSHOT_KIND_NAMES[row.kind]}</span>
              <SnapshotState snapshot={row} />
              {row.status === 'received' && <Countdown dueOn={row.dueOn} brief />}
            </>
          ),
          path: `/m/snapshots/${row.id}`,
        })}
        empty={{
          title: view === 'received' ? '没有待处理的报告' : '还没有报告',
          children: '看到问题随手拍下来，写清哪里、什么问题即可。',
        }}
      />
    </>
  );
}

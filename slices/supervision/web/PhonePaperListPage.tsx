import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { PhoneList } from '@zhiben/platform/web/phone/PhoneList.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { z } from 'zod';
import { GROUP_NAMES, listPapers } from '../domain/supervision.contract.ts';
import { KINDS } from '../domain/supervision.terms.ts';
import { PaperStatus } from './marks.tsx';
import './supervision.css';

const SHOWN = ['toApprove', 'inbox', 'running', 'closed'] as const;
const OF_ADDRESSEES = SHOWN.filter((group) => group !== 'toApprove');
const place = z.object({ group: z.enum(SHOWN).optional() });
const EMPTY = {
  toApprove: '没有待您审核的文书',
  inbox: '没有待签收、待反馈的文书',
  running: '没有办理中的文书',
  closed: '还没有已办结的文书',
};

/** Papers that were issued to one's own enterprise or body, and for whoever approves those that wait for it. */
export default function PhonePaperListPage() {
  usePageTitle('督办文书');
  const [state, setPlace] = useUrlState(place);
  const mayDraft = useMay('supervision:draft');
  const mayApprove = useMay('supervision:approve');
  const shown = mayApprove ? SHOWN : OF_ADDRESSEES;
  const group = state.group ?? (mayApprove && !mayDraft ? 'toApprove' : 'inbox');
  return (
    <>
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
        contract={listPapers}
        query={{ group }}
        item={(row) => ({
          id: row.id,
          title: row.title,
          note: [KINDS[row.kind].name, row.number ?? '未编号'].join(' · '),
          marks: (
            <>
              <PaperStatus status={row.status} />
              {row.replyDueOn && (row.status === 'issued' || row.status === 'acknowledged') && (
                <span>
                  反馈期限 <Countdown dueOn={row.replyDueOn} brief />
                </span>
              )}
            </>
          ),
          path: `/m/papers/${row.id}`,
        })}
        empty={{
          title: EMPTY[group],
          children: group === 'toApprove' ? '送审的督办文书列在这里。' : '监管部门印发给您单位的督办文书列在这里。',
        }}
      />
    </>
  );
}

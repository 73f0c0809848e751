import { localDate } from '@zhiben/platform/domain/clock.ts';
import { DeadlineCard } from '@zhiben/platform/web/kit/DeadlineCard.tsx';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { DUE_NAMES, type DuePurpose, type Status, sayLapse } from '../domain/hazard.terms.ts';

/** The limits of a hazard, the latest first. What was not checked against its source says so: 待核. */
export function HazardDeadlines({ hazard }: { hazard: Pick<HazardRecord, 'deadlines' | 'status' | 'appliedAt'> }) {
  const awaited = AWAITED[hazard.status];
  return hazard.deadlines.toReversed().map((deadline) => (
    <DeadlineCard
      key={deadline.id}
      deadline={{
        ...deadline,
        purpose: nameOf(deadline, awaited),
        mark: deadline.mark && `（待核：${deadline.mark}）`,
        note: [deadline.note, deadline.state === 'running' ? sayNow(deadline, hazard.appliedAt) : '']
          .filter(Boolean)
          .join('；'),
      }}
    />
  ));
}

type Shown = HazardRecord['deadlines'][number];

/** While the enterprise has done its part, its limit runs on only for the case that acceptance or closure is refused. */
const AWAITED: Partial<Record<Status, string>> = { applied: '已申请，待现场验收', accepted: '验收通过，待审批销号' };

const isRectification = ({ purpose, state }: Shown) => purpose === 'rectification' && state === 'running';

function nameOf(deadline: Shown, awaited: string | undefined): string {
  const name = DUE_NAMES[deadline.purpose as DuePurpose] ?? deadline.purpose;
  return awaited && isRectification(deadline) ? `${name}（${awaited}）` : name;
}

function sayNow(deadline: Shown, appliedAt: string | null): string {
  if (!appliedAt || !isRectification(deadline)) return sayLapse(deadline.purpose as DuePurpose);
  return `企业已于 ${localDate(new Date(appliedAt))} 申请验收，销号后以这一天为完成日；退回整改的继续计算`;
}

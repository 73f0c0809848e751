import { DeadlineCard } from '@zhiben/platform/web/kit/DeadlineCard.tsx';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { DUE_NAMES, type DuePurpose, sayLapse } from '../domain/hazard.terms.ts';

/** The limits of a hazard, the latest first. What was not checked against its source says so: 待核. */
export function HazardDeadlines({ deadlines }: Pick<HazardRecord, 'deadlines'>) {
  return deadlines.toReversed().map((deadline) => (
    <DeadlineCard
      key={deadline.id}
      deadline={{
        ...deadline,
        purpose: DUE_NAMES[deadline.purpose as DuePurpose] ?? deadline.purpose,
        mark: deadline.mark && `（待核：${deadline.mark}）`,
        note: [deadline.note, deadline.state === 'running' ? sayLapse(deadline.purpose as DuePurpose) : '']
          .filter(Boolean)
          .join('；'),
      }}
    />
  ));
}

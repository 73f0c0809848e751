import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Hazard, HazardEvent } from './hazard.state.ts';
import type { DuePurpose } from './hazard.terms.ts';

/** What an event does to the ledger of deadlines. `limited`: counted by the county's limit, not a day that was named. */
export type DeadlineMove =
  | { readonly do: 'start'; readonly purpose: DuePurpose; readonly dueOn: LocalDate; readonly source: string }
  | { readonly do: 'startLimited'; readonly purpose: 'judgement' | 'acceptance' }
  | { readonly do: 'meet'; readonly purpose: DuePurpose; readonly on: LocalDate };

/**
 * The rectification deadline stays open while acceptance is awaited and is met as of the day of the application that
 * was accepted: a rejected application did not meet it.
 */
export function deadlineMoves(before: Hazard | null, event: HazardEvent, at: Date): DeadlineMove[] {
  const on = localDate(at);
  const judged: DeadlineMove[] = before?.dueOn ? [{ do: 'meet', purpose: 'judgement', on }] : [];
  switch (event.action) {
    case 'hazard:register':
      return event.data.judgementDueOn ? [{ do: 'startLimited', purpose: 'judgement' }] : [];
    case 'hazard:confirm': {
      const { commitmentsDueOn, rectificationDueOn } = event.data;
      const moves: DeadlineMove[] = [
        ...judged,
        { do: 'start', purpose: 'commitments', dueOn: commitmentsDueOn, source: '认定通知载明' },
      ];
      return rectificationDueOn ? [...moves, ordered(rectificationDueOn)] : moves;
    }
    case 'hazard:judgeGeneral':
      return [...judged, ordered(event.data.rectificationDueOn)];
    case 'hazard:dismiss':
      return judged;
    case 'hazard:commit': {
      if (event.data.to !== 'rectifying') return [];
      const met: DeadlineMove = { do: 'meet', purpose: 'commitments', on };
      if (before?.rectificationDueOn) return [met];
      const filed = [...event.data.commitments, ...Object.values(before?.commitments ?? {})];
      const deadline = filed.find((c) => c?.kind === 'deadline');
      const dueOn = deadline?.value as LocalDate;
      return [met, { do: 'start', purpose: 'rectification', dueOn, source: '企业五落实承诺的期限' }];
    }
    case 'hazard:apply':
      return event.data.acceptanceDueOn ? [{ do: 'startLimited', purpose: 'acceptance' }] : [];
    case 'hazard:accept':
      return [
        ...checked(before, on),
        { do: 'meet', purpose: 'rectification', on: localDate(new Date(before?.appliedAt ?? at)) },
      ];
    case 'hazard:reject':
      return checked(before, on);
    case 'hazard:reportProgress':
      return [];
  }
}

function ordered(dueOn: LocalDate): DeadlineMove {
  return { do: 'start', purpose: 'rectification', dueOn, source: '责令限期整改' };
}

function checked(before: Hazard | null, on: LocalDate): DeadlineMove[] {
  return before?.dueOn ? [{ do: 'meet', purpose: 'acceptance', on }] : [];
}

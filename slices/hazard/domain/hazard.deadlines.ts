import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Hazard, HazardEvent } from './hazard.state.ts';
import type { DuePurpose } from './hazard.terms.ts';

/** Purposes whose limit the county or the library sets; the others are days that were named. */
type LimitedPurpose = 'judgement' | 'acceptance' | 'closure' | 'extensionDecision' | 'progress' | 'suspension';

/**
 * What an event does to the ledger of deadlines. `startLimited`: counted by the county's limit where there is one, not a
 * day that was named. `ifOpen`: there may be none, where no limit was set when it would have begun.
 */
export type DeadlineMove =
  | { readonly do: 'start'; readonly purpose: DuePurpose; readonly dueOn: LocalDate; readonly source: string }
  | { readonly do: 'startLimited'; readonly purpose: LimitedPurpose }
  | { readonly do: 'meet'; readonly purpose: DuePurpose; readonly on: LocalDate; readonly ifOpen?: boolean }
  | { readonly do: 'cancel'; readonly purpose: DuePurpose }
  | {
      readonly do: 'extend';
      readonly purpose: DuePurpose;
      readonly dueOn: LocalDate;
      readonly reason: string;
      readonly source: string;
    }
  | { readonly do: 'pause' | 'resume'; readonly purpose: DuePurpose; readonly reason: string; readonly source: string };

const PROGRESS: DeadlineMove = { do: 'startLimited', purpose: 'progress' };
const NO_PROGRESS: DeadlineMove = { do: 'cancel', purpose: 'progress' };
/** Its half year no longer runs when the hazard has ended; whether the measure stands is said by the measure itself. */
const NO_SUSPENSION: DeadlineMove = { do: 'cancel', purpose: 'suspension' };
/** What ends unmet when a hazard leaves the loop another way. */
const CANCELLED: readonly DeadlineMove[] = (
  ['judgement', 'commitments', 'rectification', 'acceptance', 'extensionDecision', 'progress', 'suspension'] as const
).map((purpose) => ({ do: 'cancel', purpose }));

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
      return [...judged, NO_SUSPENSION];
    case 'hazard:commit': {
      if (event.data.to !== 'rectifying') return [];
      const met: DeadlineMove = { do: 'meet', purpose: 'commitments', on };
      if (before?.rectificationDueOn) return [met, PROGRESS];
      const filed = [...event.data.commitments, ...Object.values(before?.commitments ?? {})];
      const deadline = filed.find((c) => c?.kind === 'deadline');
      const dueOn = deadline?.value as LocalDate;
      return [met, { do: 'start', purpose: 'rectification', dueOn, source: '企业五落实承诺的期限' }, PROGRESS];
    }
    case 'hazard:apply': {
      const waiting: DeadlineMove[] = event.data.acceptanceDueOn ? [{ do: 'startLimited', purpose: 'acceptance' }] : [];
      const undecided: DeadlineMove[] = before?.course.extension
        ? [{ do: 'cancel', purpose: 'extensionDecision' }]
        : [];
      return [...waiting, ...undecided, NO_PROGRESS];
    }
    case 'hazard:accept':
      if (event.data.to === 'closed') return [...checked(before, on), rectified(before, at), NO_SUSPENSION];
      return [
        ...checked(before, on),
        ...(event.data.closureDueOn ? [{ do: 'startLimited', purpose: 'closure' } as const] : []),
      ];
    case 'hazard:reject':
      return before?.grade === 'major' ? [...checked(before, on), PROGRESS] : checked(before, on);
    case 'hazard:close':
      return [
        ...(before?.dueOn ? [{ do: 'meet', purpose: 'closure', on } as const] : []),
        rectified(before, at),
        NO_SUSPENSION,
      ];
    case 'hazard:refuseClosure': {
      const undecided: DeadlineMove[] = before?.dueOn ? [{ do: 'cancel', purpose: 'closure' }] : [];
      return event.data.acceptanceDueOn ? [...undecided, { do: 'startLimited', purpose: 'acceptance' }] : undecided;
    }
    case 'hazard:reportProgress':
      return before?.grade === 'major' ? [{ do: 'meet', purpose: 'progress', on, ifOpen: true }, PROGRESS] : [];
    case 'hazard:applyExtension':
      return [{ do: 'startLimited', purpose: 'extensionDecision' }];
    case 'hazard:approveExtension': {
      const { dueOn, reason, document } = event.data;
      return [
        { do: 'meet', purpose: 'extensionDecision', on, ifOpen: true },
        { do: 'extend', purpose: 'rectification', dueOn, reason, source: document },
      ];
    }
    case 'hazard:refuseExtension':
      return [{ do: 'meet', purpose: 'extensionDecision', on, ifOpen: true }];
    case 'hazard:pauseClock':
      return [{ do: 'pause', purpose: 'rectification', reason: event.data.reason, source: event.data.source }];
    case 'hazard:resumeClock':
      return [{ do: 'resume', purpose: 'rectification', reason: event.data.note, source: '恢复计算' }];
    case 'hazard:impose': {
      const { measure, untilOn, document } = event.data;
      if (measure !== 'suspension') return [];
      if (untilOn === null) return [{ do: 'startLimited', purpose: 'suspension' }];
      return [{ do: 'start', purpose: 'suspension', dueOn: untilOn, source: document }];
    }
    case 'hazard:lift': {
      const lifted = before?.course.measures?.find(({ no }) => no === event.data.no);
      // Those imposed before this was a limit have none open.
      return lifted?.measure === 'suspension' ? [{ do: 'meet', purpose: 'suspension', on, ifOpen: true }] : [];
    }
    case 'hazard:receiveReferral':
      return [...CANCELLED];
    case 'hazard:decideShutdown':
      return event.data.ordered ? [...CANCELLED] : [];
    case 'hazard:selectForLookBack':
      return [{ do: 'start', purpose: 'lookBack', dueOn: event.data.dueOn, source: '回头看抽查载明' }];
    case 'hazard:lookBack':
      return [{ do: 'meet', purpose: 'lookBack', on }];
    case 'hazard:fileReport':
    case 'hazard:assign':
    case 'hazard:takeInterim':
    case 'hazard:refer':
    case 'hazard:withdrawReferral':
    case 'hazard:requestShutdown':
    case 'hazard:markListed':
      return [];
  }
}

function ordered(dueOn: LocalDate): DeadlineMove {
  return { do: 'start', purpose: 'rectification', dueOn, source: '责令限期整改' };
}

/** Rectified in time when it was applied for, however long acceptance and closure took. */
function rectified(before: Hazard | null, at: Date): DeadlineMove {
  return { do: 'meet', purpose: 'rectification', on: localDate(new Date(before?.appliedAt ?? at)) };
}

function checked(before: Hazard | null, on: LocalDate): DeadlineMove[] {
  return before?.dueOn ? [{ do: 'meet', purpose: 'acceptance', on }] : [];
}

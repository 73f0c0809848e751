import { dispatchError } from './dispatch.terms.ts';
import { type Cycle, cutoff, type Period } from './period.rules.ts';

/** What became of the latest revision of a report: it stands, or the committee office sent it back. */
export type ReportStatus = 'submitted' | 'returned';

/** first: in time; late: nothing came before the deadline; resubmission: after a return; replacement: one's own, in
 *  time; correction: after the deadline, when the report is locked and only a revision with a note may follow. */
export const SUBMISSION_KINDS = ['first', 'late', 'resubmission', 'replacement', 'correction'] as const;
export type SubmissionKind = (typeof SUBMISSION_KINDS)[number];

/** What a submission is, by what stands so far and on which side of the deadline it comes. */
const SUBMISSIONS: Record<ReportStatus | 'none', Record<'before' | 'after', SubmissionKind>> = {
  none: { before: 'first', after: 'late' },
  returned: { before: 'resubmission', after: 'resubmission' },
  submitted: { before: 'replacement', after: 'correction' },
};

export interface Standing {
  readonly status: ReportStatus;
  readonly revision: number;
}

/**
 * The revision that follows when a body submits.
 * @throws dispatch/correction-note-needed when the report is locked and nothing says what is corrected (§5 rule 8)
 */
export function nextRevision(
  current: Standing | undefined,
  { period, cycle, now, note }: { period: Period; cycle: Cycle; now: Date; note: string },
): { revision: number; kind: SubmissionKind } {
  const kind = SUBMISSIONS[current?.status ?? 'none'][now < cutoff(period, cycle) ? 'before' : 'after'];
  if (kind === 'correction' && note === '') throw dispatchError('correction-note-needed', {});
  return { revision: (current?.revision ?? 0) + 1, kind };
}

/** How a body stands with a period; in this order they are listed: who still owes comes first. */
export const ANSWER_STATES = ['overdue', 'returned', 'waiting', 'late', 'submitted'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** @param report the latest revision, with the first moment at which anything was submitted */
export function answerState(
  report: { readonly status: ReportStatus; readonly firstSubmittedAt: Date } | undefined,
  period: Period,
  cycle: Cycle,
  now: Date,
): AnswerState {
  const end = cutoff(period, cycle);
  if (!report) return now < end ? 'waiting' : 'overdue';
  if (report.status === 'returned') return 'returned';
  return report.firstSubmittedAt < end ? 'submitted' : 'late';
}

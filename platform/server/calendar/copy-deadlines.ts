import type { PoolClient } from 'pg';
import type { LocalDate } from '../../domain/clock.ts';
import { RowCopy } from '../db/copy-rows.ts';

/** Rows of the ledger of deadlines in bulk, for loaders. */
export function copyDeadlines(client: PoolClient) {
  return new RowCopy<{
    county: string;
    id: string;
    subject_kind: string;
    subject_id: string;
    purpose: string;
    rule_code: string;
    source: string;
    started_on: LocalDate;
    amount: number | null;
    unit: 'day' | 'workingDay' | 'month' | 'year' | 'fixed';
    original_due_on: LocalDate;
    /** `infinity` while paused. */
    due_on: LocalDate | 'infinity';
    met_on: LocalDate | null;
    cancelled_on: LocalDate | null;
  }>(client, 'deadlines');
}

/** What changed them: extensions, pauses. */
export function copyDeadlineChanges(client: PoolClient) {
  return new RowCopy<{
    county: string;
    deadline_id: string;
    id: string;
    kind: 'pause' | 'resume' | 'extension';
    on_date: LocalDate;
    due_on: LocalDate | null;
    reason: string;
    source: string;
    decided_by: string;
    at: string;
  }>(client, 'deadline_changes');
}

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
    due_on: LocalDate;
    met_on: LocalDate | null;
  }>(client, 'deadlines');
}

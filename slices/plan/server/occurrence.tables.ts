import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Generated, GeneratedAlways } from 'kysely';
import type { PlanTables } from './plan.tables.ts';

/** Tables of what is owed when (migrations/0007_obligation_occurrences.sql). */
export type OccurrenceTables = {
  obligation_owners: {
    county: string;
    obligation_id: string;
    body_id: string;
    since_on: LocalDate;
    until_on: LocalDate | null;
    task_id: string;
    laid_through: LocalDate | null;
  };
  obligation_occurrences: {
    county: string;
    id: string;
    campaign_id: string;
    task_id: string;
    obligation_id: string;
    body_id: string;
    starts_on: LocalDate;
    ends_on: LocalDate | null;
    due_on: LocalDate;
    filed_on: LocalDate | null;
    verified_on: LocalDate | null;
    returned_on: LocalDate | null;
    waived_on: LocalDate | null;
    waived_reason: string | null;
    waived_by_name: string | null;
    withdrawn_on: LocalDate | null;
    escalated_on: LocalDate | null;
    closed_on: LocalDate | null;
    lapses_on: GeneratedAlways<LocalDate>;
  };
  progress_occurrences: { county: string; occurrence_id: string; progress_id: string };
  task_receipts: {
    county: string;
    body_id: string;
    task_id: string;
    delivered_at: Date;
    acknowledged_at: Date | null;
    acknowledged_by: string | null;
    acknowledged_by_name: string | null;
  };
  reminders: {
    county: string;
    id: string;
    body_id: string;
    kind: 'digest' | 'manual' | 'escalation';
    reminded_on: LocalDate;
    reminded_at: Date;
    reminded_by_name: string;
    people: number;
    text: string;
  };
  reminder_settings: {
    county: string;
    ahead_days: number[];
    overdue_every: number;
    escalate_after: number;
    version: Generated<number>;
  };
  calendar_feeds: {
    county: string;
    id: string;
    user_id: string;
    token_hash: string;
    created_at: Date;
    revoked_at: Date | null;
  };
};

export const occurrenceTables = (db: Db) => db.withTables<PlanTables & OccurrenceTables>();

import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Generated, GeneratedAlways } from 'kysely';
import type { CheckItem } from '../domain/checklist.contract.ts';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import type { RecordState, TaskLevel, WorkType } from '../domain/screening.terms.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';
import type { Outcome, SyncKind } from '../domain/sync.contract.ts';

/** Of a later signature that was merged into a record. */
export interface MergedSignature {
  readonly itemId: string;
  readonly signer: { readonly id: string; readonly name: string };
  readonly signedAt: string;
  readonly receivedAt: string;
  readonly deviceId: string;
  readonly hash: string;
}

export interface ConflictSide {
  readonly answer: Answer;
  readonly by: { readonly id: string; readonly name: string };
  readonly signedAt: string;
  readonly deviceId: string;
}

interface Figures {
  due: number;
  done: number;
  made_up: number;
  missed: number;
  excluded: number;
  extra: number;
  findings: number;
}

/** The slice's tables (migrations/0023_screening.sql, 0030_official_records.sql). */
export type ScreeningTables = {
  screening_files: {
    county: string;
    enterprise_id: string;
    name: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
    search: string;
    days_until: string | null;
    counted_at: Date | null;
    next_change_at: Date | null;
    created_at: Date;
  };
  screening_settings: {
    county: string;
    make_up_days: number;
    late_filing_days: number;
    source: string;
    updated_at: Date;
    updated_by_name: string;
  };
  checklists: {
    county: string;
    id: string;
    enterprise_id: string;
    name: string;
    origin: 'library' | 'measures' | 'own';
    library_code: string | null;
    edition: number;
    items: number;
    /** Of those, the ones that check a control measure. */
    measured: number;
    version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    updated_by_name: string;
    removed_at: Date | null;
  };
  checklist_editions: {
    county: string;
    checklist_id: string;
    edition: number;
    name: string;
    items: CheckItem[];
    note: string;
    at: Date;
    by_user: string;
    by_name: string;
  };
  screening_tasks: {
    county: string;
    id: string;
    enterprise_id: string;
    checklist_id: string;
    unit_id: string | null;
    unit_name: string | null;
    name: string;
    level: TaskLevel;
    schedules: PlannedSchedule[];
    work_type: WorkType;
    task_no: number | null;
    assignees: string[];
    duty_code: string | null;
    basis: string;
    version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    updated_by_name: string;
    removed_at: Date | null;
  };
  screening_task_measures: {
    county: string;
    id: string;
    task_id: string;
    measure_id: string;
    changed_at: Date;
    removed_at: Date | null;
  };
  screening_finding_measures: {
    county: string;
    hazard_id: string;
    enterprise_id: string;
    record_id: string;
    measure_id: string;
    found_at: Date;
  };
  screening_suspensions: {
    county: string;
    id: string;
    enterprise_id: string;
    unit_id: string | null;
    unit_name: string | null;
    starts_at: Date;
    ends_at: Date;
    reason: string;
    filed_at: Date;
    filed_by: string;
    filed_by_name: string;
    filed_late: boolean;
    withdrawn_at: Date | null;
    version: Generated<number>;
    updated_at: Date;
  };
  screening_records: {
    county: string;
    id: string;
    slot_day: string;
    enterprise_id: string;
    enterprise_name: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
    task_id: string;
    task_name: string;
    level: TaskLevel;
    unit_id: string | null;
    unit_name: string | null;
    slot_key: string | null;
    claimed_slot_key: string | null;
    state: RecordState;
    checklist_id: string;
    edition: number;
    started_at: Date;
    signed_at: Date;
    clock_skew_seconds: number;
    received_at: Date;
    signer_id: string;
    signer_name: string;
    device_id: string;
    hash: string;
    answers: Answer[];
    findings: FindingInput[];
    answer_count: number;
    bad: number;
    finding_count: number;
    open_conflicts: number;
    merged: MergedSignature[];
    missing_files: string[];
    version: Generated<number>;
    updated_at: Date;
  };
  screening_items: {
    county: string;
    id: string;
    kind: SyncKind;
    hash: string;
    outcome: Exclude<Outcome, 'refused'>;
    problems: { path: string; message: string }[] | null;
    subject_kind: string;
    subject_id: string;
    subject_day: string | null;
    enterprise_id: string;
    user_id: string | null;
    device_id: string;
    body: unknown;
    received_at: Date;
  };
  screening_missing_files: {
    county: string;
    sha256: string;
    subject_kind: 'screeningRecord' | 'hazard' | 'snapshot';
    subject_id: string;
    slot_day: string | null;
    enterprise_id: string;
    since: Date;
  };
  screening_conflicts: {
    county: string;
    id: string;
    enterprise_id: string;
    record_id: string;
    slot_day: string;
    slot_key: string;
    task_name: string;
    item_id: string;
    question: string;
    first: ConflictSide;
    second: ConflictSide;
    arisen_at: Date;
    chosen: 'first' | 'second' | null;
    reason: string | null;
    resolved_at: Date | null;
    resolved_by: string | null;
    resolved_by_name: string | null;
  };
  screening_days: Figures & {
    county: string;
    enterprise_id: string;
    day: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
  };
  screening_sums: Figures & {
    county: string;
    month: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
  };
};

export const screeningTables = (db: Db) => db.withTables<ScreeningTables>();

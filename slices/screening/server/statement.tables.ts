import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Generated } from 'kysely';
import type { RewardStatus } from '../domain/reward.rules.ts';
import type { SnapshotKind, SnapshotStatus } from '../domain/snapshot.rules.ts';

export type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/** Where a row lies. @public named in what queries give back */
export interface Placed {
  county: string;
  id: string;
  enterprise_id: string;
  division: string;
  industry: string;
}

/** migrations/0024_commitments.sql */
type StatementTables = {
  safety_commitments: Placed & {
    enterprise_name: string;
    day: string;
    version: number;
    counts: unknown;
    words: string;
    is_public: boolean;
    differences: unknown;
    due_at: Date | null;
    is_late: boolean;
    signed_at: Date;
    signed_by: string;
    signed_by_name: string;
    signed_as: 'principal' | 'deputy';
    deputy_reason: string | null;
    amends_because: string | null;
  };
  commitment_deputies: {
    county: string;
    id: string;
    enterprise_id: string;
    user_id: string;
    user_name: string;
    reason: string;
    until: string;
    named_at: Date;
    named_by_name: string;
    ended_at: Date | null;
  };
  monthly_statements: Placed & {
    enterprise_name: string;
    month: string;
    version: number;
    formula: number;
    figures: unknown;
    is_zero: boolean;
    words: string;
    due_on: string | null;
    is_late: boolean;
    confirmed_at: Date;
    confirmed_by: string;
    confirmed_by_name: string;
    amends_because: string | null;
  };
  statement_receipts: {
    county: string;
    id: string;
    statement_id: string;
    party: 'department' | 'employees';
    body_id: string | null;
    party_name: string;
    manner: 'congress' | 'meeting' | 'board' | null;
    held_on: string | null;
    note: string;
    received_at: Date;
    received_by: string;
    received_by_name: string;
  };
  statement_settings: {
    county: string;
    key: 'commitment' | 'statement';
    value: unknown;
    set_at: Date;
    set_by_name: string;
  };
  snapshots: Placed & {
    kind: SnapshotKind;
    words: string;
    place: string;
    file_hashes: Generated<string[]>;
    received_on: string;
    finder_id: string | null;
    finder_name: string | null;
    claim_hash: Buffer | null;
    status: SnapshotStatus;
    due_on: string;
    decided_at: Date | null;
    decided_by_name: string | null;
    reason: string | null;
    answer: Generated<string>;
    hazard_id: string | null;
    duplicate_of: string | null;
    collect_words: Generated<string>;
    version: number;
  };
  reward_rules: {
    county: string;
    enterprise_id: string;
    amounts: unknown;
    answer_days: number;
    drop_number: Generated<number>;
    version: number;
    set_at: Date;
    set_by_name: string;
  };
  rewards: Placed & {
    enterprise_name: string;
    kind: SnapshotKind;
    snapshot_id: string | null;
    person_name: string | null;
    subject: string;
    item: string;
    amount_fen: number;
    status: RewardStatus;
    proposed_at: Date;
    proposed_by: string;
    proposed_by_name: string;
    decided_at: Date | null;
    decided_by: string | null;
    decided_by_name: string | null;
    reason: string | null;
    paid_on: string | null;
    paid_at: Date | null;
    paid_by_name: string | null;
    version: number;
  };
};

export const statementTables = (db: Db) => db.withTables<StatementTables>();

export const scopeOf = (table: string) => ({
  county: `${table}.county`,
  division: `${table}.division`,
  industry: `${table}.industry`,
  enterprise: `${table}.enterprise_id`,
});

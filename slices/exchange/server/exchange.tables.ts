import type { Scope } from '@zhiben/platform/domain/scope.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type { BatchFormat, BatchStatus, RowStatus } from '../domain/batches.contract.ts';
import type { RecordProblem } from '../domain/check-record.ts';
import type { Outcome } from '../domain/exchange.rules.ts';
import type { OfficialType } from '../domain/official/index.ts';
import type { SendStatus } from '../domain/sending.contract.ts';

/** As whom a job acts: the person, or the platform, that handed the batch in. */
export interface BatchActor {
  readonly userId: string;
  readonly name: string;
  readonly role: string;
  readonly bodyId: string | null;
  readonly scope: Scope;
}

type ExchangeTables = {
  exchange_companies: {
    county: string;
    company_code: string;
    enterprise_id: string;
    set_at: Date;
    set_by_name: string;
  };
  exchange_batches: {
    county: string;
    id: string;
    source: string;
    file_name: string;
    format: BatchFormat;
    sha256: string;
    bytes: number;
    status: BatchStatus;
    registers_hazards: Generated<boolean>;
    is_replay: Generated<boolean>;
    replays: Generated<number>;
    total: Generated<number>;
    types: JSONColumnType<Readonly<Partial<Record<OfficialType, number>>>, string | undefined>;
    receipt_hash: string | null;
    actor: JSONColumnType<BatchActor>;
    received_by_name: string;
    received_at: Date;
    applied_at: Date | null;
    moved_at: Date;
    version: Generated<number>;
  };
  exchange_rows: {
    county: string;
    batch_id: string;
    line: number;
    type: OfficialType | null;
    turn: number;
    record_id: string | null;
    company_code: string | null;
    body: string;
    status: RowStatus;
    outcome: Outcome | null;
    problems: JSONColumnType<readonly RecordProblem[]>;
  };
  exchange_records: {
    county: string;
    type: OfficialType;
    id: string;
    company_code: string;
    enterprise_id: string | null;
    update_date: string;
    deleted: boolean;
    body: string;
    entered: boolean;
    source: string;
    batch_id: string;
    changed_at: Date;
  };
  exchange_targets: {
    county: string;
    id: string;
    name: string;
    url: string;
    types: OfficialType[];
    token_name: string | null;
    paused: Generated<boolean>;
    paused_because: Generated<string>;
    cursor: JSONColumnType<Readonly<Record<string, StreamPlace>>>;
    held_back: Generated<number>;
    version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    removed_at: Date | null;
  };
  exchange_sends: {
    county: string;
    id: string;
    target_id: string;
    records: number;
    types: JSONColumnType<Readonly<Partial<Record<OfficialType, number>>>>;
    sha256: string;
    body: Buffer | null;
    status: SendStatus;
    attempts: Generated<number>;
    next_at: Date;
    claimed_until: Date | null;
    last_error: Generated<string>;
    receipt: JSONColumnType<Record<string, unknown>> | null;
    created_at: Date;
    ended_at: Date | null;
  };
  exchange_peers: {
    county: string;
    id: string;
    name: string;
    public_key: string;
    created_at: Date;
    created_by_name: string;
    removed_at: Date | null;
  };
};

/** How far a stream has been taken: the instant in microseconds and the id of the last record. */
export interface StreamPlace {
  readonly at: string;
  readonly id: string;
}

export const exchangeTables = (db: Db) => db.withTables<ExchangeTables>();

import type { Frequency, ObligationKind, Plan, PlanFileFormat, SectionKind } from '@zhiben/gongwen';
import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import type { ColumnType, Generated, GeneratedAlways, RawBuilder, SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Operation } from '../domain/correction.contract.ts';
import type { figureSchema } from '../domain/task.contract.ts';
import type { DutyListTables } from './duty-list.tables.ts';
import type { LineageTables } from './lineage.tables.ts';

/** Written as JSON text, read as what it holds. */
type Json<T> = ColumnType<T, string, string>;

/** The slice's tables (migrations/0003_plan.sql). */
export type PlanTables = {
  plan_documents: {
    county: string;
    id: string;
    sha256: string;
    file_name: string;
    bytes: number;
    format: PlanFileFormat;
    text: string;
    title: string;
    doc_number: string | null;
    issuer: string | null;
    dated_on: LocalDate | null;
    period_from: LocalDate | null;
    period_to: LocalDate | null;
    reading: Json<Plan>;
    read_at: Date;
    section_count: GeneratedAlways<number>;
    obligation_count: GeneratedAlways<number>;
    search: string;
    imported_at: Date;
    imported_by: string;
    version: Generated<number>;
  };
  plan_corrections: {
    county: string;
    id: string;
    document_id: string;
    version: number;
    operation: Json<Operation>;
    made_at: Date;
    made_by: string;
    made_by_name: string;
  };
  campaigns: {
    county: string;
    id: string;
    number: string;
    document_id: string;
    name: string;
    owner_body_id: string;
    starts_on: LocalDate;
    ends_on: LocalDate;
    adopted_at: Date;
    adopted_by: string;
    adopted_by_name: string;
    version: Generated<number>;
    edition: Generated<number>;
    closed_at: Generated<Date | null>;
    closed_by: Generated<string | null>;
    closed_by_name: Generated<string | null>;
    closing_summary: Generated<string | null>;
  };
  campaign_units: {
    county: string;
    id: string;
    campaign_id: string;
    parent_id: string | null;
    ordinal: number;
    kind: SectionKind | 'letter';
    path: string[];
    label: string;
    span_start: number;
    span_end: number;
    search: string;
    document_id: string | null;
    repealed_on: LocalDate | null;
  };
  tasks: {
    county: string;
    id: string;
    campaign_id: string;
    action_id: string;
    lead_body_id: string | null;
    assigned_on: LocalDate | null;
    due_on: LocalDate;
    pending_on: LocalDate | null;
    done_on: LocalDate | null;
    version: Generated<number>;
    added_on: LocalDate | null;
    repealed_on: LocalDate | null;
    closed_on: Generated<LocalDate | null>;
  };
  task_supporters: {
    county: string;
    body_id: string;
    task_id: string;
    due_on: LocalDate;
    pending_on: LocalDate | null;
    done_on: LocalDate | null;
    closed_on: Generated<LocalDate | null>;
  };
  obligations: {
    county: string;
    id: string;
    campaign_id: string;
    unit_id: string;
    ordinal: number;
    kind: ObligationKind;
    quote: string;
    span_start: number;
    span_end: number;
    deadline: LocalDate | null;
    deadline_alternatives: Generated<LocalDate[]>;
    in_period: Generated<boolean>;
    frequency: ColumnType<Frequency | null, string | null, string | null>;
    count: number | null;
    target: string | null;
    applies_to: string | null;
    condition: string | null;
    actor: string | null;
    actor_alternatives: Generated<string[]>;
    actor_source: 'explicit' | 'task' | 'resolved' | null;
    confidence: number;
    due_on: LocalDate | null;
    met_through: LocalDate | null;
    repealed_on: Generated<LocalDate | null>;
  };
  task_progress: {
    county: string;
    id: string;
    task_id: string;
    body_id: string;
    happened_on: LocalDate;
    text: string;
    figures: Json<z.infer<typeof figureSchema>[]>;
    obligation_ids: string[];
    claims_completion: boolean;
    filed_at: Date;
    filed_by: string;
    filed_by_name: string;
    outcome: 'verified' | 'returned' | null;
    reason: string | null;
    decided_at: Date | null;
    decided_by: string | null;
    decided_by_name: string | null;
  };
};

export const tables = (db: Db) => db.withTables<PlanTables>();

export type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/**
 * Plans are public inside the county: the staff of a township or department reads all campaigns, whatever the 条块 of
 * its own rows; people of enterprises read none.
 */
export function publicInCounty(
  ctx: ReadCtx,
  table: keyof PlanTables | keyof LineageTables | keyof DutyListTables,
): RawBuilder<SqlBool> {
  const { scope, county } = ctx.actor;
  const wholeCounty = { ...scope, division: county.padEnd(12, '0'), industries: null };
  return whereInScope(wholeCounty, { county: `${table}.county`, division: `${table}.county` });
}

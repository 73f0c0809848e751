import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Body } from '@zhiben/slices/division/domain';
import type { ColumnType, Generated } from 'kysely';
import type { ClassRule } from '../domain/class-duty.rules.ts';
import type { EditionCounts } from '../domain/edition.rules.ts';
import type { Decision } from '../domain/lineage.contract.ts';
import type { PlanLevel } from '../domain/lineage.rules.ts';

/** Who said so, and when: each of these rows is one person's word, kept in the audit chain when it changes. */
interface SetBy {
  set_at: Date;
  set_by: string;
  set_by_name: string;
  version: Generated<number>;
}

type Json<T> = ColumnType<T, string, string>;

/** migrations/0008_plan_lineage.sql */
export type LineageTables = {
  body_aliases: SetBy & {
    county: string;
    id: string;
    phrase: string;
    body_kinds: Body['kind'][];
    body_ids: string[];
    learned_from: string | null;
  };
  plan_lineage: SetBy & {
    county: string;
    document_id: string;
    level: PlanLevel;
    parent_id: string | null;
    body_id: string | null;
  };
  clause_links: {
    county: string;
    document_id: string;
    parent_id: string;
    parent_clause: string;
    /** Empty where the clause is waived. */
    clause: string;
    decision: Exclude<Decision, 'undecided'>;
    reason: string;
    decided_at: Date;
    decided_by: string;
    decided_by_name: string;
  };
  campaign_editions: {
    county: string;
    campaign_id: string;
    edition: number;
    document_id: string;
    adopted_at: Date;
    adopted_by: string;
    adopted_by_name: string;
    counts: Json<Partial<EditionCounts>>;
  };
  target_indicators: SetBy & {
    county: string;
    obligation_id: string;
    formula: string;
    formula_version: number;
    goal: number | null;
    cohort_through: LocalDate | null;
  };
  class_duties: SetBy & { county: string; obligation_id: string; rule: Json<ClassRule> };
};

export const lineageTables = (db: Db) => db.withTables<LineageTables>();

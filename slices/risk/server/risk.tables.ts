import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Generated, GeneratedAlways } from 'kysely';
import type { Factors } from '../domain/assessment.rules.ts';
import type { ScoreTableName } from '../domain/assessment.tables.ts';
import type { Cause, ControlLevel, DataSource, DirectRule, Level, MeasureClass } from '../domain/risk.terms.ts';

type Counts = Record<Level | 'ungraded', Generated<number>>;

/** A judgement and what it came to, as events and assessments keep it. */
interface JudgementColumns {
  score_table: ScoreTableName | null;
  before_factors: Factors | null;
  after_factors: Factors | null;
  before_value: number | null;
  after_value: number | null;
  direct_rule: DirectRule | null;
}

type RiskTables = {
  risk_files: Counts & {
    county: string;
    enterprise_id: string;
    name: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
    longitude: number | null;
    latitude: number | null;
    score_table: Generated<ScoreTableName>;
    created_at: Date;
    updated_at: Date;
  };
  risk_units: {
    county: string;
    id: string;
    enterprise_id: string;
    name: string;
    place: string;
    source_code: string;
    department: string;
    owner_name: string;
    position: number;
    version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    updated_by_name: string;
    removed_at: Date | null;
  };
  risk_events: JudgementColumns & {
    county: string;
    id: string;
    enterprise_id: string;
    unit_id: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
    name: string;
    accident_type: string;
    level: Level | null;
    rank: GeneratedAlways<number>;
    control_level: ControlLevel | null;
    owner_name: string;
    review_due_on: string | null;
    assessed_at: Date | null;
    returned_at: Date | null;
    position: number;
    search: string;
    version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    removed_at: Date | null;
    removed_by_name: Generated<string>;
  };
  risk_measures: {
    county: string;
    id: string;
    enterprise_id: string;
    event_id: string;
    data_source: DataSource;
    class1: MeasureClass;
    class2: string | null;
    class3: string;
    content: string;
    position: number;
    updated_at: Date;
    removed_at: Date | null;
  };
  risk_assessments: JudgementColumns & {
    county: string;
    id: string;
    event_id: string;
    enterprise_id: string;
    cause: Cause;
    level: Level;
    previous_level: Level | null;
    control_level: ControlLevel;
    owner_name: string;
    note: string;
    at: Date;
    by_user: string;
    by_name: string;
  };
  risk_remarks: {
    county: string;
    id: string;
    event_id: string;
    enterprise_id: string;
    kind: 'comment' | 'return';
    words: string;
    at: Date;
    by_user: string;
    by_name: string;
    answered_at: Date | null;
    answered_by_name: string | null;
    answer: Generated<string>;
  };
  risk_reviews: {
    county: string;
    id: string;
    enterprise_id: string;
    quarter: string;
    changes: unknown;
    majors: unknown;
    statement: string;
    confirmed_at: Date;
    confirmed_by: string;
    confirmed_by_name: string;
  };
  risk_plans: {
    county: string;
    id: string;
    enterprise_id: string;
    name: string;
    file_id: string | null;
    width: number;
    height: number;
    longitude: number | null;
    latitude: number | null;
    metres_per_unit: number | null;
    areas: unknown;
    points: unknown;
    version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    updated_by_name: string;
    removed_at: Date | null;
  };
  risk_counts: Record<Level | 'ungraded', number> & {
    county: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
  };
};

export const riskTables = (db: Db) => db.withTables<RiskTables>();

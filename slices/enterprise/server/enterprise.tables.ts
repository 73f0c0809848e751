import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { type Generated, type GeneratedAlways, type RawBuilder, sql } from 'kysely';
import type { EnterpriseRow, SupervisionGrade } from '../domain/enterprise.contract.ts';

export type EnterpriseTables = {
  enterprises: {
    county: string;
    id: string;
    name: string;
    kind: Generated<EnterpriseRow['kind']>;
    credit_code: string | null;
    local_number: string | null;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
    industry_code: string | null;
    address: Generated<string>;
    longitude: number | null;
    latitude: number | null;
    size: EnterpriseRow['size'];
    employees: number | null;
    high_risk: Generated<boolean>;
    principal_name: Generated<string>;
    principal_phone: Generated<string>;
    controller_name: Generated<string>;
    safety_manager_name: Generated<string>;
    safety_manager_phone: Generated<string>;
    safety_organisation: Generated<string>;
    supervising_body_id: string | null;
    oversight_body_ids: Generated<string[]>;
    status: Generated<EnterpriseRow['status']>;
    standard_level: number | null;
    standard_until: string | null;
    licence_until: string | null;
    insured_until: string | null;
    listed_until: string | null;
    supervision_grade: SupervisionGrade | null;
    graded_on: string | null;
    entered_by_name: Generated<string>;
    entered_source: Generated<'staff' | 'enterprise' | 'import' | 'system'>;
    search: string;
    version: Generated<number>;
    created_at: Date;
    updated_at: Date;
    merged_into: string | null;
    name_key: GeneratedAlways<string>;
  };
  enterprise_changes: {
    county: string;
    id: string;
    enterprise_id: string;
    field: string;
    before: RawBuilder<unknown> | unknown;
    after: RawBuilder<unknown> | unknown;
    source: string;
    basis: string;
    effective_on: string;
    at: Date;
    by_user: string;
    by_name: string;
    command_id: string;
  };
  enterprise_proposals: {
    county: string;
    id: string;
    enterprise_id: string;
    changes: unknown;
    basis: string;
    effective_on: string;
    proposed_at: Date;
    proposed_by: string;
    proposed_by_name: string;
    state: Generated<'pending' | 'confirmed' | 'refused' | 'withdrawn'>;
    decided_at: Date | null;
    decided_by: string | null;
    decided_by_name: string | null;
    reason: Generated<string>;
  };
  enterprise_papers: {
    county: string;
    id: string;
    enterprise_id: string;
    kind: 'licence' | 'standardisation' | 'insurance' | 'listing' | 'officeBan' | 'accident';
    title: string;
    number: string;
    issuer: string;
    starts_on: string;
    ends_on: string | null;
    details: unknown;
    ended_on: string | null;
    ended_why: Generated<string>;
    recorded_at: Date;
    recorded_by: string;
    recorded_by_name: string;
    reminded: Generated<'ahead' | 'week' | 'lapsed' | null>;
    reminded_on: Generated<string | null>;
  };
  enterprise_merges: {
    county: string;
    id: string;
    kept_id: string;
    gone_id: string;
    reason: string;
    taken: unknown;
    before: unknown;
    moved_risks: unknown;
    moved_screening: unknown;
    merged_at: Date;
    merged_by: string;
    merged_by_name: string;
    undone_at: Date | null;
    undone_by: string | null;
  };
};

export const enterpriseTables = (db: Db) => db.withTables<EnterpriseTables>();

/** A value of a jsonb column. */
export const json = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`;

/** The column of each field of the file. */
export const COLUMN_OF = {
  name: 'name',
  kind: 'kind',
  creditCode: 'credit_code',
  status: 'status',
  industry: 'industry',
  industryCode: 'industry_code',
  highRisk: 'high_risk',
  address: 'address',
  longitude: 'longitude',
  latitude: 'latitude',
  size: 'size',
  employees: 'employees',
  principalName: 'principal_name',
  principalPhone: 'principal_phone',
  controllerName: 'controller_name',
  safetyManagerName: 'safety_manager_name',
  safetyManagerPhone: 'safety_manager_phone',
  safetyOrganisation: 'safety_organisation',
  supervisingBodyId: 'supervising_body_id',
  oversightBodyIds: 'oversight_body_ids',
} as const;

import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Generated } from 'kysely';
import type { Source } from '../domain/form.types.ts';
import type { ReportStatus, SubmissionKind } from '../domain/report.rules.ts';

export type DispatchTables = {
  dispatch_forms: {
    county: string;
    id: string;
    definition_code: string;
    campaign_id: string | null;
    campaign_name: string;
    counts_from: string;
    first_period: string;
    last_period: string | null;
    started_at: Date;
    started_by: string;
  };
  dispatch_reports: {
    county: string;
    id: string;
    form_id: string;
    period: string;
    body_id: string;
    division: string;
    revision: number;
    kind: SubmissionKind;
    definition_version: number;
    as_of: Date;
    digest: string;
    note: string;
    responsible_name: string;
    phone: string;
    submitted_at: Date;
    submitted_by: string;
    submitted_by_name: string;
    status: Generated<ReportStatus>;
    returned_at: Date | null;
    returned_by: string | null;
    returned_by_name: string | null;
    return_reason: string | null;
    version: Generated<number>;
  };
  dispatch_cells: {
    county: string;
    report_id: string;
    indicator: string;
    indicator_version: number;
    value: number | null;
    absent: 'noData' | 'notApplicable' | null;
    source: Source;
    record_ids: string[] | null;
  };
};

export type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

export const tables = (db: Db) => db.withTables<DispatchTables>();

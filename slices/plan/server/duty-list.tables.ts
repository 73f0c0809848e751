import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { ColumnType, Generated } from 'kysely';
import type { DutyListContent } from '../domain/duty-list.contract.ts';
import type { PlanTables } from './plan.tables.ts';

/** migrations/0015_duty_lists.sql */
export type DutyListTables = {
  duty_lists: {
    county: string;
    id: string;
    title: string;
    draft: ColumnType<DutyListContent, string, string>;
    published: ColumnType<DutyListContent | null, string | null, string | null>;
    campaign_id: string | null;
    version: Generated<number>;
    created_at: Date;
    created_by: string;
    saved_at: Date;
    saved_by_name: string;
  };
  campaigns: PlanTables['campaigns'];
};

export const dutyListTables = (db: Db) => db.withTables<DutyListTables>();

import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { ColumnType, Generated } from 'kysely';
import type {
  DeliveryWay,
  ListingLevel,
  PaperKind,
  PartyKind,
  ProposalStatus,
  ReceiptRole,
  Status,
  SubjectKind,
} from '../domain/supervision.terms.ts';

/** The slice's tables (migrations/0011_supervision.sql). */
export type SupervisionTables = {
  supervision_papers: {
    county: string;
    id: string;
    version: number;
    kind: PaperKind;
    status: Status;
    subject_kind: SubjectKind;
    subject_id: string;
    subject_name: string;
    division: string;
    industry: string;
    enterprise_id: string | null;
    proposal_id: string | null;
    basis: string;
    issuer_body_id: string;
    issuer_name: string;
    level: ListingLevel | null;
    title: string;
    body: string;
    reply_due_on: LocalDate | null;
    progress_months: number | null;
    number: string | null;
    drafted_at: Date;
    drafted_by: string;
    approved_at: Date | null;
    approved_by: string | null;
    issued_at: Date | null;
    closed_at: Date | null;
    withdrawn_at: Date | null;
    talked_at: Date | null;
    delisting_number: string | null;
    notice: string | null;
    published_at: Date | null;
    changed_at: Date;
    search: string;
  };
  supervision_receipts: {
    county: string;
    id: string;
    paper_id: string;
    position: number;
    role: ReceiptRole;
    party_kind: PartyKind;
    party_id: string | null;
    party_name: string;
    acknowledged_at: Date | null;
    signer: string | null;
    delivered: DeliveryWay | null;
    replied_at: Date | null;
    reports: Generated<number>;
  };
  supervision_proposals: {
    county: string;
    id: string;
    rule_code: string;
    paper_kind: PaperKind;
    subject_kind: 'hazard' | 'task';
    subject_id: string;
    subject_number: string;
    subject_name: string;
    party_name: string;
    division: string;
    industry: string;
    enterprise_id: string | null;
    ground: string;
    since_on: LocalDate;
    due_name: string | null;
    source: string;
    status: Generated<ProposalStatus>;
    proposed_at: Date;
    settled_at: Date | null;
    settled_by: string | null;
    settled_by_name: string | null;
    settled_reason: string | null;
    paper_id: string | null;
  };
  supervision_settings: {
    county: string;
    key: string;
    value: ColumnType<unknown, string, string>;
    set_at: Date;
    set_by: string;
    set_by_name: string;
  };
};

export type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

export const tables = (db: Db) => db.withTables<SupervisionTables>();

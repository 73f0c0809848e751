import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { Generated } from 'kysely';
import type { Role } from '../domain/roles.ts';

/** The slice's tables (migrations/0002_identity.sql, 0034_enterprise_lists.sql). */
export type IdentityTables = {
  users: {
    county: string;
    id: string;
    account: string;
    name: string;
    phone: Generated<string>;
    email: Generated<string>;
    role: Role;
    body_id: string | null;
    enterprise_id: string | null;
    division: string;
    industries: string[] | null;
    password_hash: string | null;
    password_changed_at: Date | null;
    must_change_password: Generated<boolean>;
    totp_secret: string | null;
    totp_confirmed_at: Date | null;
    totp_last_step: number | null;
    oidc_subject: string | null;
    failed_sign_ins: Generated<number>;
    locked_until: Date | null;
    disabled_at: Date | null;
    last_signed_in_at: Date | null;
    version: Generated<number>;
    created_at: Date;
  };
  sessions: {
    token_hash: Buffer;
    county: string;
    user_id: string;
    created_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    ip: string;
    user_agent: string;
  };
  sign_in_attempts: {
    address: string;
    account_hash: Buffer;
    failed: number;
    at: Date;
    familiar_at: Date | null;
  };
};

export const identityTables = (db: Db) => db.withTables<IdentityTables>();

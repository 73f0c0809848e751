import type { PoolClient } from 'pg';
import { RowCopy } from '../db/copy-rows.ts';

/** Rows of files in bulk, for loaders; the bytes are in the store already. */
export function copyFiles(client: PoolClient) {
  return new RowCopy<{
    county: string;
    id: string;
    sha256: string;
    name: string;
    media_type: string;
    bytes: number;
    has_thumbnail: boolean;
    subject_kind: string;
    subject_id: string;
    division: string;
    industry: string;
    enterprise_id: string | null;
    uploaded_by: string;
    uploaded_at: string;
  }>(client, 'files');
}

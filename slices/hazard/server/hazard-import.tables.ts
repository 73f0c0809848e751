import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { CellValue } from '@zhiben/platform/server/excel/read-cells.ts';
import type { JSONColumnType } from 'kysely';
import type { Channel } from '../domain/hazard.terms.ts';
import type { ImportRowStatus, ImportStatus } from '../domain/hazard-import.contract.ts';
import type { ImportProblem, Mapping } from '../domain/hazard-import.rules.ts';

/** As whom the job registers: what of the person who started it the records need. */
export interface ImportActor {
  readonly userId: string;
  readonly name: string;
  readonly role: string;
  readonly bodyId: string | null;
  readonly scope: {
    readonly county: string;
    readonly division: string;
    readonly industries: readonly string[] | null;
    readonly enterpriseId: string | null;
  };
}

/** A row as it was read; null where a cell is empty. */
export type SheetRow = readonly (CellValue | null)[];

/** The tables of imports (migrations/0012_hazard_import.sql). */
type ImportTables = {
  hazard_imports: {
    county: string;
    id: string;
    file_name: string;
    file_sha256: string;
    headers: JSONColumnType<(string | null)[]>;
    header_row: number;
    mapping: JSONColumnType<Mapping>;
    status: ImportStatus;
    total: number;
    actor: JSONColumnType<ImportActor>;
    created_by: string;
    created_at: Date;
    moved_at: Date;
    version: number;
  };
  hazard_import_rows: {
    county: string;
    import_id: string;
    row: number;
    cells: JSONColumnType<SheetRow>;
    status: ImportRowStatus;
    problems: JSONColumnType<readonly ImportProblem[]>;
    hazard_id: string | null;
    original_channel: Channel | null;
  };
  hazard_import_mappings: {
    county: string;
    signature: string;
    mapping: JSONColumnType<Mapping>;
    used_at: Date;
  };
};

export const importTables = (db: Db) => db.withTables<ImportTables>();

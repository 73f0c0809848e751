import { OFFICIAL_RECORDS, type OfficialOf, type OfficialType, PARENTS, TYPE_NAMES } from './official/index.ts';
import { plain, type RawRecord } from './raw-record.ts';

export interface RecordProblem {
  /** Field of the record; null for the record as a whole. */
  readonly field: string | null;
  readonly message: string;
}

export interface CheckedRecord {
  readonly id: string;
  readonly companyCode: string;
  readonly deleted: boolean;
  readonly updateDate: string;
  readonly parents: readonly { readonly field: string; readonly type: OfficialType; readonly id: string }[];
}

/** A record against its contract: what the exchange needs of it, or each fault with its field. */
export function checkRecord(
  type: OfficialType,
  raw: RawRecord,
): { readonly ok: true; readonly record: CheckedRecord } | { readonly ok: false; readonly problems: RecordProblem[] } {
  const parsed = OFFICIAL_RECORDS[type].safeParse(plain(raw));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      field: path.length > 0 ? path.map(String).join('.') : null,
      message: path.length > 0 && !(String(path[0]) in raw) ? '缺少此项' : message,
    }));
    return { ok: false, problems };
  }
  const record = parsed.data as OfficialOf<OfficialType> & Record<string, unknown>;
  const { id, companyCode, deleted, updateDate } = record;
  const parents = PARENTS[type].flatMap(([field, parent]) => {
    const at = record[field];
    return typeof at === 'string' ? [{ field, type: parent, id: at }] : [];
  });
  return { ok: true, record: { id, companyCode, deleted, updateDate, parents } };
}

export function missingParent(type: OfficialType, id: string): string {
  return `没有这条${TYPE_NAMES[type]}（${id}），请先导入`;
}

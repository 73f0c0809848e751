import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { exportRecord, type HomeType, isHomeType } from '../domain/mapping.ts';
import type { OfficialType } from '../domain/official/index.ts';
import { isRecord, parseJson, type RawRecord } from '../domain/raw-record.ts';
import { findCodes } from './company.queries.ts';
import type { StreamPlace } from './exchange.tables.ts';
import { HOMES } from './homes.ts';
import { findReceived, listKept } from './record.queries.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/** How far each stream has gone: our own records of a type, and those of it that are kept as they came. */
export type ExportCursor = Readonly<Record<string, StreamPlace>>;

export interface ExportItem {
  readonly type: OfficialType;
  readonly record: RawRecord;
}

export interface Walk {
  readonly types: readonly OfficialType[];
  readonly after: ExportCursor;
  readonly until: Date;
  /** Only what stands now, of one enterprise. */
  readonly enterpriseId: string | null;
}

/** A page of records with the cursor behind it. */
export interface ExportPage {
  readonly items: readonly ExportItem[];
  readonly cursor: ExportCursor;
  /** Records of enterprises without a company code on file. */
  readonly heldBack: number;
}

const PAGE = 1_000;

/** What changed since a cursor, parents before children, page by page: memory does not grow with the number. */
export async function* exportPages(ctx: ReadCtx, walk: Walk, size = PAGE): AsyncGenerator<ExportPage> {
  let cursor: ExportCursor = walk.after;
  for (const type of walk.types) {
    const streams = isHomeType(type) ? [ownPage(type), keptPage(type)] : [keptPage(type)];
    for (const { stream, read } of streams) {
      for (;;) {
        const { items, last, heldBack, isLast } = await read(ctx, walk, cursor[stream] ?? null, size);
        if (last) cursor = { ...cursor, [stream]: last };
        if (last) yield { items, cursor, heldBack };
        if (isLast) break;
      }
    }
  }
}

interface Read {
  readonly items: readonly ExportItem[];
  readonly last: StreamPlace | undefined;
  readonly heldBack: number;
  readonly isLast: boolean;
}

interface Stream {
  readonly stream: string;
  readonly read: (ctx: ReadCtx, walk: Walk, after: StreamPlace | null, size: number) => Promise<Read>;
}

function ownPage(type: HomeType): Stream {
  const read: Stream['read'] = async (ctx, { until, enterpriseId }, after, size) => {
    const rows = await HOMES[type].changed(ctx, { after, until, enterpriseId }, size);
    const [codes, received] = await Promise.all([
      findCodes(ctx, [...new Set(rows.map((row) => row.enterpriseId))]),
      findReceived(
        ctx,
        type,
        rows.map(({ id }) => id),
      ),
    ]);
    const items = rows.flatMap((row) => {
      const companyCode = codes.get(row.enterpriseId);
      if (!companyCode) return [];
      const before = received.get(row.id);
      const record = exportRecord(type, { ...row, companyCode } as never, before ? recordIn(before.body) : null);
      return [{ type, record }];
    });
    return { items, last: rows.at(-1)?.place, heldBack: rows.length - items.length, isLast: rows.length < size };
  };
  return { stream: type, read };
}

function keptPage(type: OfficialType): Stream {
  const read: Stream['read'] = async (ctx, { until, enterpriseId }, after, size) => {
    const rows = await listKept(ctx, type, { after, until, enterpriseId }, size);
    const items = rows.map(({ body }) => ({ type, record: recordIn(body) }));
    const last = rows.at(-1);
    return { items, last: last && { at: last.changedKey, id: last.id }, heldBack: 0, isLast: rows.length < size };
  };
  return { stream: `${type}/kept`, read };
}

function recordIn(body: string): RawRecord {
  const value = parseJson(body);
  return isRecord(value) ? value : {};
}

import type { OfficialType } from '../domain/official/index.ts';
import { listCompaniesSet } from './company.queries.ts';
import type { StreamPlace } from './exchange.tables.ts';
import { type ExportCursor, type ExportItem, isBehind, NO_ID, type ReadCtx, streamsOf } from './streams.ts';

export interface Walk {
  readonly types: readonly OfficialType[];
  readonly after: ExportCursor;
  readonly until: Date;
  /** Only of one enterprise. */
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

/**
 * What changed since a cursor, parents before children, page by page: memory does not grow with the number. Enterprises
 * whose code was registered since come whole: what they had before was held back.
 */
export async function* exportPages(ctx: ReadCtx, walk: Walk, size = PAGE): AsyncGenerator<ExportPage> {
  let cursor = walk.after;
  if (walk.enterpriseId === null) {
    if (!cursor.company) cursor = { ...cursor, company: { at: earlier(walk.until, ctx.clock.now()), id: LAST_ID } };
    for await (const page of latecomers(ctx, { ...walk, after: cursor }, size)) {
      cursor = page.cursor;
      yield page;
    }
  }
  yield* streamPages(ctx, { ...walk, after: cursor }, size, '');
}
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const earlier = (a: Date, b: Date) => (a < b ? a : b).toISOString();

/** @param prefix of the places in the cursor: of the county's streams, or of one enterprise's */
async function* streamPages(ctx: ReadCtx, walk: Walk, size: number, prefix: string): AsyncGenerator<ExportPage> {
  let cursor = walk.after;
  const settled = new Date(Math.min(walk.until.getTime(), ctx.clock.now().getTime()) - SLACK_MS);
  for (const type of walk.types) {
    for (const { name, isOfCounty, read } of streamsOf(type)) {
      if (isOfCounty && walk.enterpriseId !== null) continue;
      const key = prefix + name;
      for (;;) {
        const before = cursor[key] ?? null;
        const { items, last, isLast } = await read(ctx, walk, cursor, before, size);
        const end = isLast && !isOfCounty ? later(last ?? before, settled) : (last ?? before);
        if (end && (end.at !== before?.at || end.id !== before.id)) {
          cursor = { ...cursor, [key]: end };
          const out = items.flatMap(({ record, hasCode }) => (hasCode ? [{ type, record }] : []));
          yield { items: out, cursor, heldBack: items.length - out.length };
        }
        if (isLast) break;
      }
    }
  }
}

/**
 * Where a stream has come to its end, the next walk begins some minutes ago and not at its last record: it may be long
 * past. Some minutes, since clocks of several servers differ.
 */
function later(place: StreamPlace | null, settled: Date): StreamPlace {
  const end = { at: settled.toISOString(), id: NO_ID };
  return place && isBehind(place, end) ? place : end;
}
const SLACK_MS = 300_000;

/** All of the enterprises whose code was registered since, one after the other. */
async function* latecomers(ctx: ReadCtx, walk: Walk, size: number): AsyncGenerator<ExportPage> {
  let cursor = walk.after;
  for (;;) {
    const [company] = await listCompaniesSet(ctx, { after: cursor.company ?? null, until: walk.until }, 1);
    if (!company) return;
    const { enterpriseId, setKey } = company;
    for await (const page of streamPages(ctx, { ...walk, after: cursor, enterpriseId }, size, `of:${enterpriseId}/`)) {
      cursor = page.cursor;
      yield page;
    }
    const rest = Object.entries(cursor).filter(([key]) => !key.startsWith('of:'));
    cursor = { ...Object.fromEntries(rest), company: { at: setKey, id: enterpriseId } };
    yield { items: [], cursor, heldBack: 0 };
  }
}

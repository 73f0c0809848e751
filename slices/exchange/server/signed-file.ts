import { createHash, type Hash } from 'node:crypto';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { z } from 'zod';
import { exchangeError } from '../domain/exchange.terms.ts';
import { OFFICIAL_TYPES, type OfficialType } from '../domain/official/index.ts';
import { printRecord } from '../domain/raw-record.ts';
import { exportPages } from './export-items.ts';
import { settledUntil } from './record.queries.ts';
import { countyKey, fileStatement } from './signing.ts';
import type { ExportCursor, ExportItem } from './streams.ts';

/*
 * The file of an export: a line that says what it is, a line a record, now and then a checkpoint from which a broken
 * export is taken up, and a last line that signs all bytes before it.
 */

export function lineOf({ type, record }: ExportItem): string {
  return `${printRecord({ type, record })}\n`;
}

function printCursor(cursor: ExportCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const cursorSchema = z.record(z.string().max(80), z.object({ at: z.string().max(40), id: z.uuid() }));

/** @throws exchange/unreadable-file */
export function readCursor(text: string): ExportCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw exchangeError('unreadable-file', { where: '导出位置无效' });
  }
}

/** Where an export goes on: behind a checkpoint of the same file, with the hash of all before it. */
export interface Resumed {
  readonly cursor: ExportCursor;
  readonly count: number;
  readonly hash: Hash;
}

export interface SignedExport {
  /** All of them when not said. */
  readonly types?: readonly OfficialType[] | undefined;
  readonly since: ExportCursor;
  readonly resumed?: Resumed | undefined;
  readonly onProgress?: ((count: number) => void) | undefined;
  readonly checkpointEvery?: number;
}

const CHECKPOINT_EVERY = 20_000;

/** The text of a signed export, piece by piece. */
export async function* signedExport(ctx: Ctx, options: SignedExport): AsyncGenerator<string> {
  const { types = OFFICIAL_TYPES, since, resumed, onProgress, checkpointEvery = CHECKPOINT_EVERY } = options;
  const key = await countyKey(ctx);
  const hash = resumed?.hash ?? createHash('sha256');
  let count = resumed?.count ?? 0;
  let cursor = resumed?.cursor ?? since;
  let checked = count;
  const hashed = (text: string) => {
    hash.update(text);
    return text;
  };
  if (!resumed) {
    const { county } = ctx.actor;
    const at = ctx.clock.now().toISOString();
    yield hashed(
      `${JSON.stringify({ zhiben: 'exchange/1', county, at, types, since: printCursor(since), key: key.publicKey })}\n`,
    );
  }
  const until = await settledUntil(ctx);
  for await (const page of exportPages(ctx, { types, after: cursor, until, enterpriseId: null })) {
    count += page.items.length;
    cursor = page.cursor;
    yield hashed(page.items.map(lineOf).join(''));
    if (count - checked >= checkpointEvery) {
      checked = count;
      yield hashed(`${JSON.stringify({ checkpoint: printCursor(cursor), count })}\n`);
    }
    onProgress?.(count);
  }
  const file = { sha256: hash.digest('hex'), count, cursor: printCursor(cursor) };
  yield `${JSON.stringify({ ...file, key: key.publicKey, signature: key.sign(fileStatement(file)) })}\n`;
}

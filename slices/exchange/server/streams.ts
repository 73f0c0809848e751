import { chainEndBefore, listChangedSubjects } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listChangedRisks } from '@zhiben/slices/risk/server';
import {
  findFoundHazards,
  findOfficialTasks,
  listChangedChecks,
  listChangedCommitments,
  listChangedSuspensions,
  listChangedTasks,
  listFoundHazards,
} from '@zhiben/slices/screening/server';
import { exportRecord, type HomeType } from '../domain/mapping.ts';
import type { OfficialType } from '../domain/official/index.ts';
import { type DerivedRecord, printDerived } from '../domain/own-records.ts';
import { isRecord, parseJson, type RawRecord } from '../domain/raw-record.ts';
import { findCodes } from './company.queries.ts';
import { ofCheck, ofCommitment, ofHazards, ofSuspensions, ofTasks } from './derived-records.ts';
import type { StreamPlace } from './exchange.tables.ts';
import { HOMES } from './homes.ts';
import { findReceived, listKept } from './record.queries.ts';

/*
 * What can be exchanged, as streams in the order of change: of each type our own records, and those that are kept as they
 * came.
 */

export type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/** How far each stream has gone. */
export type ExportCursor = Readonly<Record<string, StreamPlace>>;

export interface ExportItem {
  readonly type: OfficialType;
  readonly record: RawRecord;
}

/** A record of the stream, whether or not it can go out. */
export interface StreamItem {
  readonly enterpriseId: string;
  readonly record: RawRecord;
  /** Without one nothing goes out. */
  readonly hasCode: boolean;
}

interface Reach {
  readonly until: Date;
  readonly enterpriseId: string | null;
}

interface Read {
  readonly items: readonly StreamItem[];
  /** The place behind them. */
  readonly last: StreamPlace | null;
  readonly isLast: boolean;
}

export interface Stream {
  readonly name: string;
  /** Follows the audit chain of the whole county; whoever asks for one enterprise finds the same in another stream. */
  readonly isOfCounty?: boolean;
  /** Says of records alone that they are no more: nothing in it stands. */
  readonly isOfRemovals?: boolean;
  readonly read: (
    ctx: ReadCtx,
    reach: Reach,
    cursor: ExportCursor,
    after: StreamPlace | null,
    size: number,
  ) => Promise<Read>;
}

async function withCodes(ctx: ReadCtx, own: readonly DerivedRecord[]): Promise<StreamItem[]> {
  const codes = await findCodes(ctx, [...new Set(own.map(({ enterpriseId }) => enterpriseId))]);
  return own.map((one) => {
    const { enterpriseId } = one;
    const companyCode = codes.get(enterpriseId);
    return { enterpriseId, record: printDerived(one, companyCode ?? ''), hasCode: companyCode !== undefined };
  });
}

const placeOf = (at: string | undefined, id: string | undefined): StreamPlace | null => (at && id ? { at, id } : null);

function ownRisks(type: HomeType): Stream {
  const read: Stream['read'] = async (ctx, { until, enterpriseId }, _cursor, after, size) => {
    const rows = await HOMES[type].changed(ctx, { after, until, enterpriseId }, size);
    const [codes, received] = await Promise.all([
      findCodes(ctx, [...new Set(rows.map((row) => row.enterpriseId))]),
      findReceived(
        ctx,
        type,
        rows.map(({ id }) => id),
      ),
    ]);
    const items = rows.map((row) => {
      const code = codes.get(row.enterpriseId);
      const companyCode = code ?? '';
      const before = received.get(row.id);
      const record = exportRecord(type, { ...row, companyCode } as never, before ? recordIn(before.body) : null);
      return { enterpriseId: row.enterpriseId, record, hasCode: code !== undefined };
    });
    return { items, last: rows.at(-1)?.place ?? null, isLast: rows.length < size };
  };
  return { name: type, read };
}

/** Tasks whose measure was removed since: the tasks themselves did not change. */
const tasksOfRemovedMeasures: Stream = {
  name: 'screeningTask/removed',
  isOfRemovals: true,
  read: async (ctx, reach, _cursor, after, size) => {
    const measures = await listChangedRisks(ctx, 'riskMeasure', { ...reach, after }, size);
    const removed = measures.filter(({ removedAt }) => removedAt !== null);
    const measureIds = removed.map(({ id }) => id);
    const found = removed.length > 0 ? await findOfficialTasks(ctx, { measureIds }) : [];
    // Those that were given up themselves come with the tasks.
    const own = await ofTasks(
      ctx,
      found.filter((task) => task.removedAt === null),
    );
    const last = measures.at(-1);
    return {
      items: await withCodes(ctx, own),
      last: placeOf(last?.updatedKey, last?.id),
      isLast: measures.length < size,
    };
  },
};

const tasks: Stream = {
  name: 'screeningTask',
  read: async (ctx, reach, _cursor, after, size) => {
    const rows = await listChangedTasks(ctx, { ...reach, after }, size);
    // Those without their measure come with its removal.
    const own = (await ofTasks(ctx, rows)).filter(({ removed }, n) => !removed || rows[n]?.removedAt !== null);
    const last = rows.at(-1);
    return { items: await withCodes(ctx, own), last: placeOf(last?.changedKey, last?.id), isLast: rows.length < size };
  },
};

const checks: Stream = {
  name: 'checkRecord',
  read: async (ctx, reach, _cursor, after, size) => {
    const page = await listChangedChecks(ctx, { ...reach, after }, size);
    const items = await withCodes(ctx, page.checks.map(ofCheck));
    return { items, last: page.last ?? null, isLast: page.rows < size };
  },
};

/** Hazards that changed after they went out, by the order of the audit chain: their table says nothing of when. */
const changedHazards: Stream = {
  name: 'hazard',
  isOfCounty: true,
  read: async (ctx, { until }, cursor, after, size) => {
    const { county } = ctx.actor;
    const end = await chainEndBefore(ctx.db, county, until);
    // At first all come by the other stream, as they stand.
    if (!after) return { items: [], last: { at: String(end), id: NO_ID }, isLast: true };
    const rows = await listChangedSubjects(ctx.db, county, 'hazard', {
      after: Number(after.at),
      until: end,
      limit: size,
    });
    const found =
      rows.length > 0
        ? await findFoundHazards(
            ctx,
            rows.map(({ id }) => id),
          )
        : [];
    const known = cursor['hazard/found'];
    const out = found.filter(
      ({ foundAt, hazardId }) => known && !isBehind({ at: foundAt.toISOString(), id: hazardId }, known),
    );
    const isLast = rows.length < size;
    const last = isLast ? { at: String(Math.max(end, Number(after.at))), id: NO_ID } : after;
    const lastRow = rows.at(-1);
    return {
      items: await withCodes(ctx, await ofHazards(ctx, out)),
      last: isLast || !lastRow ? last : { at: String(lastRow.seq), id: lastRow.id },
      isLast,
    };
  },
};
export const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Whether a place in the order of change lies behind another. */
export function isBehind(place: StreamPlace, other: StreamPlace): boolean {
  const [at, otherAt] = [new Date(place.at).getTime(), new Date(other.at).getTime()];
  return at > otherAt || (at === otherAt && place.id > other.id);
}

const foundHazards: Stream = {
  name: 'hazard/found',
  read: async (ctx, reach, _cursor, after, size) => {
    const rows = await listFoundHazards(ctx, { ...reach, after }, size);
    const last = rows.at(-1);
    return {
      items: await withCodes(ctx, await ofHazards(ctx, rows)),
      last: placeOf(last?.foundKey, last?.hazardId),
      isLast: rows.length < size,
    };
  },
};

const suspensions: Stream = {
  name: 'suspension',
  read: async (ctx, reach, _cursor, after, size) => {
    const rows = await listChangedSuspensions(ctx, { ...reach, after }, size);
    const last = rows.at(-1);
    return {
      items: await withCodes(ctx, await ofSuspensions(ctx, rows)),
      last: placeOf(last?.updatedKey, last?.id),
      isLast: rows.length < size,
    };
  },
};

const commitments: Stream = {
  name: 'safetyCommitment',
  read: async (ctx, reach, _cursor, after, size) => {
    const rows = await listChangedCommitments(ctx, { ...reach, after }, size);
    const last = rows.at(-1);
    return {
      items: await withCodes(ctx, rows.map(ofCommitment)),
      last: placeOf(last?.signedKey, last?.versionId),
      isLast: rows.length < size,
    };
  },
};

function kept(type: OfficialType): Stream {
  const read: Stream['read'] = async (ctx, { until, enterpriseId }, _cursor, after, size) => {
    const rows = await listKept(ctx, type, { after, until, enterpriseId }, size);
    const items = rows.map((row) => ({
      enterpriseId: row.enterpriseId ?? '',
      record: recordIn(row.body),
      hasCode: true,
    }));
    const last = rows.at(-1);
    return { items, last: placeOf(last?.changedKey, last?.id), isLast: rows.length < size };
  };
  return { name: `${type}/kept`, read };
}

const OWN: { readonly [T in OfficialType]: readonly Stream[] } = {
  riskUnit: [ownRisks('riskUnit')],
  riskEvent: [ownRisks('riskEvent')],
  riskMeasure: [ownRisks('riskMeasure')],
  screeningTask: [tasks, tasksOfRemovedMeasures],
  checkRecord: [checks],
  hazard: [changedHazards, foundHazards],
  suspension: [suspensions],
  safetyCommitment: [commitments],
};

export function streamsOf(type: OfficialType): readonly Stream[] {
  return [...OWN[type], kept(type)];
}

function recordIn(body: string): RawRecord {
  const value = parseJson(body);
  return isRecord(value) ? value : {};
}

import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import {
  type ChangeFilter,
  findOfficialRisks,
  listChangedRisks,
  type OfficialResult,
  putOfficialRisks,
  type StandingRisks,
} from '@zhiben/slices/risk/server';
import type { Contents, HomeType, OwnRecord } from '../domain/mapping.ts';
import type { StreamPlace } from './exchange.tables.ts';

/** A record of ours with where it belongs and its place in the order of change. */
interface HomeRecord<T extends HomeType = HomeType> extends Omit<OwnRecord<T>, 'companyCode'> {
  readonly enterpriseId: string;
  readonly place: StreamPlace;
}

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/** Where records of a type live with us: found by id, walked by change, entered. */
export interface Home<T extends HomeType> {
  find(ctx: ReadCtx, ids: readonly string[]): Promise<HomeRecord<T>[]>;
  changed(ctx: ReadCtx, filter: ChangeFilter, limit: number): Promise<HomeRecord<T>[]>;
  /** All of one enterprise; what cannot be entered is answered with its reason. */
  put(
    tx: TxCtx,
    to: { readonly enterpriseId: string; readonly origin: Readonly<Record<string, unknown>> },
    changes: readonly { readonly id: string; readonly content: Contents[T] | null }[],
  ): Promise<Map<string, OfficialResult>>;
}

const CONTENTS: { readonly [T in HomeType]: (row: StandingRisks[T]) => Contents[T] } = {
  riskUnit: ({ name, sourceCode, department, ownerName }) => ({ name, sourceCode, department, ownerName }),
  riskEvent: ({ unitId, name }) => ({ unitId, name }),
  riskMeasure: ({ eventId, dataSource, class1, class2, class3, content }) => ({
    eventId,
    dataSource,
    class1,
    class2,
    class3,
    content,
  }),
};

function riskHome<T extends HomeType>(type: T): Home<T> {
  const record = (row: StandingRisks[T]): HomeRecord<T> => ({
    id: row.id,
    enterpriseId: row.enterpriseId,
    removed: row.removedAt !== null,
    createdAt: row.createdAt ?? row.updatedAt,
    updatedAt: row.updatedAt,
    byName: row.byName ?? '',
    place: { at: row.updatedKey, id: row.id },
    content: CONTENTS[type](row),
  });
  return {
    find: async (ctx, ids) => (await findOfficialRisks(ctx, type, ids)).map(record),
    changed: async (ctx, filter, limit) => (await listChangedRisks(ctx, type, filter, limit)).map(record),
    put: (tx, to, changes) => putOfficialRisks(tx, type, to, changes),
  };
}

export const HOMES: { readonly [T in HomeType]: Home<T> } = {
  riskUnit: riskHome('riskUnit'),
  riskEvent: riskHome('riskEvent'),
  riskMeasure: riskHome('riskMeasure'),
};

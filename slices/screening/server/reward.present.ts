import type { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { listFiles } from '@zhiben/platform/server/files/index.ts';
import { REWARD_STATUS_NAMES } from '../domain/reward.rules.ts';
import { SNAPSHOT_KIND_NAMES } from '../domain/snapshot.rules.ts';
import { rewardAbilities } from '../domain/statement.policy.ts';
import {
  countRewards,
  findReward,
  findRules,
  listRewards,
  type RewardFilter,
  type RewardRecord,
} from './reward.queries.ts';
import { findSnapshot } from './snapshot.queries.ts';
import type { ReadCtx } from './statement.tables.ts';
import { ownPlace } from './statement-place.ts';

export async function presentRules(ctx: Ctx) {
  const place = await ownPlace(ctx);
  const { amounts, answerDays, version, setAt, setByName } = await findRules(ctx, place.id);
  const abilities = { set: ctx.actor.permissions.has('screening:reward') };
  return { amounts: [...amounts], answerDays, version, setAt: setAt?.toISOString() ?? null, setByName, abilities };
}

/** Names stay inside the enterprise: what leaves it says for what and how much. */
export function presentRow({ actor }: Pick<Ctx, 'actor'>, row: RewardRecord) {
  const isOwn = actor.scope.enterpriseId === row.enterpriseId;
  return {
    id: row.id,
    enterpriseId: row.enterpriseId,
    enterpriseName: row.enterpriseName,
    division: row.division,
    kind: row.kind,
    subject: row.subject,
    item: row.item,
    amountFen: row.amountFen,
    status: row.status,
    personName: isOwn ? row.personName : null,
    isAnonymous: row.personName === null,
    proposedAt: row.proposedAt.toISOString(),
    proposedByName: row.proposedByName,
    decidedByName: row.decidedByName,
    paidOn: row.paidOn,
  };
}

/** @throws app/not-found */
export async function presentReward(ctx: Ctx, id: string) {
  const row = await findReward(ctx, id);
  if (!row) throw appError('not-found', { what: '这笔奖励' });
  const [files, snapshot] = await Promise.all([
    listFiles(ctx.db, ctx.actor, id),
    row.snapshotId === null ? undefined : findSnapshot(ctx, row.snapshotId),
  ]);
  return {
    ...presentRow(ctx, row),
    version: row.version,
    snapshotId: snapshot ? row.snapshotId : null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    reason: row.reason,
    paidByName: row.paidByName,
    collectWords: snapshot?.collectWords ?? '',
    files,
    abilities: rewardAbilities(ctx.actor, row),
  };
}

const BATCH = 200;

/** The ledger as a sheet. Who took it out is recorded before the first byte leaves. */
export async function exportRewards(ctx: Ctx, filter: RewardFilter): Promise<Readable> {
  const { count, exact } = await countRewards(ctx, filter);
  const id = newId();
  await ctx.transaction(async (tx) => {
    const data = { filter: JSON.parse(JSON.stringify(filter)) as object, rows: count };
    tx.record({ id, action: 'screening:exportRewards', subject: { kind: 'rewardExport', id }, data });
  });
  const isOwn = ctx.actor.scope.enterpriseId !== null;
  type Row = ReturnType<typeof presentRow>;
  const columns: WriteColumn<Row>[] = [
    ...(isOwn ? [] : [{ header: '单位名称', value: (r: Row) => r.enterpriseName, width: 30 }]),
    { header: '类别', value: (r) => SNAPSHOT_KIND_NAMES[r.kind], width: 12 },
    { header: '事由', value: (r) => r.subject, width: 40 },
    ...(isOwn ? [{ header: '受奖人', value: (r: Row) => r.personName ?? '匿名', width: 12 }] : []),
    { header: '标准', value: (r) => r.item, width: 20 },
    { header: '金额（元）', value: (r) => r.amountFen / 100, kind: 'number', width: 14 },
    { header: '状态', value: (r) => REWARD_STATUS_NAMES[r.status], width: 10 },
    { header: '提出', value: (r) => r.proposedByName, width: 12 },
    { header: '提出时间', value: (r) => new Date(r.proposedAt), kind: 'instant', width: 18 },
    { header: '审批', value: (r) => r.decidedByName, width: 12 },
    { header: '发放日期', value: (r) => r.paidOn, kind: 'date', width: 12 },
  ];
  const note = `截至 ${today(ctx.clock)}　共 ${exact ? count : `${count} 以上`} 笔　导出人：${ctx.actor.name}`;
  return streamSheet({ title: '报告奖励台账', note, columns, rows: walk(ctx, filter) });
}

async function* walk(ctx: ReadCtx, filter: RewardFilter) {
  let cursor: string | undefined;
  do {
    const page = await listRewards(ctx, { ...filter, limit: BATCH, ...(cursor && { cursor }) });
    for (const row of page.rows) yield presentRow(ctx, row);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

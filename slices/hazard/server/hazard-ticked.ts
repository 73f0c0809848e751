import { instantOf, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded, listFacts } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { eachTicked } from '@zhiben/platform/server/ticked.ts';
import { getBody } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import type { Hazard } from '../domain/hazard.state.ts';
import * as contracts from '../domain/hazard-ticked.contract.ts';
import { tickedError } from '../domain/hazard-ticked.errors.ts';
import { giveCommand } from './hazard.actions.ts';
import { remindOwing } from './hazard.notices.ts';
import { findHazard, listStates, lockHazard } from './hazard.queries.ts';
import { mergeHazard } from './hazard-duplicates.ts';

const WHAT = { what: '这条隐患' };

export const hazardTickedRoutes = [
  route(contracts.assignTicked, async ({ ctx, body: { bodyId, reason, ...ticked } }) => {
    if (!(await getBody(ctx, bodyId))) throw appError('not-found', { what: '这个部门' });
    return each(ctx, ticked, async ({ id, version }, commandId) => {
      await giveCommand(ctx, id, 'assign', { commandId, expectedVersion: version, bodyId, reason });
      return '';
    });
  }),
  route(contracts.remindTicked, ({ ctx, body: { words, ...ticked } }) =>
    each(ctx, ticked, ({ id }, commandId) => remind(ctx, id, commandId, words)),
  ),
  route(contracts.mergeTicked, async ({ ctx, body: { keptId, reason, ...ticked } }) => {
    if (!(await findHazard(ctx, keptId))) throw appError('not-found', { what: '要并入的隐患' });
    return each(ctx, ticked, async ({ id, version }, commandId) => {
      if (id === keptId) return '保留的一条，其余并入这里';
      await mergeHazard(ctx, id, { commandId, expectedVersion: version, keptId, reason });
      return '';
    });
  }),
];

type Ticked = Pick<z.output<typeof contracts.remindTicked.body>, 'commandId' | 'ids'>;

async function each(
  ctx: Ctx,
  ticked: Ticked,
  act: (hazard: Hazard, commandId: string) => Promise<string>,
): Promise<{ rows: contracts.TickedResult[] }> {
  const outcomes = await eachTicked(ctx, ticked, await listStates(ctx, ticked.ids), WHAT.what, act);
  return { rows: outcomes.map(({ id, record, done, note }) => ({ id, number: record?.number ?? null, done, note })) };
}

/** Reminds whoever the hazard waits for, once a day. @throws app/not-found, hazard/nothing-owed, hazard/reminded-today */
async function remind(ctx: Ctx, id: string, commandId: string, words: string): Promise<string> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && (recorded.subjectId !== id || recorded.action !== 'hazard:remind')) throw appError('id-taken', {});
  if (recorded) return '';
  return ctx.transaction(async (tx) => {
    const hazard = await lockHazard(tx, id);
    if (!hazard) throw appError('not-found', WHAT);
    const before = (await listFacts(tx.db, tx.actor.county, [id], ['hazard:remind'])).get(id)?.at(-1);
    if (before && before.at >= instantOf(today(tx.clock)).toISOString()) {
      throw tickedError('reminded-today', { who: before.actor.name });
    }
    const reminded = await remindOwing(tx, hazard, words);
    if (!reminded) throw tickedError('nothing-owed', {});
    const { remindedParty, owed, reached } = reminded;
    if (reached === 0) throw tickedError('nobody-to-remind', { party: remindedParty });
    const { division, industry, enterpriseId } = hazard;
    tx.record({
      id: commandId,
      action: 'hazard:remind',
      subject: { kind: 'hazard', id },
      data: { remindedParty, owed, note: words },
      placement: { county: tx.actor.county, division, industry, enterpriseId },
    });
    return `已通知${remindedParty} ${reached} 人`;
  });
}

import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import { exportHazards as exportHazardsContract } from '../domain/hazard-ledger.contract.ts';
import * as limits from '../domain/hazard-limits.contract.ts';
import { giveCommand, registerHazard } from './hazard.actions.ts';
import { suggestCriteria } from './hazard.criteria.ts';
import { presentRecord, presentRow } from './hazard.present.ts';
import { countHazards, listHazards } from './hazard.queries.ts';
import { courseRoutes } from './hazard-course.routes.ts';
import { exportHazards } from './hazard-export.ts';
import { listLimits, setLimit } from './hazard-limits.actions.ts';
import { sendSheet } from './send-sheet.ts';

type Body<K extends RecordCommand> = Parameters<typeof giveCommand<K>>[3];

/** A handler that gives one command and answers with the row as it then stands. */
function command<K extends RecordCommand>(kind: K) {
  return async ({ ctx, params, body }: { ctx: Ctx; params: { id: string }; body: Body<K> }) =>
    presentRow(ctx, await giveCommand(ctx, params.id, kind, body));
}

export const hazardRoutes = [
  route(contracts.listHazards, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listHazards(ctx, query);
    return { rows: rows.map((row) => presentRow(ctx, row)), nextCursor };
  }),
  route(contracts.countHazards, ({ ctx, query }) => countHazards(ctx, query)),
  route(exportHazardsContract, async ({ ctx, query, raw: { reply } }) =>
    sendSheet(reply, `事故隐患台账${today(ctx.clock)}`, await exportHazards(ctx, query)),
  ),
  route(contracts.suggestCriteria, async ({ query }) => suggestCriteria(query)),
  route(contracts.getHazard, ({ ctx, params }) => presentRecord(ctx, params.id)),
  route(contracts.registerHazard, async ({ ctx, body }) => presentRow(ctx, await registerHazard(ctx, body))),
  route(contracts.confirmHazard, command('confirm')),
  route(contracts.judgeHazardGeneral, command('judgeGeneral')),
  route(contracts.dismissHazard, command('dismiss')),
  route(contracts.fileCommitments, command('commit')),
  route(contracts.reportHazardProgress, command('reportProgress')),
  route(contracts.applyForAcceptance, command('apply')),
  route(contracts.acceptHazard, command('accept')),
  route(contracts.rejectHazard, command('reject')),
  route(contracts.closeHazard, command('close')),
  route(contracts.refuseHazardClosure, command('refuseClosure')),
  route(contracts.fileHazardReport, command('fileReport')),
  route(contracts.assignHazard, command('assign')),
  route(contracts.takeInterimMeasure, command('takeInterim')),
  route(contracts.imposeMeasure, command('impose')),
  route(contracts.liftMeasure, command('lift')),
  route(contracts.applyForExtension, command('applyExtension')),
  route(contracts.approveHazardExtension, command('approveExtension')),
  route(contracts.refuseHazardExtension, command('refuseExtension')),
  route(contracts.pauseHazardClock, command('pauseClock')),
  route(contracts.resumeHazardClock, command('resumeClock')),
  route(contracts.referHazard, command('refer')),
  route(contracts.receiveHazardReferral, command('receiveReferral')),
  route(contracts.withdrawHazardReferral, command('withdrawReferral')),
  route(contracts.requestHazardShutdown, command('requestShutdown')),
  route(contracts.decideHazardShutdown, command('decideShutdown')),
  route(contracts.lookBackAtHazard, command('lookBack')),
  ...courseRoutes,
  route(limits.listHazardLimits, async ({ ctx }) => ({ rows: await listLimits(ctx) })),
  route(limits.setHazardLimit, async ({ ctx, params, body }) => {
    await setLimit(ctx, params.purpose, body);
    return { rows: await listLimits(ctx) };
  }),
];

import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import * as steps from '../domain/hazard-commands.contract.ts';
import { exportHazards as exportHazardsContract } from '../domain/hazard-ledger.contract.ts';
import * as limits from '../domain/hazard-limits.contract.ts';
import { giveCommand, registerHazard } from './hazard.actions.ts';
import { suggestCriteria } from './hazard.criteria.ts';
import { presentRecord, presentRow } from './hazard.present.ts';
import { countHazards, listHazards } from './hazard.queries.ts';
import { courseRoutes } from './hazard-course.routes.ts';
import { exportHazards } from './hazard-export.ts';
import { listLimits, setLimit } from './hazard-limits.actions.ts';

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
    sendSheet(reply, await exportHazards(ctx, query)),
  ),
  route(contracts.suggestCriteria, async ({ query }) => suggestCriteria(query)),
  route(contracts.getHazard, ({ ctx, params }) => presentRecord(ctx, params.id)),
  route(steps.registerHazard, async ({ ctx, body }) => presentRow(ctx, await registerHazard(ctx, body))),
  route(steps.confirmHazard, command('confirm')),
  route(steps.judgeHazardGeneral, command('judgeGeneral')),
  route(steps.dismissHazard, command('dismiss')),
  route(steps.fileCommitments, command('commit')),
  route(steps.reportHazardProgress, command('reportProgress')),
  route(steps.applyForAcceptance, command('apply')),
  route(steps.acceptHazard, command('accept')),
  route(steps.rejectHazard, command('reject')),
  route(steps.closeHazard, command('close')),
  route(steps.refuseHazardClosure, command('refuseClosure')),
  route(steps.fileHazardReport, command('fileReport')),
  route(steps.assignHazard, command('assign')),
  route(steps.takeInterimMeasure, command('takeInterim')),
  route(steps.imposeMeasure, command('impose')),
  route(steps.liftMeasure, command('lift')),
  route(steps.applyForExtension, command('applyExtension')),
  route(steps.approveHazardExtension, command('approveExtension')),
  route(steps.refuseHazardExtension, command('refuseExtension')),
  route(steps.pauseHazardClock, command('pauseClock')),
  route(steps.resumeHazardClock, command('resumeClock')),
  route(steps.referHazard, command('refer')),
  route(steps.receiveHazardReferral, command('receiveReferral')),
  route(steps.withdrawHazardReferral, command('withdrawReferral')),
  route(steps.requestHazardShutdown, command('requestShutdown')),
  route(steps.decideHazardShutdown, command('decideShutdown')),
  route(steps.lookBackAtHazard, command('lookBack')),
  ...courseRoutes,
  route(limits.listHazardLimits, async ({ ctx }) => ({ rows: await listLimits(ctx) })),
  route(limits.setHazardLimit, async ({ ctx, params, body }) => {
    await setLimit(ctx, params.purpose, body);
    return { rows: await listLimits(ctx) };
  }),
];

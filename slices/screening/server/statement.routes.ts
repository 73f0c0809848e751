import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { FastifyReply } from 'fastify';
import * as commitments from '../domain/commitment.contract.ts';
import * as rewards from '../domain/reward.contract.ts';
import * as snapshots from '../domain/snapshot.contract.ts';
import * as statements from '../domain/statement.contract.ts';
import { statementError } from '../domain/statement.errors.ts';
import { sayMonth } from '../domain/statement.rules.ts';
import * as settings from '../domain/statement.settings.ts';
import { nameDeputy, signCommitment } from './commitment.actions.ts';
import * as commitment from './commitment.present.ts';
import { decideReward, payReward, proposeReward, setRewardRules } from './reward.actions.ts';
import * as reward from './reward.present.ts';
import { countRewards, listRewards, sumByMonth } from './reward.queries.ts';
import { behindTicket, decideSnapshot, dropSnapshot, followClaim, sendSnapshot } from './snapshot.actions.ts';
import * as snapshot from './snapshot.present.ts';
import { countSnapshots, listSnapshots } from './snapshot.queries.ts';
import { confirmStatement, receiveStatement, tellEmployees } from './statement.actions.ts';
import { statementDocx } from './statement.docx.ts';
import * as statement from './statement.present.ts';
import { presentSettings, setSettings } from './statement.settings.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function asFile(reply: FastifyReply, type: string, name: string): FastifyReply {
  return reply.type(type).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
}

const commitmentRoutes = [
  route(commitments.getCommitmentDraft, ({ ctx }) => commitment.presentDraft(ctx)),
  route(commitments.signCommitment, ({ ctx, body }) => signCommitment(ctx, body)),
  route(commitments.nameDeputy, ({ ctx, body }) => nameDeputy(ctx, body)),
  route(commitments.listCommitments, ({ ctx, query }) => commitment.presentList(ctx, query)),
  route(commitments.countCommitments, ({ ctx, query }) => commitment.presentCount(ctx, query)),
  route(commitments.getCommitment, ({ ctx, params }) => commitment.presentCommitment(ctx, params.id)),
  route(commitments.getPublicCommitment, ({ ctx, params }) => commitment.presentPublic(ctx, params.enterpriseId)),
  route(settings.getStatementSettings, ({ ctx }) => presentSettings(ctx)),
  route(settings.setStatementSettings, ({ ctx, body }) => setSettings(ctx, body)),
];

const monthRoutes = [
  route(statements.listStatements, ({ ctx, query }) => statement.presentList(ctx, query)),
  route(statements.countStatements, ({ ctx, query }) => statement.presentCount(ctx, query)),
  route(statements.getStatement, ({ ctx, params, query }) => statement.presentStatement(ctx, params, query)),
  route(statements.confirmStatement, ({ ctx, params, body }) => confirmStatement(ctx, params, body)),
  route(statements.receiveStatement, ({ ctx, params, body }) => receiveStatement(ctx, params, body)),
  route(statements.tellEmployees, ({ ctx, params, body }) => tellEmployees(ctx, params, body)),
  route(statements.getStatementDocx, async ({ ctx, params, raw }) => {
    const shown = await statement.presentStatement(ctx, params, {});
    const name = `${shown.enterpriseName}${sayMonth(shown.month)}隐患排查治理情况报告.docx`;
    return asFile(raw.reply, DOCX, name).send(await statementDocx(ctx, shown));
  }),
];

const snapshotRoutes = [
  route(snapshots.sendSnapshot, ({ ctx, body }) => sendSnapshot(ctx, body)),
  route(snapshots.getDropTicket, ({ ctx }) => snapshot.presentTicket(ctx)),
  route(snapshots.dropSnapshot, ({ ctx, body, raw }) => {
    // A session would stand in the log of answers beside the id of this request.
    if (raw.request.actor) throw statementError('anonymous-by-sync', {});
    return dropSnapshot(ctx, body);
  }),
  route(snapshots.getDropPlace, async ({ ctx, query }) => {
    const { place, answerDays } = await behindTicket(ctx, query.ticket);
    return { enterpriseName: place.name, answerDays };
  }),
  route(snapshots.followSnapshot, async ({ ctx, body }) => snapshot.presentFollowed(ctx, await followClaim(ctx, body))),
  route(snapshots.listSnapshots, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listSnapshots(ctx, query);
    return { rows: rows.map(snapshot.presentRow), nextCursor };
  }),
  route(snapshots.countSnapshots, ({ ctx, query }) => countSnapshots(ctx, query)),
  route(snapshots.getSnapshot, ({ ctx, params }) => snapshot.presentSnapshot(ctx, params.id)),
  route(snapshots.decideSnapshot, async ({ ctx, params, body }) => {
    await decideSnapshot(ctx, params.id, body);
    return snapshot.presentSnapshot(ctx, params.id);
  }),
];

const rewardRoutes = [
  route(rewards.getRewardRules, ({ ctx }) => reward.presentRules(ctx)),
  route(rewards.setRewardRules, async ({ ctx, body }) => {
    await setRewardRules(ctx, body);
    return reward.presentRules(ctx);
  }),
  route(rewards.listRewards, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listRewards(ctx, query);
    return { rows: rows.map((row) => reward.presentRow(ctx, row)), nextCursor };
  }),
  route(rewards.countRewards, ({ ctx, query }) => countRewards(ctx, query)),
  route(rewards.exportRewards, async ({ ctx, query, raw }) =>
    sendSheet(raw.reply, { name: '报告奖励台账', sheet: await reward.exportRewards(ctx, query) }),
  ),
  route(rewards.getRewardSums, async ({ ctx, query }) => ({ months: await sumByMonth(ctx, query.enterpriseId) })),
  route(rewards.getReward, ({ ctx, params }) => reward.presentReward(ctx, params.id)),
  route(rewards.proposeReward, async ({ ctx, body }) => {
    await proposeReward(ctx, body);
    return reward.presentReward(ctx, body.id);
  }),
  route(rewards.decideReward, async ({ ctx, params, body }) => {
    await decideReward(ctx, params.id, body);
    return reward.presentReward(ctx, params.id);
  }),
  route(rewards.payReward, async ({ ctx, params, body }) => {
    await payReward(ctx, params.id, body);
    return reward.presentReward(ctx, params.id);
  }),
];

export const statementRoutes = [...commitmentRoutes, ...monthRoutes, ...snapshotRoutes, ...rewardRoutes];

const OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'];
const OWN_PEOPLE = [...OFFICERS, 'teamLeader', 'worker'];
const REGULATORS = ['committeeClerk', 'departmentOfficer', 'townshipOfficer', 'inspector'];

/** Beside `screening:read`, which the slice itself gives. */
export const statementPermissions = {
  'screening:commit': OFFICERS,
  'screening:appoint': ['enterprisePrincipal'],
  'screening:state': OFFICERS,
  'screening:receive': ['departmentOfficer', 'townshipOfficer', 'committeeClerk'],
  'screening:snap': OWN_PEOPLE,
  'screening:answer': OFFICERS,
  'screening:reward': OFFICERS,
  'screening:ledger': [...OFFICERS, ...REGULATORS, 'leader'],
};

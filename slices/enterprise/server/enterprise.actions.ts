import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { inScope } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { nextNumber } from '@zhiben/platform/server/numbers.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { countHazards } from '@zhiben/slices/hazard/server';
import type { z } from 'zod';
import type * as contracts from '../domain/enterprise.contract.ts';
import {
  type EnterpriseFields,
  FIELD_RULES,
  identityFault,
  realChanges,
  splitOwnChanges,
} from '../domain/enterprise.fields.ts';
import { mayTransfer } from '../domain/enterprise.policy.ts';
import { enterpriseError } from '../domain/enterprise.terms.ts';
import { tellDecided, tellMove, tellProposal } from './enterprise.notices.ts';
import { type EnterpriseFile, findByCode, insertEnterprises, lockFile, updateFile } from './enterprise.queries.ts';
import { type ChangeGround, insertChanges } from './enterprise-changes.queries.ts';
import { isResend, placementOf } from './file-subject.ts';
import { regradeLater } from './grading.jobs.ts';
import { findPending, insertProposal, updateProposal } from './proposals.queries.ts';

const NOT_FOUND = { what: '这家企业' };

/** The number of a place without credit code: 小-990101-2024-000001. */
export async function nextLocalNumber(tx: TxCtx): Promise<string> {
  const year = Number(today(tx.clock).slice(0, 4));
  const number = await nextNumber(tx, 'enterprise', year);
  return `小-${tx.actor.county}-${year}-${String(number).padStart(6, '0')}`;
}

/**
 * Opens a file. Sent again with the same id it is what is there.
 * @throws enterprise/code-taken, enterprise/outside-scope, enterprise/unknown-division, enterprise/unknown-body
 */
export async function createEnterprise(
  ctx: Ctx,
  body: z.output<typeof contracts.createEnterprise.body>,
): Promise<string> {
  const { id, division, ...fields } = body;
  if (await isResend(ctx, id, id)) return id;
  const placement = placementOf(ctx, { id, division, industry: fields.industry });
  if (!inScope(ctx.actor.scope, placement)) throw enterpriseError('outside-scope', {});
  await checkDivision(ctx, division);
  await checkBodies(ctx, fields);
  await checkCode(ctx, fields.creditCode ?? null, id);
  await unlessTaken(ctx, { id, commandId: id, code: fields.creditCode ?? null }, async (tx) => {
    const localNumber = fields.kind === 'registered' ? null : await nextLocalNumber(tx);
    await insertEnterprises(
      tx,
      [
        {
          ...fields,
          id,
          division,
          localNumber,
          creditCode: fields.creditCode ?? null,
          highRisk: fields.highRisk ?? false,
          status: fields.status ?? 'operating',
          longitude: fields.longitude ?? null,
          latitude: fields.latitude ?? null,
          employees: fields.employees ?? null,
          size: fields.size ?? null,
          industryCode: fields.industryCode ?? null,
          supervisingBodyId: fields.supervisingBodyId ?? null,
          oversightBodyIds: fields.oversightBodyIds ?? [],
        },
      ],
      'staff',
    );
    const data = { name: fields.name, creditCode: fields.creditCode ?? null, localNumber };
    tx.record({ id, action: 'enterprise:create', subject: { kind: 'enterprise', id, version: 1 }, data, placement });
  });
  return id;
}

/**
 * Changes fields of a file. What the enterprise may not write itself waits as a proposal for a regulator.
 * @throws app/not-found, app/version-conflict, enterprise/nothing-changed, enterprise/not-for-enterprise,
 * enterprise/proposal-pending, enterprise/code-taken, enterprise/outside-scope
 */
export async function editEnterprise(
  ctx: Ctx,
  id: string,
  body: z.output<typeof contracts.editEnterprise.body>,
): Promise<void> {
  const { commandId, version, basis, effectiveOn } = body;
  if (await isResend(ctx, commandId, id)) return;
  const isEnterprise = ctx.actor.scope.enterpriseId !== null;
  await checkBodies(ctx, body.changes);
  await unlessTaken(ctx, { id, commandId, code: body.changes.creditCode ?? null }, async (tx) => {
    const file = await lockFile(tx, id);
    if (!file) throw appError('not-found', NOT_FOUND);
    if (file.version !== version) throw appError('version-conflict', { what: '这份档案' });
    const changes = realChanges(file, body.changes);
    if (Object.keys(changes).length === 0) throw enterpriseError('nothing-changed', {});
    const ground: ChangeGround = { commandId, source: isEnterprise ? 'enterprise' : 'staff', basis, effectiveOn };
    if (!isEnterprise) return applyChanges(tx, file, changes, ground, 'enterprise:edit');
    const { direct, toConfirm, forbidden } = splitOwnChanges(changes);
    if (forbidden.length > 0) {
      const fields = forbidden.map((field) => FIELD_RULES[field].label).join('、');
      throw enterpriseError('not-for-enterprise', { fields });
    }
    if (Object.keys(toConfirm).length > 0) {
      if (await findPending(tx, id)) throw enterpriseError('proposal-pending', {});
      await insertProposal(tx, { id: commandId, enterpriseId: id, changes: toConfirm, basis, effectiveOn });
      await tellProposal(tx, file, toConfirm);
    }
    await applyChanges(tx, file, direct, ground, 'enterprise:edit', { toConfirm });
  });
}

/**
 * Confirms or refuses what an enterprise asked for; confirmed, it is written on the ground that the enterprise gave.
 * @throws app/not-found, enterprise/proposal-decided
 */
export async function decideProposal(
  ctx: Ctx,
  { id, proposalId }: { readonly id: string; readonly proposalId: string },
  { commandId, confirm, reason }: z.output<typeof contracts.decideProposal.body>,
): Promise<void> {
  if (await isResend(ctx, commandId, id)) return;
  const pendingCode = ((await findPending(ctx, id))?.changes as Partial<EnterpriseFields> | undefined)?.creditCode;
  await unlessTaken(ctx, { id, commandId, code: pendingCode ?? null }, async (tx) => {
    const file = await lockFile(tx, id);
    if (!file) throw appError('not-found', NOT_FOUND);
    const pending = await findPending(tx, id);
    if (pending?.id !== proposalId) throw enterpriseError('proposal-decided', {});
    await updateProposal(tx, proposalId, { state: confirm ? 'confirmed' : 'refused', reason });
    await tellDecided(tx, id, { changes: pending.changes as Partial<EnterpriseFields>, confirm, reason });
    const changes = confirm ? realChanges(file, pending.changes as Partial<EnterpriseFields>) : {};
    const ground: ChangeGround = {
      commandId,
      source: 'enterprise',
      basis: `${pending.proposed_by_name}申报${pending.basis ? `：${pending.basis}` : ''}`,
      effectiveOn: pending.effective_on,
    };
    const action = confirm ? 'enterprise:confirm' : 'enterprise:refuse';
    await applyChanges(tx, file, changes, ground, action, { proposal: proposalId, reason });
  });
}

/**
 * Moves a file to another division. From then on the new township sees and supervises the enterprise, and what is
 * found there lies with it. Hazards under way carry a placement of their own: they stay with the township that
 * recorded them until they are closed, so that no deadline loses its owner and no reported figure changes.
 * @returns how many hazards stay behind under way
 * @throws app/not-found, app/version-conflict, enterprise/transfer-not-yours, enterprise/same-division,
 * enterprise/unknown-division
 */
export async function transferEnterprise(
  ctx: Ctx,
  id: string,
  body: z.output<typeof contracts.transferEnterprise.body>,
) {
  const { commandId, version, division, reason, effectiveOn } = body;
  const open = await countHazards(ctx, { enterpriseId: id, group: 'underway' });
  const answer = { id, openHazards: open.count, exact: open.exact };
  if (await isResend(ctx, commandId, id)) return answer;
  await checkDivision(ctx, division);
  await ctx.transaction(async (tx) => {
    const file = await lockFile(tx, id);
    if (!file) throw appError('not-found', NOT_FOUND);
    if (!mayTransfer(tx.actor)) throw enterpriseError('transfer-not-yours', {});
    if (file.version !== version) throw appError('version-conflict', { what: '这份档案' });
    if (file.division === division) throw enterpriseError('same-division', {});
    const ground: ChangeGround = { commandId, source: 'transfer', basis: reason, effectiveOn };
    await updateFile(tx, file, { division });
    await insertChanges(tx, ground, [{ id, before: { division: file.division }, changes: { division } }]);
    await tellMove(tx, file, division, reason);
    tx.record({
      id: commandId,
      action: 'enterprise:transfer',
      subject: { kind: 'enterprise', id, version: file.version + 1 },
      data: { from: file.division, to: division, reason, effectiveOn, openHazards: open.count },
      placement: placementOf(tx, { ...file, division }),
    });
  });
  return answer;
}

/** Writes fields with their provenance. The caller holds the lock on the file. */
async function applyChanges(
  tx: TxCtx,
  file: EnterpriseFile,
  changes: Partial<EnterpriseFields>,
  ground: ChangeGround,
  action: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const after = { ...file, ...changes };
  const fault = identityFault(after);
  const touchesIdentity = changes.kind !== undefined || changes.creditCode !== undefined;
  if (touchesIdentity && fault) throw appError('invalid-input', {}, [{ path: 'changes.creditCode', message: fault }]);
  const placement = placementOf(tx, after);
  if (!inScope(tx.actor.scope, placement)) throw enterpriseError('outside-scope', {});
  await checkBodies(tx, changes);
  const needsNumber = after.kind !== 'registered' && after.localNumber === null;
  const localNumber = needsNumber ? { localNumber: await nextLocalNumber(tx) } : {};
  const { id } = file;
  const version = Object.keys(changes).length > 0 ? file.version + 1 : file.version;
  if (version > file.version) {
    await updateFile(tx, file, { ...changes, ...localNumber });
    await insertChanges(tx, ground, [{ id, before: file as unknown as Record<string, unknown>, changes }]);
    await regradeLater(tx, [id]);
  }
  tx.record({
    id: ground.commandId,
    action,
    subject: { kind: 'enterprise', id, version },
    data: { changes, basis: ground.basis, effectiveOn: ground.effectiveOn, ...data },
    placement,
  });
}

async function checkDivision(ctx: Ctx, division: string): Promise<void> {
  const divisions = await listDivisions(ctx);
  if (!divisions.some(({ code }) => code === division)) throw enterpriseError('unknown-division', {});
}

async function checkBodies(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  { supervisingBodyId, oversightBodyIds = [] }: Partial<EnterpriseFields>,
): Promise<void> {
  const named = [...(supervisingBodyId ? [supervisingBodyId] : []), ...oversightBodyIds];
  if (named.length === 0) return;
  const known = new Set((await listBodies(ctx)).map(({ id }) => id));
  if (!named.every((id) => known.has(id))) throw enterpriseError('unknown-body', {});
}

async function checkCode(ctx: Ctx, code: string | null, id: string): Promise<void> {
  const other = code === null ? undefined : await findByCode(ctx, code);
  if (!other || other.id === id) return;
  const isSeen = inScope(ctx.actor.scope, placementOf(ctx, other));
  throw enterpriseError('code-taken', { name: isSeen ? other.name : null });
}

interface Sent {
  readonly id: string;
  readonly commandId: string;
  /** The credit code that the write gives, if any. */
  readonly code: string | null;
}

/** Runs a write that may meet itself, sent twice at once, or another file that carries the code. */
async function unlessTaken(ctx: Ctx, { id, commandId, code }: Sent, work: (tx: TxCtx) => Promise<void>): Promise<void> {
  try {
    await ctx.transaction(work);
  } catch (error) {
    if ((error as { code?: string } | null)?.code !== UNIQUE_VIOLATION) throw error;
    if (await isResend(ctx, commandId, id)) return;
    await checkCode(ctx, code, id);
    throw error;
  }
}
const UNIQUE_VIOLATION = '23505';

import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { attachFiles } from '@zhiben/platform/server/files/index.ts';
import { getBody } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import type * as contracts from '../domain/statement.contract.ts';
import { statementError } from '../domain/statement.errors.ts';
import { mayReceive, mayState } from '../domain/statement.policy.ts';
import {
  FIGURE_CODES,
  FORMULA,
  isZero,
  MANNER_NAMES,
  monthRange,
  sayMonth,
  statementDueOn,
} from '../domain/statement.rules.ts';
import { computeFigures } from './statement.figures.ts';
import { insertReceipt, insertStatement, listReceipts, listVersions } from './statement.queries.ts';
import { isOwed, statementSetting } from './statement.settings.ts';
import { placementOf, placeOf, writeOnce } from './statement-place.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;
interface Of {
  readonly enterpriseId: string;
  readonly month: string;
}

/**
 * Confirms the month's figures with words, or a further version with its reason. Only what the person saw is confirmed.
 * @throws screening/not-own, screening/month-open, screening/figures-moved, screening/amended-meanwhile
 */
export async function confirmStatement(
  ctx: Ctx,
  { enterpriseId, month }: Of,
  { id, words, amends, because, seen }: Body<typeof contracts.confirmStatement>,
) {
  const place = await placeOf(ctx, enterpriseId);
  if (!mayState(ctx.actor, enterpriseId)) throw statementError('not-stater', {});
  const on = today(ctx.clock);
  if (on <= monthRange(month).to) throw statementError('month-open', { month: sayMonth(month) });
  const isAmendment = amends > 0;
  if (isAmendment && because === '') {
    throw statementError('because-needed', {}, [{ path: 'because', message: '请写明更正的原因' }]);
  }
  const setting = await statementSetting(ctx);
  const dueOn = isOwed(place.industry, setting) ? statementDueOn(month, setting.dueDay) : null;
  const version = amends + 1;
  const command = { commandId: id, action: 'screening:state', subjectId: id };
  await writeOnce(ctx, command, async (tx) => {
    const [latest] = await listVersions(tx, enterpriseId, month);
    if ((latest?.version ?? 0) !== amends) throw statementError('amended-meanwhile', { version: latest?.version ?? 0 });
    const figures = await computeFigures(tx, enterpriseId, month);
    if (FIGURE_CODES.some((code) => (seen[code] ?? null) !== figures[code])) throw statementError('figures-moved', {});
    const zero = isZero(figures);
    const isLate = dueOn !== null && !isAmendment && on > dueOn;
    await insertStatement(tx, {
      id,
      place,
      month,
      version,
      formula: FORMULA,
      figures,
      isZero: zero,
      words,
      dueOn,
      isLate,
      because: isAmendment ? because : null,
    });
    tx.record({
      id,
      action: command.action,
      subject: { kind: 'monthlyStatement', id, version },
      data: { month, figures: { ...figures }, isZero: zero, words, because },
      placement: placementOf(tx, place),
    });
  });
  return { id, version };
}

/** The version that somebody has before them, if it is the one in force. @throws app/not-found, screening/amended-meanwhile */
async function inForce(ctx: Ctx, { enterpriseId, month }: Of, version: number) {
  const [latest] = await listVersions(ctx, enterpriseId, month);
  if (!latest) throw appError('not-found', { what: '这份月报告' });
  if (latest.version !== version) throw statementError('amended-meanwhile', { version: latest.version });
  return latest;
}

/** A body receives the statement, once. @throws screening/not-received-here */
export async function receiveStatement(
  ctx: Ctx,
  of: Of,
  { id, version, note }: Body<typeof contracts.receiveStatement>,
) {
  const place = await placeOf(ctx, of.enterpriseId);
  const { bodyId } = ctx.actor;
  if (!mayReceive(ctx.actor) || bodyId === null) throw statementError('not-received-here', {});
  const statement = await inForce(ctx, of, version);
  const body = await getBody(ctx, bodyId);
  if (!body) throw statementError('not-received-here', {});
  const command = { commandId: id, action: 'screening:receiveStatement', subjectId: statement.id };
  await writeOnce(ctx, command, async (tx) => {
    const before = await listReceipts(tx, statement.id);
    if (before.some((one) => one.bodyId === bodyId)) throw statementError('decided-already', { what: '这份报告' });
    await insertReceipt(tx, { id, statementId: statement.id, bodyId, partyName: body.name, note });
    tx.record({
      id,
      action: command.action,
      subject: { kind: 'monthlyStatement', id: statement.id, version },
      data: { month: of.month, body: body.name, note },
      placement: placementOf(tx, place),
    });
  });
  return { id };
}

/** How and when the employees were told: congress, meeting or board (《安全生产法》第四十一条). @throws screening/not-stater */
export async function tellEmployees(
  ctx: Ctx,
  of: Of,
  { id, version, manner, heldOn, note, files }: Body<typeof contracts.tellEmployees>,
) {
  const place = await placeOf(ctx, of.enterpriseId);
  if (!mayState(ctx.actor, of.enterpriseId)) throw statementError('not-stater', {});
  const statement = await inForce(ctx, of, version);
  if (heldOn > today(ctx.clock)) {
    throw appError('invalid-input', {}, [{ path: 'heldOn', message: '日期不能晚于今天' }]);
  }
  const command = { commandId: id, action: 'screening:tellEmployees', subjectId: statement.id };
  await writeOnce(ctx, command, async (tx) => {
    const placement = placementOf(tx, place);
    const subject = { kind: 'monthlyStatement', id: statement.id };
    const evidence = await attachFiles(tx, { fileIds: files, subject, placement });
    await insertReceipt(tx, { id, statementId: statement.id, partyName: MANNER_NAMES[manner], manner, heldOn, note });
    const hashes = evidence.map(({ name, sha256 }) => ({ name, sha256 }));
    const data = { month: of.month, manner, heldOn, note, evidence: hashes };
    tx.record({ id, action: command.action, subject: { ...subject, version }, data, placement });
  });
  return { id };
}

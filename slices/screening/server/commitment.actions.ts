import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listPeopleNames } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import type * as contracts from '../domain/commitment.contract.ts';
import { commitmentDueAt, countFault, differencesOf } from '../domain/commitment.rules.ts';
import { statementError } from '../domain/statement.errors.ts';
import { mayNameDeputy, signsAs } from '../domain/statement.policy.ts';
import { factsOf } from './commitment.facts.ts';
import { endDeputy, findDeputy, insertCommitment, insertDeputy, listVersions } from './commitment.queries.ts';
import { commitmentSetting, isOwed } from './statement.settings.ts';
import { ownPlace, placementOf, writeOnce } from './statement-place.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;

/**
 * Signs today's commitment, or a further version of it with its reason. What the records say beside it is kept with the
 * signature and never keeps anybody from signing.
 * @throws screening/not-signer, screening/counts-wrong, screening/amended-meanwhile, screening/because-needed
 */
export async function signCommitment(
  ctx: Ctx,
  { id, counts, words, isPublic, amends, because }: Body<typeof contracts.signCommitment>,
) {
  const day = today(ctx.clock);
  const place = await ownPlace(ctx);
  const deputy = await findDeputy(ctx, place.id);
  const signedAs = signsAs(ctx.actor, place.id, deputy ?? null, day);
  if (signedAs === null) throw statementError('not-signer', {});
  const fault = countFault(counts);
  if (fault) throw statementError('counts-wrong', { fault }, [{ path: 'counts.units', message: fault }]);
  const isAmendment = amends > 0;
  if (isAmendment && because === '') {
    throw statementError('because-needed', {}, [{ path: 'because', message: '请写明更正的原因' }]);
  }
  const version = amends + 1;
  const setting = await commitmentSetting(ctx);
  const dueAt = isOwed(place.industry, setting) ? commitmentDueAt(day, setting.dueTime) : null;
  const command = { commandId: id, action: 'screening:commit', subjectId: id };
  await writeOnce(ctx, command, async (tx) => {
    const [latest] = await listVersions(tx, place.id, day);
    if ((latest?.version ?? 0) !== amends) throw statementError('amended-meanwhile', { version: latest?.version ?? 0 });
    const differences = differencesOf(counts, await factsOf(tx, place.id, day), { enterpriseId: place.id, day });
    await insertCommitment(tx, {
      id,
      place,
      day,
      version,
      counts,
      words,
      isPublic,
      differences,
      dueAt,
      isLate: dueAt !== null && !isAmendment && tx.clock.now() > dueAt,
      signedAs,
      deputyReason: signedAs === 'deputy' ? (deputy?.reason ?? '') : null,
      because: isAmendment ? because : null,
    });
    tx.record({
      id,
      action: command.action,
      subject: { kind: 'safetyCommitment', id, version },
      data: {
        day,
        counts: { ...counts },
        words,
        isPublic,
        signedAs,
        told: differences.map(({ code }) => code),
        because,
      },
      placement: placementOf(tx, place),
    });
  });
  return { id, day, version };
}

/**
 * The principal names who signs in their place, with the reason and a last day; the former one ends with it.
 * @throws screening/not-signer, screening/unknown-deputy, screening/until-past, screening/because-needed
 */
export async function nameDeputy(ctx: Ctx, { commandId, userId, reason, until }: Body<typeof contracts.nameDeputy>) {
  const place = await ownPlace(ctx);
  if (!mayNameDeputy(ctx.actor, place.id)) throw statementError('not-signer', {});
  const on = today(ctx.clock);
  const colleagues = await listPeopleNames(ctx, place.id, ['enterpriseSafetyManager']);
  const named = colleagues.find((one) => one.id === userId);
  if (userId !== null) {
    if (!named) throw statementError('unknown-deputy', {}, [{ path: 'userId', message: '请选择本企业的安全管理员' }]);
    if (reason === '') throw statementError('because-needed', {}, [{ path: 'reason', message: '请写明委托的原因' }]);
    if (until === null || until < on || until > addDays(on, 366)) {
      throw statementError('until-past', {}, [{ path: 'until', message: '委托期限应在今天之后、一年以内' }]);
    }
  }
  const command = { commandId, action: 'screening:nameDeputy', subjectId: place.id };
  await writeOnce(ctx, command, async (tx) => {
    await endDeputy(tx, place.id);
    if (named && until !== null) {
      const { id, name } = named;
      await insertDeputy(tx, { id: commandId, enterpriseId: place.id, userId: id, userName: name, reason, until });
    }
    tx.record({
      id: commandId,
      action: command.action,
      subject: { kind: 'commitmentDeputy', id: place.id },
      data: { userId, name: named?.name ?? null, reason, until },
      placement: placementOf(tx, place),
    });
  });
  return { deputy: (await findDeputy(ctx, place.id)) ?? null };
}

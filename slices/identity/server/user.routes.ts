import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/user.contract.ts';
import { keepNowhere } from './account.routes.ts';
import {
  createUser,
  disableUser,
  enableUser,
  removeTotp,
  resetPassword,
  unlockUser,
  updateUser,
} from './user.actions.ts';
import { presentUser, presentUserRows } from './user.presenter.ts';
import { countUsers, findUser, listUsers } from './user.queries.ts';

/** @throws app/not-found */
async function getUser(ctx: Ctx, id: string): Promise<contracts.User> {
  const user = await findUser(ctx, id);
  if (!user) throw appError('not-found', { what: '这位用户' });
  return presentUser(ctx, user);
}

export const userRoutes = [
  route(contracts.listUsers, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listUsers(ctx, query);
    return { rows: await presentUserRows(ctx, rows), nextCursor };
  }),
  route(contracts.countUsers, ({ ctx, query }) => countUsers(ctx, query)),
  route(contracts.getUser, ({ ctx, params }) => getUser(ctx, params.id)),

  route(contracts.createUser, async ({ ctx, body, raw }) => {
    keepNowhere(raw);
    const temporaryPassword = await createUser(ctx, body);
    return { user: await getUser(ctx, body.id), temporaryPassword };
  }),
  route(contracts.updateUser, async ({ ctx, params, body }) => {
    await updateUser(ctx, params.id, body);
    return getUser(ctx, params.id);
  }),
  route(contracts.disableUser, async ({ ctx, params, body }) => {
    await disableUser(ctx, params.id, body);
    return getUser(ctx, params.id);
  }),
  route(contracts.enableUser, async ({ ctx, params, body }) => {
    await enableUser(ctx, params.id, body);
    return getUser(ctx, params.id);
  }),
  route(contracts.unlockUser, async ({ ctx, params, body }) => {
    await unlockUser(ctx, params.id, body);
    return getUser(ctx, params.id);
  }),
  route(contracts.resetPassword, async ({ ctx, params, body, raw }) => {
    keepNowhere(raw);
    const temporaryPassword = await resetPassword(ctx, params.id, body);
    return { user: await getUser(ctx, params.id), temporaryPassword };
  }),
  route(contracts.removeTotp, async ({ ctx, params, body }) => {
    await removeTotp(ctx, params.id, body);
    return getUser(ctx, params.id);
  }),
];

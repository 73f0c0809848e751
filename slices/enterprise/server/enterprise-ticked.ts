import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { eachTicked } from '@zhiben/platform/server/ticked.ts';
import { getBody } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import * as contracts from '../domain/enterprise-ticked.contract.ts';
import { editEnterprise, transferEnterprise } from './enterprise.actions.ts';
import { type EnterpriseFile, listFiles } from './enterprise.queries.ts';

/** What is done to many enterprises at once: by the commands of one, each checked and recorded by itself. */
export const enterpriseTickedRoutes = [
  route(contracts.transferTicked, ({ ctx, body: { division, reason, effectiveOn, ...ticked } }) =>
    each(ctx, ticked, async ({ id, version }, commandId) => {
      const sent = { commandId, version, division, reason, effectiveOn };
      const { openHazards, exact } = await transferEnterprise(ctx, id, sent);
      if (openHazards === 0) return '';
      return `${openHazards}${exact ? '' : ' 余'} 条办理中的隐患仍由原属地跟踪`;
    }),
  ),
  route(contracts.superviseTicked, async ({ ctx, body: { bodyId, role, basis, effectiveOn, ...ticked } }) => {
    if (!(await getBody(ctx, bodyId))) throw appError('not-found', { what: '这个部门' });
    return each(ctx, ticked, async (file, commandId) => {
      const changes =
        role === 'competent'
          ? { supervisingBodyId: bodyId }
          : { oversightBodyIds: [...new Set([...file.oversightBodyIds, bodyId])] };
      await editEnterprise(ctx, file.id, { commandId, version: file.version, changes, basis, effectiveOn });
      return '';
    });
  }),
];

type Ticked = Pick<z.output<typeof contracts.superviseTicked.body>, 'commandId' | 'ids'>;

async function each(
  ctx: Ctx,
  ticked: Ticked,
  act: (file: EnterpriseFile, commandId: string) => Promise<string>,
): Promise<{ rows: contracts.TickedEnterprise[] }> {
  const outcomes = await eachTicked(ctx, ticked, await listFiles(ctx, ticked.ids), '这家企业', act);
  return { rows: outcomes.map(({ id, record, done, note }) => ({ id, name: record?.name ?? null, done, note })) };
}

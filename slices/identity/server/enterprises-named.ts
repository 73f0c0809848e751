import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { HandlerArgs } from '@zhiben/platform/server/slice.ts';
import { listEnterprises } from '@zhiben/slices/enterprise/domain';
import { enterpriseSlice } from '@zhiben/slices/enterprise/server';
import type { NamedEnterprise } from '../domain/user-import.rules.ts';

/**
 * The enterprises in the actor's scope that bear one of these names or credit codes. Asked through the list that the
 * enterprise slice announces, one search a text; a look-up of many at once would have to be announced there.
 */
export async function enterprisesNamed(ctx: Ctx, texts: ReadonlySet<string>): Promise<NamedEnterprise[]> {
  const list = enterpriseSlice.routes.find(({ contract }) => contract === listEnterprises);
  if (!list) throw new Error('the enterprise slice announces its list');
  const found = new Map<string, NamedEnterprise>();
  for (const text of texts) {
    const query = { q: text.slice(0, 60), limit: 200 };
    const page = listEnterprises.response.parse(await list.run({ ctx, query } as unknown as HandlerArgs<never>));
    for (const enterprise of page.rows) {
      if (enterprise.name === text || enterprise.creditCode === text) found.set(enterprise.id, enterprise);
    }
  }
  return [...found.values()];
}

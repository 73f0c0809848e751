import { appError } from '@zhiben/platform/domain/errors.ts';
import { defineSlice, EVERYONE, route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/enterprise.contract.ts';
import { maskPhone, seesPhone } from '../domain/enterprise.policy.ts';
import { countEnterprises, findEnterprise, listEnterprises } from './enterprise.queries.ts';

export {
  findEnterprise,
  getEnterpriseName,
  insertEnterprises,
  listEnterprises,
  type NewEnterprise,
} from './enterprise.queries.ts';

export const enterpriseSlice = defineSlice({
  name: 'enterprise',
  permissions: { 'enterprise:read': EVERYONE },
  routes: [
    route(contracts.listEnterprises, ({ ctx, query }) => listEnterprises(ctx, query)),
    route(contracts.countEnterprises, ({ ctx, query }) => countEnterprises(ctx, query)),
    route(contracts.getEnterprise, async ({ ctx, params }) => {
      const enterprise = await findEnterprise(ctx, params.id);
      if (!enterprise) throw appError('not-found', { what: '这家企业' });
      const { principalPhone, createdAt } = enterprise;
      return {
        ...enterprise,
        principalPhone: seesPhone(ctx.actor) ? principalPhone : maskPhone(principalPhone),
        createdAt: createdAt.toISOString(),
      };
    }),
  ],
});

import { defineErrors } from '../../domain/errors.ts';
import { forgetView, listSavedViews, saveView } from '../../domain/views.contract.ts';
import { defineSlice, EVERYONE, route } from '../slice.ts';
import { countOtherViews, deleteView, listViews, upsertView } from './views.queries.ts';

const MOST_VIEWS = 30;

const viewError = defineErrors('view', {
  'too-many': {
    status: 422,
    when: 'a person keeps more views of a list than tabs can show',
    say: (d: { limit: number }) => `一张清单最多保存 ${d.limit} 个视图，请先删除不用的。`,
  },
});

/**
 * Views of lists, each person's own: nobody else reads or changes them, so no scope beyond the user id applies, and
 * they leave no trace in the audit chain.
 */
export const viewsSlice = defineSlice({
  name: 'view',
  routes: [
    route(listSavedViews, async ({ ctx, query }) => ({ views: await listViews(ctx.db, ctx.actor, query.list) })),
    route(saveView, async ({ ctx, params, body }) => {
      const others = await countOtherViews(ctx.db, ctx.actor, body);
      if (others >= MOST_VIEWS) throw viewError('too-many', { limit: MOST_VIEWS });
      await upsertView(ctx.db, ctx.actor, { id: params.id, ...body }, ctx.clock.now());
      return { views: await listViews(ctx.db, ctx.actor, body.list) };
    }),
    route(forgetView, async ({ ctx, params }) => {
      await deleteView(ctx.db, ctx.actor, params.id);
      return {};
    }),
  ],
  permissions: { 'view:own': EVERYONE },
});

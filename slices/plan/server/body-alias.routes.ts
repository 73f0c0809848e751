import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { listBodies } from '@zhiben/slices/division/server';
import * as contracts from '../domain/body-alias.contract.ts';
import { isLearnable, suggestAliases } from '../domain/body-alias.rules.ts';
import { type BodyMatch, matchBodies, SHIPPED_WORDS } from '../domain/body-matching.rules.ts';
import { addBodyAlias, changeBodyAlias, removeBodyAlias } from './body-alias.actions.ts';
import { listActorWords, listAliases } from './body-alias.queries.ts';

export const bodyAliasRoutes = [
  route(contracts.listBodyAliases, ({ ctx }) => presentAliases(ctx)),
  route(contracts.addBodyAlias, ({ ctx, body }) => addBodyAlias(ctx, body)),
  route(contracts.changeBodyAlias, ({ ctx, params, body }) => changeBodyAlias(ctx, params.id, body)),
  route(contracts.removeBodyAlias, ({ ctx, params, body }) => removeBodyAlias(ctx, params.id, body)),
];

async function presentAliases(ctx: Ctx) {
  const [aliases, bodies, tasks] = [await listAliases(ctx), await listBodies(ctx), await listActorWords(ctx)];
  const matches = new Map<string, BodyMatch>();
  const matchOf = (phrase: string) => {
    const match = matches.get(phrase) ?? matchBodies(phrase, bodies, { aliases });
    matches.set(phrase, match);
    return match;
  };
  const settled = new Set(aliases.map((alias) => alias.phrase));
  const isUnknown = (phrase: string) => {
    const { named, groups, onEnterprises } = matchOf(phrase);
    return isLearnable(phrase) && !settled.has(phrase) && !onEnterprises && named.length === 0 && groups.length === 0;
  };
  const counts = new Map<string, number>();
  for (const phrase of tasks.flatMap((task) => task.phrases).filter(isUnknown)) {
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  const assigned = tasks.filter((task) => task.bodyIds.length > 0);
  const learned = suggestAliases(assigned, (phrase) => (isUnknown(phrase) ? [] : [phrase]));
  return {
    shipped: SHIPPED_WORDS.map(({ phrase, kinds }) => ({ phrase, bodyKinds: [...kinds] })),
    rows: aliases.map(({ taskId, label, setAt, ...alias }) => ({
      ...alias,
      setAt: setAt.toISOString(),
      learnedFrom: taskId === null ? null : { taskId, label: label ?? '' },
    })),
    unknown: [...counts]
      .map(([phrase, count]) => {
        const lesson = learned.find((one) => one.phrase === phrase);
        return { phrase, tasks: count, bodyIds: [...(lesson?.bodyIds ?? [])], taskIds: [...(lesson?.taskIds ?? [])] };
      })
      .sort((a, b) => b.bodyIds.length - a.bodyIds.length || b.tasks - a.tasks || a.phrase.localeCompare(b.phrase)),
  };
}

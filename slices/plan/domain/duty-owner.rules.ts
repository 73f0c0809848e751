import type { BodyAlias } from './body-alias.rules.ts';
import { type KnownBody, matchBodies } from './body-matching.rules.ts';

interface Parties {
  readonly leadBodyId: string;
  readonly supportingBodyIds: readonly string[];
}

/**
 * Which bodies of a task owe one of its duties. Words that name bodies of the task, one by one or as a group (各乡镇),
 * put it on each of these; else it is the lead's.
 * @param aliases the county's own words
 */
export function dutyOwners(
  actor: string | null,
  task: Parties,
  bodies: readonly KnownBody[],
  aliases: readonly BodyAlias[],
): readonly string[] {
  if (actor === null) return [task.leadBodyId];
  const { named, groups } = matchBodies(actor, bodies, { aliases });
  const meant = new Set([...named, ...groups.flatMap((group) => group.bodyIds)]);
  const own = [task.leadBodyId, ...task.supportingBodyIds].filter((id) => meant.has(id));
  return own.length > 0 ? own : [task.leadBodyId];
}

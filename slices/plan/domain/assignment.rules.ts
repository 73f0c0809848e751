import type { BodyAlias } from './body-alias.rules.ts';
import { type BodyMatch, type KnownBody, matchBodies } from './body-matching.rules.ts';

/**
 * What a proposal rests on: a 牵头/责任单位 line; who the duties name; the subject of a sentence (各乡镇要…); a body
 * that the clause mentions somewhere.
 */
export type ProposalSource = 'tail' | 'actor' | 'subject' | 'mention';

/** Who might lead and support a task, and by which words. A person confirms. */
export interface AssignmentProposal {
  readonly leadBodyId: string | null;
  readonly supportingBodyIds: readonly string[];
  readonly source: ProposalSource | null;
  /** The words it rests on; none for a mention. */
  readonly phrases: readonly string[];
  /** The duty falls on enterprises; whoever leads has to press them. */
  readonly onEnterprises: boolean;
}

interface Clause {
  readonly text: string;
  /** Who the duties of the clause name, in order. */
  readonly actors: readonly string[];
}

/** Who a sentence says must act: what stands before its 要, 应当, 将. */
const SUBJECT = /(?:^|[。；;\n])[^。；;，,\n]{0,30}?((?:各|县|由)[^。；;，,\n]{1,40}?)(?:要|应当|应|将|负责|定期)/g;
const TAIL = /[（(【]?(牵头|责任|负责|主责|配合|协助|参与)(?:单位|部门)[：:]([^。；;）)】\n]+)/g;

/**
 * Proposes bodies for a clause. A line 牵头单位：… 责任单位：… decides; else the actors of its duties; else bodies that
 * its text names. A group (各乡镇) is led by the campaign's owner and carried out by its members.
 */
export function proposeAssignment(
  clause: Clause,
  bodies: readonly KnownBody[],
  ownerBodyId: string,
  aliases: readonly BodyAlias[] = [],
): AssignmentProposal {
  const tails = [...clause.text.matchAll(TAIL)].map(([, role = '', words = '']) => ({ role, words }));
  const ranked = [...tails.filter((t) => /牵头|主责/.test(t.role)), ...tails.filter((t) => !/牵头|主责/.test(t.role))];
  const onEnterprises =
    clause.actors.length > 0 && clause.actors.every((actor) => matchBodies(actor, bodies, { aliases }).onEnterprises);
  const attempts = [
    { source: 'tail' as const, phrases: ranked.map((tail) => tail.words), prose: false },
    { source: 'actor' as const, phrases: [...new Set(clause.actors)], prose: false },
    { source: 'subject' as const, phrases: [...clause.text.matchAll(SUBJECT)].map((m) => m[1] ?? ''), prose: false },
    { source: 'mention' as const, phrases: [clause.text], prose: true },
  ];
  for (const { source, phrases, prose } of attempts) {
    const matches = phrases.map((phrase) => matchBodies(phrase, bodies, { prose, aliases }));
    const chosen = choose(matches, ownerBodyId);
    if (chosen) return { ...chosen, source, phrases: source === 'mention' ? [] : phrases, onEnterprises };
  }
  return { leadBodyId: null, supportingBodyIds: [], source: null, phrases: [...new Set(clause.actors)], onEnterprises };
}

function choose(matches: readonly BodyMatch[], ownerBodyId: string) {
  const named = [...new Set(matches.flatMap((match) => match.named))];
  const grouped = matches.flatMap((match) => match.groups.flatMap((group) => group.bodyIds));
  const leadBodyId = named[0] ?? (grouped.length > 0 ? ownerBodyId : null);
  if (leadBodyId === null) return null;
  const supporting = new Set([...named, ...grouped]);
  supporting.delete(leadBodyId);
  return { leadBodyId, supportingBodyIds: [...supporting] };
}

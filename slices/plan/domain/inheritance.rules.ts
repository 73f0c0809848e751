import { bestPairs, type ComparedClause, likenesses } from './likeness.rules.ts';
import type { Coverage, InheritanceState, InheritedClause } from './lineage.contract.ts';
import { findContradictions, PROPOSED_FROM } from './lineage.rules.ts';
import type { PlanClause } from './plan-clauses.ts';

/** What a person said of a clause of the higher plan. `clause` is empty where it is waived. */
export interface ClauseLink {
  readonly parentClause: string;
  readonly clause: string;
  readonly decision: 'confirmed' | 'refused' | 'waived';
  readonly reason: string;
}

interface Pair {
  readonly above: readonly PlanClause[];
  readonly below: readonly PlanClause[];
  readonly links: readonly ClauseLink[];
  /** Clauses of the higher plan that are owed here; null: all. */
  readonly owed: ReadonlySet<string> | null;
  /** Whether to look for likely counterparts; counting what people confirmed needs none. */
  readonly propose: boolean;
}

/**
 * Each clause of the higher plan with what answers it: confirmed counterparts, else the most alike clause as a
 * proposal, else a gap. Decisions on clauses that a later reading no longer has are passed over.
 */
export function inheritClauses({ above, below, links, owed, propose }: Pair): InheritedClause[] {
  const belowByKey = new Map(below.map((clause) => [clause.key, clause]));
  const alike = propose ? likenesses(above.map(compared), below.map(compared), PROPOSED_FROM / 2) : [];
  const scores = new Map(alike.map(({ a, b, score }) => [pairKey(above[a]?.key, below[b]?.key), score]));
  const refused = new Set(links.filter((l) => l.decision === 'refused').map((l) => pairKey(l.parentClause, l.clause)));
  const settled = new Set(links.filter((l) => l.decision !== 'refused').map((l) => l.parentClause));
  const proposals = new Map(
    bestPairs(
      alike.filter(({ a, b, score }) => {
        const [from, to] = [above[a]?.key, below[b]?.key];
        return score >= PROPOSED_FROM && !settled.has(from ?? '') && !refused.has(pairKey(from, to));
      }),
    ).map(({ a, b }) => [above[a]?.key, below[b]?.key]),
  );

  return above.map((clause) => {
    const { key, path, label, text } = clause;
    const own = links.filter((link) => link.parentClause === key);
    const waived = own.find((link) => link.decision === 'waived');
    const confirmed = own.filter((link) => link.decision === 'confirmed' && belowByKey.has(link.clause));
    const proposed = waived ? undefined : proposals.get(key);
    const keys = confirmed.length > 0 ? confirmed.map((link) => link.clause) : proposed ? [proposed] : [];
    const answers = keys.flatMap((k) => belowByKey.get(k) ?? []);
    return {
      key,
      path: [...path],
      label,
      text,
      state: stateOf({
        confirmed: confirmed.length > 0,
        waived: waived !== undefined,
        owed: owed?.has(key) ?? true,
        proposed: proposed !== undefined,
      }),
      links: keys.map((k) => ({ clause: k, score: scores.get(pairKey(key, k)) ?? 0, confirmed: confirmed.length > 0 })),
      contradictions:
        answers.length === 0
          ? []
          : findContradictions(
              clause.duties,
              answers.flatMap((answer) => answer.duties),
            ),
      reason: waived?.reason ?? '',
    };
  });
}

function stateOf(is: { confirmed: boolean; waived: boolean; owed: boolean; proposed: boolean }): InheritanceState {
  if (is.confirmed) return 'confirmed';
  if (is.waived) return 'waived';
  if (is.proposed) return 'proposed';
  return is.owed ? 'gap' : 'notOwed';
}

/** How far the clauses are carried out, by what people confirmed; likeness alone counts for nothing. */
export function coverageOf(rows: readonly InheritedClause[], owed: ReadonlySet<string> | null): Coverage {
  const owing = rows.filter((row) => owed?.has(row.key) ?? true);
  const count = (state: InheritanceState) => owing.filter((row) => row.state === state).length;
  const [confirmed, waived] = [count('confirmed'), count('waived')];
  return {
    owed: owing.length,
    confirmed,
    waived,
    open: owing.length - confirmed - waived,
    contradicting: rows.filter((row) => row.state === 'confirmed' && row.contradictions.length > 0).length,
  };
}

const compared = ({ label, text }: PlanClause): ComparedClause => ({ heading: label, text });

function pairKey(above: string | undefined, below: string | undefined): string {
  return `${above ?? ''}\n${below ?? ''}`;
}

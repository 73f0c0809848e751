import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { LadderStep } from './proposal.contract.ts';
import type { PaperKind, ProposalStatus, Status } from './supervision.terms.ts';
import { rungsOf, speaksFrom } from './trigger.rules.ts';
import type { PressedHazard, TriggerRule } from './trigger.types.ts';

interface IssuedPaper {
  readonly id: string;
  readonly kind: PaperKind;
  readonly status: Status;
  readonly number: string | null;
}

interface Proposed {
  readonly ruleCode: string;
  readonly status: ProposalStatus;
}

/**
 * The steps against a slow hazard, from mild to strong: what was done, what is proposed, what comes next and from which
 * day. @param papers of the hazard that are not withdrawn
 */
export function ladderOf(
  rules: readonly TriggerRule[],
  hazard: PressedHazard,
  papers: readonly IssuedPaper[],
  proposals: readonly Proposed[],
  today: LocalDate,
): LadderStep[] {
  const rungs = rungsOf(rules)
    .filter(({ rule, grade }) => rule.ladder === 'enterprise' && grade === hazard.grade)
    .toSorted((a, b) => a.from - b.from);
  const isRunning = hazard.isOpen && hazard.dueOn !== null && hazard.phase !== null;
  const steps = rungs.map((rung): LadderStep => {
    const { rule } = rung;
    const kind = rule.paper as PaperKind;
    const runs = isRunning && rule.when.phases?.includes(hazard.phase as never) === true;
    const fromOn = runs ? speaksFrom(rung, hazard.dueOn as LocalDate) : null;
    const paper = papers.find((one) => one.kind === kind);
    const proposed = proposals.find(({ ruleCode }) => ruleCode === rule.code);
    const state = (): LadderStep['state'] => {
      if (paper) return ['draft', 'submitted', 'approved'].includes(paper.status) ? 'drafted' : 'done';
      if (proposed?.status === 'open') return 'proposed';
      if (proposed?.status === 'dismissed') return 'dismissed';
      if (fromOn === null) return 'waiting';
      return fromOn <= today ? 'passed' : 'next';
    };
    return {
      ruleCode: rule.code,
      name: rule.name,
      paperKind: kind,
      source: rule.source,
      fromOn,
      state: state(),
      paperId: paper?.id ?? null,
      paperNumber: paper?.number ?? null,
    };
  });
  return steps;
}

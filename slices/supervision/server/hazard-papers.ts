import { localDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { findHazard } from '@zhiben/slices/hazard/server';
import { ladderOf } from '../domain/ladder.rules.ts';
import { issuableBy } from '../domain/paper.policy.ts';
import type { HazardPapers } from '../domain/proposal.contract.ts';
import { phaseOf } from '../domain/subject.rules.ts';
import { RUNNING } from '../domain/supervision.terms.ts';
import { groundFor } from '../domain/trigger.rules.ts';
import { paperActor } from './paper.actions.ts';
import { listPapers } from './paper.queries.ts';
import { listProposalsFor } from './proposal.queries.ts';
import { findRules } from './settings.queries.ts';

const ENDED: readonly string[] = ['closed', 'dismissed', 'referred', 'shutDown'];

/** How a hazard is pressed: papers, ladder, plates, and what the rules of treatment advise. @throws app/not-found */
export async function hazardPapers(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, id: string): Promise<HazardPapers> {
  const hazard = await findHazard(ctx, id);
  if (!hazard) throw appError('not-found', { what: '这条隐患' });
  const isRegulator = ctx.actor.scope.enterpriseId === null;
  const [{ rows: all }, rules, proposals, actor] = await Promise.all([
    listPapers(ctx, { group: 'all', subjectId: id, sort: '-changed', limit: 100 }),
    isRegulator ? findRules(ctx) : [],
    isRegulator ? listProposalsFor(ctx, id) : [],
    paperActor(ctx),
  ]);
  const papers = all.filter(({ status }) => status !== 'withdrawn');
  const listings = papers.flatMap(({ level, status, number, id: paperId }) =>
    level && number && (RUNNING as readonly string[]).includes(status) ? [{ level, number, paperId }] : [],
  );
  // What is weighed against an enterprise is the regulators' until it is issued; the origin may be a tip-off.
  if (!isRegulator) return { papers: all, steps: [], advice: [], listings, kinds: [] };
  const on = today(ctx.clock);
  const pressed = {
    grade: hazard.grade,
    channel: hazard.channel,
    phase: phaseOf(hazard.status),
    dueOn: hazard.dueOn,
    returnedCount: hazard.returnedCount,
    confirmedOn: hazard.confirmedAt && localDate(new Date(hazard.confirmedAt)),
    isOpen: !ENDED.includes(hazard.status),
  };
  const advising = rules.filter(({ enabled, advice }) => enabled && advice !== undefined);
  // What was found to be no hazard is nobody's to press.
  const mayDraft = actor.permissions.has('supervision:draft') && hazard.status !== 'dismissed';
  return {
    papers: all,
    listings,
    steps: hazard.grade === null ? [] : ladderOf(rules, pressed, papers, proposals, on),
    // Advice on treatment holds after closure too: that is when it is decided whether to punish.
    advice: advising.flatMap(({ advice = '', source, ...rule }) =>
      groundFor({ ...rule, source }, { ...pressed, isOpen: true }, on) ? [{ text: advice, source }] : [],
    ),
    kinds: mayDraft
      ? issuableBy(actor.bodyKind).filter((k) => k !== 'listedSupervision' || hazard.grade === 'major')
      : [],
  };
}

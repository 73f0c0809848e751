import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { eachTicked } from '@zhiben/platform/server/ticked.ts';
import { type Hazard, isListed, STATUS_NAMES } from '@zhiben/slices/hazard/domain';
import { listHazards, listStates } from '@zhiben/slices/hazard/server';
import type { Candidate, DraftedPlate } from '../domain/annual.contract.ts';
import { heaviest } from '../domain/annual.rules.ts';
import { supervisionError } from '../domain/supervision.errors.ts';
import { rungsOf, sayReason } from '../domain/trigger.rules.ts';
import { listPlated, lockForPlate } from './annual.queries.ts';
import { issuerOf } from './paper.actions.ts';
import { findPaper } from './paper.queries.ts';
import { draftByRecord } from './proposal.actions.ts';
import { listProposalsFor } from './proposal.queries.ts';
import { findRules } from './settings.queries.ts';
import { metByFact, metByTime, UNDER_WAY } from './sweep.ts';

/** Weighed ones are read in full by so many, until there are enough without a plate. */
const READ = 100;

const WHAT = '这条隐患';

/** The open majors without a plate for which the rules ask the gravest measures now, the gravest and oldest first. */
export async function listCandidates(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, limit: number): Promise<Candidate[]> {
  const on = today(ctx.clock);
  const rules = await findRules(ctx);
  const met = [
    ...(await metByTime(ctx, rungsOf(rules), on, ['major'])),
    ...(await metByFact(ctx, rules, on, ['major'])),
  ];
  const weighed = heaviest(met);
  const candidates: Candidate[] = [];
  for (let from = 0; from < weighed.length && candidates.length < limit; from += READ) {
    const batch = weighed.slice(from, from + READ);
    const ids = batch.map(({ subjectId }) => subjectId);
    const [plated, { rows }] = await Promise.all([
      listPlated(ctx, ids),
      listHazards(ctx, { group: 'all', ids, limit: READ }),
    ]);
    const hazards = new Map(rows.map((row) => [row.id, row]));
    for (const one of batch) {
      const hazard = hazards.get(one.subjectId);
      if (!hazard || plated.has(hazard.id) || isListed(hazard)) continue;
      const { id, number, description, enterpriseName, division } = hazard;
      const { paperKind, source, sinceOn } = one;
      const rule = rules.find(({ code }) => code === one.ruleCode);
      const reason = sayReason(one, rule, on);
      candidates.push({ id, number, description, enterpriseName, division, paperKind, reason, source, sinceOn });
    }
  }
  return candidates.slice(0, limit);
}

/** Drafts a plate of the county for each ticked hazard. @throws app/not-found, supervision/not-yours */
export async function draftPlates(
  ctx: Ctx,
  ticked: { readonly commandId: string; readonly ids: readonly string[] },
): Promise<DraftedPlate[]> {
  const hazards = await listStates(ctx, ticked.ids);
  if (hazards.length === 0) throw appError('not-found', { what: WHAT });
  await issuerOf(ctx, 'listedSupervision');
  const papers = new Map<string, string>();
  const outcomes = await eachTicked(ctx, ticked, hazards, WHAT, async (hazard, commandId) => {
    await draftPlate(ctx, hazard, commandId);
    papers.set(hazard.id, commandId);
    return '';
  });
  return outcomes.map(({ id, record, done, note }) => ({
    id,
    number: record?.number ?? null,
    paperId: papers.get(id) ?? null,
    done,
    note,
  }));
}

/** The command's id is the paper's too: sent again it finds the paper. */
async function draftPlate(ctx: Ctx, hazard: Hazard, id: string): Promise<void> {
  if (await findPaper(ctx, id)) return;
  const { status } = hazard;
  if (!UNDER_WAY.includes(status)) throw supervisionError('nothing-to-list', { status: STATUS_NAMES[status] });
  const proposals = await listProposalsFor(ctx, hazard.id);
  const proposal = proposals.find((one) => one.status === 'open' && one.paperKind === 'listedSupervision');
  const about = { id, kind: 'listedSupervision', subjectKind: 'hazard', subjectId: hazard.id } as const;
  await draftByRecord(ctx, about, {
    commandId: id,
    ...(proposal && { proposal }),
    check: async (tx) => {
      await lockForPlate(tx, hazard.id);
      const hangs = isListed(hazard) || (await listPlated(tx, [hazard.id])).size > 0;
      if (hangs) throw supervisionError('plate-exists', {});
    },
  });
}

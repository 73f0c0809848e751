import { today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countOpenByEnterprise } from '@zhiben/slices/hazard/server';
import { computeGrade, DEFAULT_POLICY, DEFAULT_POLICY_SOURCE, type GradeFacts } from '../domain/grading.rules.ts';
import { findPolicy, listGradeFacts, listProposed, replaceProposals } from './grading.queries.ts';

const BATCH = 1000;
const FIRST = '00000000-0000-0000-0000-000000000000';
type HazardFacts = Pick<GradeFacts, 'openMajor' | 'overdue'>;
const NO_HAZARDS: HazardFacts = { openMajor: 0, overdue: 0 };

/** The policy in force, or what a county starts with. */
export async function currentPolicy(ctx: Pick<Ctx, 'db' | 'actor'>) {
  const set = await findPolicy(ctx);
  if (!set) return { version: 0, policy: DEFAULT_POLICY, source: DEFAULT_POLICY_SOURCE, setAt: null, setByName: null };
  const { version, policy, source } = set;
  return { version, policy, source, setAt: set.set_at.toISOString(), setByName: set.set_by_name };
}

/** What an enterprise would be graded now, point by point; undefined where it is closed or merged away. */
export async function gradeNow(ctx: Ctx, id: string) {
  const on = today(ctx.clock);
  const [[facts], hazards, { policy }] = await Promise.all([
    listGradeFacts(ctx, on, { ids: [id] }),
    countOpenByEnterprise(ctx, [id]),
    currentPolicy(ctx),
  ]);
  return facts && { ...computeGrade({ ...facts, ...(hazards.get(id) ?? NO_HAZARDS) }, policy, on), base: policy.base };
}

/** Computes some files anew. @returns how many proposals came or went */
export async function recompute(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const [hazards, facts] = await Promise.all([
    countOpenByEnterprise(ctx, ids),
    listGradeFacts(ctx, today(ctx.clock), { ids }),
  ]);
  return propose(ctx, facts, hazards);
}

/**
 * Computes the whole county anew: hazards are counted in one question, files in batches of a transaction each. Running
 * twice changes nothing the second time.
 */
export async function recomputeAll(ctx: Ctx): Promise<number> {
  const hazards = await countOpenByEnterprise(ctx);
  const on = today(ctx.clock);
  let changed = 0;
  for (let after = FIRST; ; ) {
    const facts = await listGradeFacts(ctx, on, { after, limit: BATCH });
    changed += await propose(ctx, facts, hazards);
    const last = facts.at(-1);
    if (!last || facts.length < BATCH) return changed;
    after = last.id;
  }
}

type Facts = Awaited<ReturnType<typeof listGradeFacts>>;

/** Writes a proposal where the computed grade is not the one in force, and takes away what no longer holds. */
async function propose(ctx: Ctx, facts: Facts, hazards: ReadonlyMap<string, HazardFacts>): Promise<number> {
  if (facts.length === 0) return 0;
  const on = today(ctx.clock);
  const { policy, version } = await currentPolicy(ctx);
  const standing = new Map(
    (
      await listProposed(
        ctx,
        facts.map(({ id }) => id),
      )
    ).map((row) => [row.enterpriseId, row]),
  );
  const gone: string[] = [];
  const rows: Parameters<typeof replaceProposals>[2][number][] = [];
  for (const fact of facts) {
    const computed = computeGrade({ ...fact, ...(hazards.get(fact.id) ?? NO_HAZARDS) }, policy, on);
    const before = standing.get(fact.id);
    const isDue = computed.grade !== fact.grade;
    const isSame = before && isDue && JSON.stringify(sorted(before.points)) === JSON.stringify(sorted(computed.points));
    if (isSame && before.policyVersion === version) continue;
    if (before) gone.push(before.id);
    if (!isDue) continue;
    const { id, division, industry } = fact;
    const { score, grade, points } = computed;
    rows.push({
      id: newId(),
      enterpriseId: id,
      division,
      industry,
      base: policy.base,
      score,
      proposed: grade,
      points,
      policyVersion: version,
    });
  }
  if (gone.length + rows.length === 0) return 0;
  await ctx.transaction(async (tx) => {
    await replaceProposals(tx, gone, rows);
    const proposed = rows.map(({ enterpriseId, score, proposed: grade }) => [enterpriseId, score, grade]);
    const id = newId();
    tx.record({
      id,
      action: 'enterprise:grade',
      subject: { kind: 'grading', id },
      data: { policyVersion: version, proposed },
    });
  });
  return gone.length + rows.length;
}

/** Keys in one order: jsonb does not keep the order in which they were written. */
const sorted = (points: unknown) =>
  (points as Record<string, unknown>[]).map((point) => Object.entries(point).sort(([a], [b]) => (a < b ? -1 : 1)));

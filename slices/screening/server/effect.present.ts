import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countEnterprises, findEnterprise, findEnterprises, listEnterprises } from '@zhiben/slices/enterprise/server';
import type { z } from 'zod';
import type * as contracts from '../domain/effect.contract.ts';
import type { EffectFacts, EffectFilter, EffectSum } from '../domain/effect.contract.ts';
import { mayConfigureEffect, mayRefresh, mayVeto } from '../domain/effect.policy.ts';
import { computeEffect, effectOfPlace, nextSteps } from '../domain/effect.rules.ts';
import { effectError } from '../domain/effect.terms.ts';
import { currentMonth, daysOver } from '../domain/effect-month.rules.ts';
import { sayTests } from '../domain/integrity.terms.ts';
import { asCounty, computeEffects, shareFacts } from './effect.compute.ts';
import { currentSettings, listSettings, listVetoes } from './effect.queries.ts';
import {
  courseOfEnterprise,
  courseOfSums,
  type ListFilter,
  listEffects,
  type SumRow,
  sumEffects,
  sumTests,
} from './effect-list.queries.ts';

const monthOf = (ctx: Pick<Ctx, 'clock'>, month?: string) => month ?? currentMonth(today(ctx.clock));

/** The county's view, from the maintained figures alone. */
export async function presentCountyEffect(ctx: Ctx, query: z.output<typeof contracts.getCountyEffect.query>) {
  const { month: asked, ...place } = query;
  const month = monthOf(ctx, asked);
  const [rows, tests, course, operating, { settings, basis }] = await Promise.all([
    sumEffects(ctx, month, place),
    sumTests(ctx, month, place),
    courseOfSums(ctx, month, place),
    countEnterprises(ctx, { status: 'operating', ...place } as Parameters<typeof countEnterprises>[1]),
    currentSettings(ctx),
  ]);
  const by = (keyOf: (row: SumRow) => string) =>
    [...grouped(rows, keyOf)].map(([code, own]) => addUp(code, own)).sort(byEffect);
  return {
    month,
    operating,
    total: addUp('', rows),
    townships: by(({ township }) => township),
    industries: by(({ industry }) => industry),
    tests,
    course: course.map((row) => ({ month: row.month, enterprises: row.enterprises, e: effectOf(row).e })),
    settings,
    basis,
    abilities: { configure: mayConfigureEffect(ctx.actor), refresh: mayRefresh(ctx.actor) },
  };
}

function grouped(rows: readonly SumRow[], keyOf: (row: SumRow) => string): Map<string, SumRow[]> {
  const groups = new Map<string, SumRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** The lowest first; what is not comparable last. */
const byEffect = (x: EffectSum, y: EffectSum) => (x.e ?? 101) - (y.e ?? 101) || (x.code < y.code ? -1 : 1);

type Counts = Omit<SumRow, 'township' | 'industry'>;

function effectOf(row: Counts) {
  const { done, madeUp, missed, completed, due, counted, deductedA, deductedB } = row;
  return effectOfPlace({ planned: done + madeUp + missed, completed, due, accepted: counted, deductedA, deductedB });
}

function addUp(code: string, rows: readonly SumRow[]): EffectSum {
  const sum = (column: keyof Counts) => rows.reduce((total, row) => total + row[column], 0);
  const counts: Counts = {
    enterprises: sum('enterprises'),
    comparable: sum('comparable'),
    vetoed: sum('vetoed'),
    flagged: sum('flagged'),
    done: sum('done'),
    madeUp: sum('madeUp'),
    missed: sum('missed'),
    excluded: sum('excluded'),
    due: sum('due'),
    accepted: sum('accepted'),
    completed: sum('completed'),
    counted: sum('counted'),
    deductedA: sum('deductedA'),
    deductedB: sum('deductedB'),
  };
  return { code, ...counts, ...effectOf(counts) };
}

const MOST_NAMED = 2_000;

/** Words are looked up among the names of the register. @throws effect/words-too-common */
export async function listFilterOf(ctx: Ctx, { q, month, ...filter }: EffectFilter): Promise<ListFilter> {
  const base = { ...filter, month: monthOf(ctx, month) };
  if (!q) return base;
  const { division, industry } = filter;
  const named = await listEnterprises(ctx, { q, division, industry, limit: MOST_NAMED } as never);
  if (named.nextCursor !== null) throw effectError('words-too-common', { q, most: MOST_NAMED });
  return { ...base, ids: named.rows.map(({ id }) => id) };
}

export async function presentEffects(ctx: Ctx, query: z.output<typeof contracts.listEffects.query>) {
  const { cursor, limit, sort, ...filter } = query;
  const { rows, nextCursor } = await listEffects(ctx, await listFilterOf(ctx, filter), { cursor, limit, sort });
  const found = await findEnterprises(
    ctx,
    rows.map(({ id }) => id),
  );
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return {
    nextCursor,
    rows: rows.map((row) => {
      const { id, division, industry, a, b, e, vetoed, flags, done, madeUp, missed, excluded, due, accepted } = row;
      const slots = { done, madeUp, missed, excluded, due, accepted };
      const name = names.get(id) ?? '（已不在您的管辖范围内）';
      return {
        id,
        name,
        division,
        industry,
        a,
        b,
        e,
        vetoed,
        flags,
        ...slots,
        computedAt: row.computedAt.toISOString(),
      };
    }),
  };
}

const NOTHING: EffectFacts = {
  done: 0,
  madeUp: 0,
  missed: 0,
  excluded: 0,
  guarantorMissed: { principal: 0, technical: 0, operator: 0 },
  due: 0,
  accepted: 0,
  found: 0,
  overdueMajor: 0,
  vetoes: [],
};

/** One enterprise, computed afresh from its records. @throws app/not-found */
export async function presentEffect(ctx: Ctx, enterpriseId: string, asked?: string) {
  const enterprise = await findEnterprise(ctx, enterpriseId);
  if (!enterprise) throw appError('not-found', { what: '这家企业' });
  const month = monthOf(ctx, asked);
  const days = daysOver(month, today(ctx.clock));
  const [vetoes, course, { settings, version, basis }] = await Promise.all([
    listVetoes(ctx, enterpriseId, month),
    courseOfEnterprise(ctx, enterpriseId, month),
    currentSettings(ctx),
  ]);
  const { name, division, industry } = enterprise;
  const place = { enterpriseId, division, industry };
  const county = asCounty(ctx);
  const computed =
    days && (await computeEffects(county, [place], (await shareFacts(county, month, days, place)).shared))[0];
  const facts = computed?.facts ?? NOTHING;
  const result = computed?.result ?? computeEffect(NOTHING, settings);
  return {
    enterpriseId,
    enterpriseName: name,
    division,
    industry,
    month,
    from: days?.from ?? null,
    to: days?.to ?? null,
    facts,
    result,
    steps: nextSteps(result),
    tests: computed ? sayTests(computed.judged) : [],
    vetoes: vetoes.map(({ decidedAt, withdrawnAt, ...veto }) => ({
      ...veto,
      decidedAt: decidedAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
    settings,
    settingsVersion: version,
    basis,
    // What was kept last night may be behind what is computed now: one page says one number.
    course: course.map((row) => (row.month === month ? { month, e: result.e, a: result.a, b: result.b } : row)),
    abilities: { veto: mayVeto(ctx.actor), refresh: mayRefresh(ctx.actor) },
  };
}

export async function presentSettings(ctx: Ctx) {
  const [{ version, settings, basis }, history] = await Promise.all([currentSettings(ctx), listSettings(ctx)]);
  return {
    version,
    settings,
    basis,
    history: history.map(({ setAt, ...one }) => ({ ...one, setAt: setAt.toISOString() })),
    abilities: { configure: mayConfigureEffect(ctx.actor) },
  };
}

import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { listEnterprises } from '@zhiben/slices/enterprise/server';
import { hazardNumber, numberTyped, STATUS_NAMES } from '@zhiben/slices/hazard/domain';
import { listHazards } from '@zhiben/slices/hazard/server';
import { TASK_STATUS_NAMES } from '@zhiben/slices/plan/domain';
import { listPlans, listTasks } from '@zhiben/slices/plan/server';
import type { HitKind } from '../domain/overview.contract.ts';

const SHOWN = 5;

interface Hit {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly path: string;
}

interface Found<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** Records by free text, a few of each kind, each kind by its own slice and in the actor's scope. */
export async function searchAll(ctx: Ctx, q: string) {
  const may = (permission: string) => ctx.actor.permissions.has(permission);
  const page = { q, limit: SHOWN };
  const groups = await Promise.all([
    may('enterprise:read') &&
      group('enterprise', listEnterprises(ctx, page), ({ id, name, creditCode, industry }) => {
        const note = [industryName(industry), creditCode].filter(Boolean).join(' · ');
        return { id, title: name, note, path: `/enterprises/${id}` };
      }),
    may('hazard:read') &&
      group('hazard', findHazards(ctx, q), (hazard) => {
        const { id, description, number, enterpriseName, status } = hazard;
        const note = [STATUS_NAMES[status], enterpriseName, number].join(' · ');
        return { id, title: firstSentence(description), note, path: `/hazards/${id}` };
      }),
    may('plan:read') &&
      group(
        'task',
        listTasks(ctx, { ...page, closed: 'any' }, today(ctx.clock)),
        ({ id, path, label, status, campaignName }) => {
          const note = [TASK_STATUS_NAMES[status], campaignName].join(' · ');
          return { id, title: `${path.join('')} ${label}`, note, path: `/tasks/${id}` };
        },
      ),
    may('plan:read') &&
      group('plan', listPlans(ctx, page), ({ id, title, docNumber, issuer }) => {
        return { id, title, note: [issuer, docNumber].filter(Boolean).join(' · '), path: `/plans/${id}` };
      }),
  ]);
  return {
    groups: groups.filter((found) => found !== false && found.hits.length > 0) as Exclude<
      (typeof groups)[number],
      false
    >[],
  };
}

/**
 * Hazards by their words, or by their number as people say it: whole, from the year on, or the serial alone. Other
 * letters and digits (a credit code, say) are no words of a hazard: looked for among a million they would take seconds.
 */
async function findHazards(ctx: Ctx, q: string): Promise<Found<ListedHazard>> {
  const { county } = ctx.actor;
  const find = (text: string) => listHazards(ctx, { q: text, group: 'all', limit: SHOWN });
  if (/\p{Script=Han}/u.test(q) || numberTyped(q, county) !== null) return find(q);
  if (!/^\d{1,6}$/.test(q)) return { rows: [], nextCursor: null };
  const thisYear = Number(today(ctx.clock).slice(0, 4));
  const years = Array.from({ length: SHOWN }, (_, i) => thisYear - i);
  const found = await Promise.all(years.map((year) => find(hazardNumber(county, year, Number(q)))));
  return { rows: found.flatMap(({ rows }) => rows), nextCursor: null };
}

type ListedHazard = Awaited<ReturnType<typeof listHazards>>['rows'][number];

async function group<Row>(kind: HitKind, found: Promise<Found<Row>>, hit: (row: Row) => Hit) {
  const { rows, nextCursor } = await found;
  return { kind, hits: rows.map(hit), hasMore: nextCursor !== null };
}

function firstSentence(text: string): string {
  return /^[^。；\n]+/.exec(text)?.[0] ?? text;
}

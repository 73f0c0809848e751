import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { LevelCounts } from '../domain/risk.contract.ts';
import { countFiles, countPoints, sumCounts } from './points.queries.ts';

const LEVELS = ['red', 'orange', 'yellow', 'blue', 'ungraded'] as const;
const none = (): LevelCounts => ({ red: 0, orange: 0, yellow: 0, blue: 0, ungraded: 0 });

function add(into: LevelCounts, row: LevelCounts): void {
  for (const level of LEVELS) into[level] += row[level];
}

/** The county's figures: grades from the maintained counts, what depends on today counted to its cap. */
export async function presentFigures(ctx: Ctx) {
  const [rows, enterprises, overdue, returned] = await Promise.all([
    sumCounts(ctx),
    countFiles(ctx),
    countPoints(ctx, { overdue: 'true' }),
    countPoints(ctx, { returned: 'true' }),
  ]);
  const total = none();
  const townships = new Map<string, LevelCounts>();
  const industries = new Map<string, LevelCounts>();
  const at = (map: Map<string, LevelCounts>, code: string): LevelCounts => {
    const found = map.get(code) ?? none();
    map.set(code, found);
    return found;
  };
  for (const row of rows) {
    add(total, row);
    add(at(townships, row.township), row);
    add(at(industries, row.industry), row);
  }
  const listed = (map: Map<string, LevelCounts>) =>
    [...map]
      .map(([code, counts]) => ({ code, ...counts }))
      .sort((a, b) => b.red - a.red || b.orange - a.orange || b.yellow - a.yellow || (a.code < b.code ? -1 : 1));
  return { total, townships: listed(townships), industries: listed(industries), enterprises, overdue, returned };
}

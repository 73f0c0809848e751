import type { Body } from '@zhiben/slices/division/domain';
import { INDUSTRY_CODES, type Industry } from './industries.ts';
import type { Duty, MatrixCell, MatrixRow } from './oversight.contract.ts';

export interface SetDuty {
  readonly industry: string;
  readonly bodyId: string;
  readonly duty: Duty;
  readonly source: string;
}

/** How many files of an industry name a body as competent; null where they name none. */
export interface DutyCount {
  readonly industry: string;
  readonly bodyId: string | null;
  readonly count: number;
}

const FROM_BODY = '机构登记的管辖行业';

/**
 * The matrix 行业 × 部门 of 三管三必须: what was decided by hand goes before the industries that a department has by its
 * registration. Holes, overlaps and files that contradict it are computed, never entered.
 */
export function dutyMatrix(
  bodies: readonly Pick<Body, 'id' | 'kind' | 'industries'>[],
  set: readonly SetDuty[],
  counts: readonly DutyCount[],
): MatrixRow[] {
  return INDUSTRY_CODES.map((industry) => {
    const own = counts.filter((count) => count.industry === industry);
    const filesOf = (bodyId: string | null) =>
      own.filter((count) => count.bodyId === bodyId).reduce((sum, { count }) => sum + count, 0);
    const cells = bodies.flatMap((body): MatrixCell[] => {
      const decided = set.find((one) => one.industry === industry && one.bodyId === body.id);
      const derived: Duty = body.kind === 'department' && body.industries?.includes(industry) ? 'competent' : 'none';
      const duty = decided?.duty ?? derived;
      const enterprises = filesOf(body.id);
      if (duty === 'none' && !decided && enterprises === 0) return [];
      const source = decided?.source ?? (derived === 'competent' ? FROM_BODY : '');
      return [{ bodyId: body.id, duty, source, isSet: decided !== undefined, enterprises }];
    });
    const competent = cells.filter(({ duty }) => duty === 'competent').length;
    const faults: MatrixRow['faults'] = [];
    if (competent === 0) faults.push('hole');
    if (competent > 1) faults.push('overlap');
    if (cells.some(({ duty, enterprises }) => duty !== 'competent' && enterprises > 0)) faults.push('mismatch');
    const enterprises = own.reduce((sum, { count }) => sum + count, 0);
    return { industry, enterprises, blind: filesOf(null), cells, faults };
  });
}

/** The one competent body of each industry that has exactly one. */
export function soleCompetent(rows: readonly MatrixRow[]): ReadonlyMap<Industry, string> {
  const found = new Map<Industry, string>();
  for (const { industry, cells } of rows) {
    const [only, other] = cells.filter(({ duty }) => duty === 'competent');
    if (only && !other) found.set(industry, only.bodyId);
  }
  return found;
}

import { divisionRange, type Scope } from '@zhiben/platform/domain/scope.ts';
import type { Body, Division } from '@zhiben/slices/division/domain';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { coversBody } from './dispatch.policy.ts';
import type { RowKind } from './form.types.ts';

/** Which records a row counts; null means all. */
export interface RowPlace {
  /** Code of a township or park. */
  readonly township: string | null;
  readonly industries: readonly string[] | null;
}

export interface RowSpec {
  readonly key: string;
  readonly kind: RowKind;
  readonly name: string;
  /** Who answers for the row; null where nobody does, or where the actor sees only a part of what that body answers for. */
  readonly bodyId: string | null;
  readonly place: RowPlace;
}

/** The row of industries that no department supervises, so that nothing drops out of the form unseen. */
export const UNSUPERVISED = 'unsupervised';

/**
 * The rows of a form as an actor sees them: the total, the departments by the industries they supervise, the townships
 * and parks by territory. A department may see its industries spread over the townships, and a township its territory
 * spread over the departments; those are parts, for which nobody answers.
 */
export function formRows(scope: Scope, bodies: readonly Body[], divisions: readonly Division[]): RowSpec[] {
  const whole = `${scope.county}000000`;
  const isWhole = scope.division === whole && scope.industries === null;
  const office = bodies.find(({ kind }) => kind === 'committeeOffice');
  const total: RowSpec = {
    key: 'total',
    kind: 'total',
    name: isWhole ? '全县合计' : '管辖范围合计',
    bodyId: isWhole ? (office?.id ?? null) : null,
    place: { township: null, industries: null },
  };
  return [total, ...departmentRows(scope, bodies), ...townshipRows(scope, bodies, divisions)];
}

function departmentRows(scope: Scope, bodies: readonly Body[]): RowSpec[] {
  const departments = bodies.filter(({ kind }) => kind === 'department');
  const seen = departments.filter(
    ({ industries }) => scope.industries === null || industries?.some((i) => scope.industries?.includes(i)),
  );
  const rows = seen.map((body): RowSpec => {
    const place = { township: null, industries: body.industries };
    return { ...named(body, scope), kind: 'department', key: body.id, place };
  });
  if (departments.some(({ industries }) => industries === null)) return rows;
  const supervised = new Set(departments.flatMap(({ industries }) => industries ?? []));
  const industries = INDUSTRY_CODES.filter((code) => !supervised.has(code));
  if (industries.length === 0) return rows;
  const place = { township: null, industries };
  return [...rows, { key: UNSUPERVISED, kind: 'department', name: '未明确主管部门', bodyId: null, place }];
}

function townshipRows(scope: Scope, bodies: readonly Body[], divisions: readonly Division[]): RowSpec[] {
  const { from, to } = divisionRange(scope.division);
  const territories = divisions.filter(({ kind }) => kind === 'township' || kind === 'park');
  const seen = territories.filter(({ code }) => code >= from && code < to);
  return seen.map(({ code, name }): RowSpec => {
    const body = bodies.find((b) => (b.kind === 'township' || b.kind === 'park') && b.division === code);
    const bodyId = body && coversBody(scope, body) ? body.id : null;
    return { key: code, kind: 'township', name, bodyId, place: { township: code, industries: null } };
  });
}

function named(body: Body, scope: Scope): Pick<RowSpec, 'name' | 'bodyId'> {
  return { name: body.shortName, bodyId: coversBody(scope, body) ? body.id : null };
}

/** Whether a record of a township and an industry counts in a row. */
export function inRow({ township, industries }: RowPlace, at: { township: string; industry: string }): boolean {
  return (township === null || township === at.township) && (industries?.includes(at.industry) ?? true);
}

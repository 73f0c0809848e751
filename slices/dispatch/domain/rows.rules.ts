import { divisionRange, type Scope } from '@zhiben/platform/domain/scope.ts';
import type { Body, Division } from '@zhiben/slices/division/domain';
import { coversBody } from './dispatch.policy.ts';
import type { RowKind } from './form.types.ts';

/** Some of a list of codes, or all but some. */
export type Choice = { readonly in: readonly string[] } | { readonly notIn: readonly string[] };

/** Which records a row counts; null means all. */
export interface RowPlace {
  readonly townships: Choice | null;
  readonly industries: Choice | null;
}

export interface RowSpec {
  readonly key: string;
  readonly kind: RowKind;
  readonly name: string;
  /** Who answers for the row; null where nobody does, or where the actor sees only a part of what that body answers for. */
  readonly bodyId: string | null;
  readonly place: RowPlace;
}

/** Rows for what no body answers for, so that nothing drops out of the form unseen. */
export const UNASSIGNED = { department: 'department:none', township: 'township:none' } as const;

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
    place: { townships: null, industries: null },
  };
  return [total, ...departmentRows(scope, bodies), ...townshipRows(scope, bodies, divisions)];
}

function departmentRows(scope: Scope, bodies: readonly Body[]): RowSpec[] {
  const departments = bodies.filter(({ kind }) => kind === 'department');
  const seen = departments.filter(
    ({ industries }) => scope.industries === null || industries?.some((i) => scope.industries?.includes(i)),
  );
  const rows = seen.map((body): RowSpec => {
    const industries = body.industries === null ? null : { in: body.industries };
    return { ...named(body, scope), kind: 'department', key: body.id, place: { townships: null, industries } };
  });
  if (departments.some(({ industries }) => industries === null)) return rows;
  const supervised = departments.flatMap(({ industries }) => industries ?? []);
  const place = { townships: null, industries: { notIn: [...new Set(supervised)] } };
  return [...rows, { key: UNASSIGNED.department, kind: 'department', name: '未明确主管部门', bodyId: null, place }];
}

function townshipRows(scope: Scope, bodies: readonly Body[], divisions: readonly Division[]): RowSpec[] {
  const { from, to } = divisionRange(scope.division);
  const territories = divisions.filter(({ kind }) => kind === 'township' || kind === 'park');
  const seen = territories.filter(({ code }) => code >= from && code < to);
  const rows = seen.map(({ code, name }): RowSpec => {
    const body = bodies.find((b) => (b.kind === 'township' || b.kind === 'park') && b.division === code);
    const place = { townships: { in: [code] }, industries: null };
    const bodyId = body && coversBody(scope, body) ? body.id : null;
    return { key: code, kind: 'township', name, bodyId, place };
  });
  if (scope.division !== `${scope.county}000000`) return rows;
  const place = { townships: { notIn: territories.map(({ code }) => code) }, industries: null };
  return [...rows, { key: UNASSIGNED.township, kind: 'township', name: '县直（未落到乡镇）', bodyId: null, place }];
}

function named(body: Body, scope: Scope): Pick<RowSpec, 'name' | 'bodyId'> {
  return { name: body.shortName, bodyId: coversBody(scope, body) ? body.id : null };
}

/** Whether a record of a township and an industry counts in a row. */
export function inRow({ townships, industries }: RowPlace, township: string, industry: string): boolean {
  return chosen(townships, township) && chosen(industries, industry);
}

function chosen(choice: Choice | null, code: string): boolean {
  if (choice === null) return true;
  return 'in' in choice ? choice.in.includes(code) : !choice.notIn.includes(code);
}

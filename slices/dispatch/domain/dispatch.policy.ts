import type { Actor } from '@zhiben/platform/domain/actor.ts';
import { divisionRange, type Scope } from '@zhiben/platform/domain/scope.ts';
import type { Body } from '@zhiben/slices/division/domain';
import type { RowKind } from './form.types.ts';
import type { ReportStatus } from './report.rules.ts';

type Answerer = Pick<Body, 'id' | 'kind' | 'division' | 'industries'>;

/** The row of the form that a body answers for; null for bodies that do not report. */
export function rowKindOf(body: Pick<Body, 'kind'>): RowKind | null {
  switch (body.kind) {
    case 'committeeOffice':
      return 'total';
    case 'department':
      return 'department';
    case 'township':
    case 'park':
      return 'township';
    case 'leadership':
      return null;
  }
}

/** Whether a scope reaches all that a body supervises: only then may one read or sign what the body reports. */
export function coversBody(scope: Scope, body: Pick<Body, 'division' | 'industries'>): boolean {
  if (scope.enterpriseId !== null) return false;
  const { from, to } = divisionRange(scope.division);
  if (body.division < from || body.division >= to) return false;
  // A body that supervises all industries is wider than any list of them.
  if (scope.industries === null) return true;
  return body.industries?.every((industry) => scope.industries?.includes(industry)) ?? false;
}

/** A body's own people sign for it; the committee office may sign for any, as it does for those without an account. */
export function canSubmit(actor: Actor, body: Answerer): boolean {
  if (!actor.permissions.has('dispatch:submit') || rowKindOf(body) === null) return false;
  return coversBody(actor.scope, body) && (actor.bodyId === body.id || actor.role === 'committeeClerk');
}

/** The office sends back what stands, once. */
export function canReturn(actor: Actor, latest: { readonly status: ReportStatus } | undefined): boolean {
  return actor.permissions.has('dispatch:return') && latest?.status === 'submitted';
}

import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import type * as contracts from '../domain/enterprise.contract.ts';
import type { Enterprise, EnterpriseChange, EnterpriseRow } from '../domain/enterprise.contract.ts';
import { FIELD_RULES, type FieldName } from '../domain/enterprise.fields.ts';
import { abilitiesOf, maskPhone, seesPhone } from '../domain/enterprise.policy.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';
import { findFile, type ListedEnterprise, listMergedIds } from './enterprise.queries.ts';
import { listChanges, listOrigins } from './enterprise-changes.queries.ts';
import { lapseDays } from './lapse.queries.ts';
import { listBansOn, listPapers, paperOf } from './papers.queries.ts';
import { findPending } from './proposals.queries.ts';

export function presentRow({ updatedKey: _, updatedAt, ...row }: ListedEnterprise): EnterpriseRow {
  return { ...row, updatedAt: updatedAt.toISOString() };
}

/** The whole file, following a merge to the file that was kept. @throws app/not-found outside the actor's scope */
export async function presentFile(ctx: Ctx, id: string): Promise<Enterprise> {
  const asked = await findFile(ctx, id);
  const file = asked?.mergedInto ? await findFile(ctx, asked.mergedInto) : asked;
  if (!file) throw appError('not-found', { what: '这家企业' });
  const on = today(ctx.clock);
  const { principalName, industry } = file;
  // For those who may act on it; an enterprise is told by its regulator.
  const seesBans = ctx.actor.permissions.has('enterprise:enter') && ctx.actor.scope.enterpriseId === null;
  const [origins, mergedIds, pending, ahead, bans] = await Promise.all([
    listOrigins(ctx, file.id),
    listMergedIds(ctx, file.id),
    findPending(ctx, file.id),
    lapseDays(ctx),
    seesBans ? listBansOn(ctx, { person: principalName, industry, on }) : [],
  ]);
  const papers = await listPapers(ctx, [file.id, ...mergedIds]);
  const seen = seesPhone(ctx.actor);
  const phone = (number: string) => (seen ? number : maskPhone(number));
  const { mergedInto, principalPhone, safetyManagerPhone, createdAt, updatedAt, ...rest } = file;
  const proposal = pending
    ? {
        id: pending.id,
        changes: hidden(pending.changes as Record<string, unknown>, seen),
        basis: pending.basis,
        effectiveOn: pending.effective_on,
        proposedAt: pending.proposed_at.toISOString(),
        proposedByName: pending.proposed_by_name,
      }
    : null;
  return {
    ...rest,
    principalPhone: phone(principalPhone),
    safetyManagerPhone: phone(safetyManagerPhone),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    origins: origins.map(({ field, source, at, ...origin }) => ({
      ...origin,
      field: field as EnterpriseChange['field'],
      source: source as EnterpriseChange['source'],
      at: at.toISOString(),
    })),
    papers: papers.map((paper) => paperOf(paper, on, ahead)),
    bansOnPrincipal: bans,
    proposal,
    mergedIds,
    redirectedFrom: file.id === id ? null : id,
    abilities: abilitiesOf(ctx.actor, { proposal, mergedInto }),
  };
}

const hidden = (changes: Record<string, unknown>, seen: boolean) =>
  Object.fromEntries(
    Object.entries(changes).map(([field, value]) => [
      field,
      !seen && FIELD_RULES[field as FieldName]?.personal ? maskPhone(String(value)) : value,
    ]),
  );

/** The history of a file in words. @throws app/not-found outside the actor's scope */
export async function presentChanges(
  ctx: Ctx,
  id: string,
  query: z.output<typeof contracts.listEnterpriseChanges.query>,
): Promise<{ rows: EnterpriseChange[]; nextCursor: string | null }> {
  if (!(await findFile(ctx, id))) throw appError('not-found', { what: '这家企业' });
  const [{ rows, nextCursor }, say] = await Promise.all([listChanges(ctx, id, query), fieldWords(ctx)]);
  return {
    nextCursor,
    rows: rows.map(({ key: _, field, before, after, at, source, ...row }) => ({
      ...row,
      field: field as EnterpriseChange['field'],
      label: fieldLabel(field),
      before: say(field, before),
      after: say(field, after),
      source: source as EnterpriseChange['source'],
      at: at.toISOString(),
    })),
  };
}

export const fieldLabel = (field: string) => (field === 'division' ? '属地' : FIELD_RULES[field as FieldName].label);

/** How values of fields read, for this viewer; null for empty. */
export async function fieldWords(ctx: Ctx): Promise<(field: string, value: unknown) => string | null> {
  const [divisions, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const places = new Map(divisions.map(({ code, name }) => [code, name]));
  const names = new Map(bodies.map(({ id, name }) => [id, name]));
  const seen = seesPhone(ctx.actor);
  const NAMES: Record<string, Readonly<Record<string, string>>> = {
    kind: ENTERPRISE_KIND_NAMES,
    status: ENTERPRISE_STATUS_NAMES,
    size: ENTERPRISE_SIZE_NAMES,
  };
  return (field, value) => {
    if (value === null || value === undefined || value === '') return null;
    if (field === 'division') return places.get(String(value)) ?? String(value);
    if (field === 'industry') return industryName(String(value));
    if (field === 'supervisingBodyId') return names.get(String(value)) ?? String(value);
    if (Array.isArray(value)) return value.map((id) => names.get(String(id)) ?? String(id)).join('、') || null;
    if (typeof value === 'boolean') return value ? '是' : '否';
    if (FIELD_RULES[field as FieldName]?.personal && !seen) return maskPhone(String(value));
    return NAMES[field]?.[String(value)] ?? String(value);
  };
}

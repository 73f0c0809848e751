import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import type { Form } from '../domain/dispatch.contract.ts';
import { coversBody, rowKindOf } from '../domain/dispatch.policy.ts';
import type { FormDefinition } from '../domain/form.types.ts';
import { findForm } from '../domain/forms.ts';
import { formRows, type RowSpec } from '../domain/rows.rules.ts';
import { findFormInUse } from './form.queries.ts';

/** A form in use with its definition, as the actor sees it. */
export interface OpenForm {
  readonly form: Form;
  readonly definition: FormDefinition;
  readonly rows: readonly RowSpec[];
  /** Bodies that report and whose reports the actor may read, in the order of the county. */
  readonly bodies: readonly Body[];
}

/** @throws app/not-found */
export async function openForm(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<OpenForm> {
  const form = await findFormInUse(ctx, id);
  if (!form) throw appError('not-found', { what: '这张调度表' });
  const [bodies, divisions] = [await listBodies(ctx), await listDivisions(ctx)];
  return {
    form,
    definition: definitionOf(form),
    rows: formRows(ctx.actor.scope, bodies, divisions),
    bodies: bodies.filter((body) => rowKindOf(body) !== null && coversBody(ctx.actor.scope, body)),
  };
}

/** The definition of a form in use; one that this build lacks means that an older build serves a newer database. */
export function definitionOf({ definitionCode }: Form, version?: number): FormDefinition {
  const definition = findForm(definitionCode, version);
  if (!definition) throw new Error(`no definition of the form ${definitionCode}, version ${version ?? 'any'}`);
  return definition;
}

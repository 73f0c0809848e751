import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { dueOn, openPeriods, periodName } from '../domain/period.rules.ts';
import { listForms } from './form.queries.ts';
import { listAnswers } from './form-figures.ts';
import { definitionOf } from './open-form.ts';

/** How a form's current period stands for the actor. */
export interface DispatchDue {
  readonly formId: string;
  readonly period: string;
  /** `2024年5月调度表` */
  readonly title: string;
  readonly campaignName: string;
  readonly dueOn: string;
  /** The actor's own body, when its answer is still owed and theirs to sign. */
  readonly own: string | null;
  /** Bodies in the actor's scope, and how many of them still owe their answer. */
  readonly bodies: number;
  readonly owing: number;
  readonly isLate: boolean;
}

/** What each form in use asks for now, of those whose period is open. */
export async function dispatchDues(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>): Promise<DispatchDue[]> {
  const now = ctx.clock.now();
  const dues = (await listForms(ctx)).map(async (form): Promise<DispatchDue[]> => {
    const [period] = openPeriods(form, now);
    if (period === undefined) return [];
    const { rows } = await listAnswers(ctx, form.id, period);
    const owing = rows.filter(({ state }) => state === 'waiting' || state === 'overdue' || state === 'returned');
    const own = owing.find(({ body, abilities }) => body.id === ctx.actor.bodyId && abilities.submit);
    return [
      {
        formId: form.id,
        period,
        title: `${periodName(period)}调度表`,
        campaignName: form.campaignName,
        dueOn: dueOn(period, definitionOf(form).cycle),
        own: own?.body.id ?? null,
        bodies: rows.length,
        owing: owing.length,
        isLate: owing.some(({ state }) => state === 'overdue'),
      },
    ];
  });
  return (await Promise.all(dues)).flat();
}

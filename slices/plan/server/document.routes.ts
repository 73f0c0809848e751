import { readFile } from 'node:fs/promises';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { isId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { proposePeriod } from '../domain/adoption.rules.ts';
import { readingCorrector } from '../domain/correction.rules.ts';
import * as contracts from '../domain/document.contract.ts';
import { canAdoptPlan, canCorrectPlan } from '../domain/plan.policy.ts';
import { readingOf } from '../domain/reading.rules.ts';
import { countReading } from '../domain/reading-counts.rules.ts';
import { correctedReading } from './correction.actions.ts';
import { listCorrections } from './correction.queries.ts';
import { importPlan, originalPlanKey } from './document.actions.ts';
import { countPlans, findPlan, listPlans } from './document.queries.ts';

/** Bytes; scanned pictures inside a docx or pdf make the largest. */
const PLAN_LIMIT = 50_000_000;

export const documentRoutes = [
  route(contracts.listPlans, ({ ctx, query }) => listPlans(ctx, query)),
  route(contracts.countPlans, ({ ctx, query }) => countPlans(ctx, query)),
  route(contracts.getPlan, ({ ctx, params }) => presentPlan(ctx, params.id)),
  route(contracts.getPlanOriginal, async ({ ctx, params, raw }) => {
    const plan = await requirePlan(ctx, params.id);
    // Always saved, never shown: a page from elsewhere must not run as one of ours.
    raw.reply
      .type('application/octet-stream')
      .header('x-content-type-options', 'nosniff')
      .header('content-length', plan.bytes)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(plan.fileName)}`);
    return raw.reply.send(await ctx.services.files.open(originalPlanKey(ctx.actor.county, plan.sha256)));
  }),
  route(contracts.importPlan, ({ ctx, raw }) =>
    withUpload(raw.request, ctx.services.files.incoming, PLAN_LIMIT, async ({ fields, file }) => {
      const { id = '', commandId = '' } = fields;
      const wrong = Object.entries({ id, commandId }).filter(([, value]) => !isId(value));
      if (wrong.length > 0) {
        throw appError(
          'invalid-input',
          {},
          wrong.map(([path]) => ({ path, message: '编号应为 UUID' })),
        );
      }
      const bytes = await readFile(file.received.path);
      const imported = await importPlan(ctx, { bytes, fileName: file.name, id, commandId });
      const plan = await requirePlan(ctx, imported.id);
      return { ...imported, counts: countReading(await correctedReading(ctx, plan), plan.text) };
    }),
  ),
];

async function requirePlan(ctx: Ctx, id: string) {
  const plan = await findPlan(ctx, id);
  if (!plan) throw appError('not-found', { what: '这份方案' });
  return plan;
}

async function presentPlan(ctx: Ctx, id: string) {
  const { reading, sha256: _, campaignName: __, readAt, ...plan } = await requirePlan(ctx, id);
  const corrections = await listCorrections(ctx, id);
  const read = readingOf(reading);
  const { obligations } = readingCorrector(read, plan.text)(corrections);
  return {
    ...plan,
    importedAt: plan.importedAt.toISOString(),
    readAt: readAt.toISOString(),
    phases: reading.phases,
    sections: [...read.sections],
    obligations: [...read.obligations],
    corrections,
    proposedPeriod: proposePeriod({ ...reading, obligations }),
    abilities: { adopt: canAdoptPlan(ctx.actor, plan), correct: canCorrectPlan(ctx.actor, plan) },
  };
}

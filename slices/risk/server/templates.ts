import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import { assess, leastControlLevel } from '../domain/assessment.rules.ts';
import { riskError } from '../domain/risk.terms.ts';
import { type RiskTemplate, riskTemplateSchema, type useRiskTemplate } from '../domain/template.contract.ts';
import { addRisks, type NewRisk } from './add-risks.ts';
import { writeRisks } from './risk-file.ts';

const FOLDER = join(import.meta.dirname, '../data/templates');
let held: readonly RiskTemplate[] | null = null;

/** The templates by name, read and checked once. @throws when a file breaks the schema, naming it */
export function riskTemplates(): readonly RiskTemplate[] {
  held ??= readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const parsed = riskTemplateSchema.safeParse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
      if (!parsed.success) throw new Error(`slices/risk/data/templates/${name}: ${parsed.error.message}`);
      return parsed.data;
    });
  return held;
}

/** A point of a template as a risk of an enterprise, assessed as the template proposes. */
export function riskOf(point: RiskTemplate['points'][number], ownerName: string): NewRisk {
  const factors = ([L, S]: readonly [number, number]) => ({ L, S });
  const judgement = {
    scoreTable: 'LS/standard',
    before: factors(point.before),
    after: factors(point.after),
    directRule: null,
  } as const;
  return {
    unit: { name: point.unit, place: '', sourceCode: '', department: '', ownerName },
    name: point.name,
    accidentType: point.accidentType,
    measures: point.measures.map(([class1, content]) => ({
      dataSource: 2,
      class1: class1 as 1 | 2 | 3 | 4,
      class2: null,
      class3: '',
      content,
    })),
    assessment: { judgement, controlLevel: leastControlLevel(assess(judgement).level), ownerName },
  };
}

/**
 * Begins a list from points of a template; each is to be checked by the enterprise, and says so in its history.
 * @throws risk/unknown-template, risk/too-many
 */
export async function applyTemplate(
  ctx: Ctx,
  enterpriseId: string,
  { commandId, template: code, points, ownerName }: z.output<typeof useRiskTemplate.body>,
): Promise<{ events: number }> {
  const template = riskTemplates().find((one) => one.code === code);
  let events = 0;
  const command = {
    commandId,
    enterpriseId,
    action: 'risk:useTemplate',
    subjectId: enterpriseId,
    kind: 'riskFile',
  } as const;
  await writeRisks(ctx, command, async (tx, file) => {
    if (!template) throw riskError('unknown-template', {});
    const chosen = template.points.filter(({ key }) => points.includes(key));
    const risks = chosen.map((point) => riskOf(point, ownerName));
    ({ added: events } = await addRisks(tx, file, risks, 'template'));
    return { version: 1, data: { template: code, points: chosen.map(({ key }) => key), events } };
  });
  return { events };
}

import { readMetadata } from './metadata/metadata.ts';
import { readPhases } from './metadata/phases.ts';
import { findObligations } from './obligations/find-obligations.ts';
import { readOutline } from './outline/outline.ts';
import { readUnits } from './outline/read-unit.ts';
import { restoreLines } from './outline/run-in-heads.ts';
import type { Plan, PlanObligation, PlanPhase } from './plan.types.ts';
import { findTables, withoutTables } from './tables/find-tables.ts';
import { readTables } from './tables/table-tasks.ts';
import { foldText } from './text/folded-text.ts';

/**
 * Reads the text of a published plan: units, duties, dates, actors, each with its place in `text`.
 * Pure and synchronous; never throws on any text. Time grows linearly with the length of the text.
 */
export function readPlanText(text: string): Plan {
  const whole = restoreLines(foldText(text));
  const tables = findTables(whole);
  const folded = withoutTables(whole, tables);
  const outline = readOutline(folded);
  const units = readUnits(folded, outline);
  const metadata = readMetadata(folded, outline);
  const phases = readPhases(folded, units, metadata);
  const period = metadata.period.from || metadata.period.to ? metadata.period : { from: null, to: lastOf(phases) };
  const context = { year: metadata.year, planDate: metadata.date, periodFrom: period.from, periodTo: period.to };
  const obligations = findObligations(folded, outline, units, metadata, context);
  const divided = readTables(whole, tables, units, context);
  const { title, docNumber, issuer, date } = metadata;
  return {
    title,
    docNumber,
    issuer,
    date,
    period,
    phases,
    sections: [...units.map((unit) => unit.section), ...divided.sections],
    obligations: joinTables(obligations, divided.obligations),
  };
}

function lastOf(phases: PlanPhase[]): string | null {
  const ends = phases.flatMap(({ to }) => to ?? []);
  return ends.sort().at(-1) ?? null;
}

/**
 * A row that repeats a unit names the doer of its duties where the text does not, and does not state again a date or a rate
 * that the unit states.
 */
function joinTables(stated: PlanObligation[], divided: PlanObligation[]): PlanObligation[] {
  const rows = new Map<string, PlanObligation[]>();
  for (const duty of divided) rows.set(duty.sectionId ?? '', [...(rows.get(duty.sectionId ?? '') ?? []), duty]);
  const named = stated.map((duty) => {
    const row = duty.sectionId === null ? undefined : rows.get(duty.sectionId)?.[0];
    if (duty.actor !== null || !row?.actor) return duty;
    return {
      ...duty,
      actor: row.actor,
      actorSource: row.actorSource,
      ...(row.actorAlt ? { actorAlt: row.actorAlt } : {}),
      doubts: [...(duty.doubts ?? []).filter((doubt) => doubt !== 'no-actor'), 'actor-from-context' as const],
    };
  });
  const repeats = (row: PlanObligation): boolean =>
    stated.some(
      (duty) =>
        duty.sectionId === row.sectionId &&
        duty.kind === row.kind &&
        duty.deadline === row.deadline &&
        duty.frequency?.per === row.frequency?.per,
    );
  return [...named, ...divided.filter((row) => !repeats(row))];
}

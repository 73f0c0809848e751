import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { checkRow, checkSums } from '../domain/checks.rules.ts';
import type { Answer, FormFigures, FormRow } from '../domain/dispatch.contract.ts';
import { canReturn, canSubmit, rowKindOf } from '../domain/dispatch.policy.ts';
import { changedSince } from '../domain/figures.rules.ts';
import { type Figure, type FormDefinition, indicatorsOf, isNumber } from '../domain/form.types.ts';
import { asOfInstant, cutoff, dueOn, type Period, shiftPeriod } from '../domain/period.rules.ts';
import { ANSWER_STATES, answerState } from '../domain/report.rules.ts';
import { UNSUPERVISED } from '../domain/rows.rules.ts';
import { countRows } from './count-rows.ts';
import { openForm } from './open-form.ts';
import { listFigures, listReports, presentReport, type ReportRow } from './report.queries.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/** The form of a period: what bodies reported, and for those that did not, what the records say as of the cut-off. */
export async function formFigures(ctx: ReadCtx, formId: string, period: Period): Promise<FormFigures> {
  const open = await openForm(ctx, formId);
  const { form, definition, bodies } = open;
  const now = ctx.clock.now();
  const asOf = asOfInstant(period, form, definition.cycle, now);
  const before = shiftPeriod(period, -1);
  const hasBefore = before >= form.firstPeriod;

  const reports = await listReports(
    ctx,
    formId,
    hasBefore ? [period, before] : [period],
    bodies.map(({ id }) => id),
  );
  const latest = latestReports(reports);
  const frozen = await listFigures(
    ctx,
    latest.map(({ id }) => id),
  );
  const counted = await countRows(ctx, {
    ...open,
    asOf: hasBefore ? [asOf, cutoff(before, definition.cycle)] : [asOf],
  });

  const rows = open.rows.map(({ key, kind, name, bodyId }): FormRow => {
    const ofBody = latest.filter((report) => report.bodyId === bodyId);
    const report = ofBody.find((r) => r.period === period);
    const standing = report?.status === 'submitted' ? report : undefined;
    const earlier = ofBody.find((r) => r.period === before && r.status === 'submitted');
    const computed = counted[0]?.get(key) ?? {};
    const reported = standing && onForm(definition, frozen.get(standing.id) ?? {});
    const body = bodies.find(({ id }) => id === bodyId);
    return {
      key,
      kind,
      name,
      bodyId,
      state: bodyId === null ? null : answerState(report && withFirst(report, reports), period, definition.cycle, now),
      report: standing ? { id: standing.id, asOf: standing.asOf.toISOString(), revision: standing.revision } : null,
      figures: reported ?? computed,
      differs: reported ? only(computed, changedSince(reported, computed)) : {},
      previous: hasBefore
        ? onForm(definition, (earlier && frozen.get(earlier.id)) ?? counted[1]?.get(key) ?? {})
        : null,
      abilities: { submit: body !== undefined && canSubmit(ctx.actor, body) },
    };
  });
  const shown = rows.filter(({ key, figures }) => key !== UNSUPERVISED || Object.values(figures).some(isPositive));
  return {
    form,
    period,
    definitionVersion: definition.version,
    dueOn: dueOn(period, definition.cycle),
    asOf: asOf.toISOString(),
    isWhole: open.rows.some(({ kind, bodyId }) => kind === 'total' && bodyId !== null),
    rows: shown,
    warnings: [
      ...shown.flatMap((row) => checkRow(definition, row, row.figures, row.previous ?? undefined)),
      ...checkSums(definition, shown),
    ],
  };
}

/** How each body stands with a period: who still owes comes first. */
export async function listAnswers(ctx: ReadCtx, formId: string, period: Period) {
  const { form, definition, bodies } = await openForm(ctx, formId);
  const now = ctx.clock.now();
  asOfInstant(period, form, definition.cycle, now); // refuses a period that is not open
  const reports = await listReports(
    ctx,
    formId,
    [period],
    bodies.map(({ id }) => id),
  );
  const rows = bodies.flatMap((body): Answer[] => {
    const rowKind = rowKindOf(body);
    const own = reports.filter(({ bodyId }) => bodyId === body.id);
    const latest = own[0];
    if (rowKind === null) return [];
    return [
      {
        body: { id: body.id, name: body.name, shortName: body.shortName },
        rowKind,
        state: answerState(latest && withFirst(latest, own), period, definition.cycle, now),
        reports: own.map(presentReport),
        abilities: { submit: canSubmit(ctx.actor, body), return: canReturn(ctx.actor, latest) },
      },
    ];
  });
  const order = ({ state }: Answer) => ANSWER_STATES.indexOf(state);
  return { dueOn: dueOn(period, definition.cycle), rows: rows.toSorted((a, b) => order(a) - order(b)) };
}

/** Of each body and period the highest revision; rows come in that order. */
function latestReports(reports: readonly ReportRow[]): ReportRow[] {
  return reports.filter(
    (report, i) => report.bodyId !== reports[i - 1]?.bodyId || report.period !== reports[i - 1]?.period,
  );
}

function withFirst(report: ReportRow, reports: readonly ReportRow[]) {
  const first = reports.findLast(({ bodyId, period }) => bodyId === report.bodyId && period === report.period);
  return { status: report.status, firstSubmittedAt: (first ?? report).submittedAt };
}

/** Figures in the columns of today's definition; what a report did not have is unknown. */
function onForm(definition: FormDefinition, figures: Record<string, Figure>): Record<string, Figure> {
  return Object.fromEntries(indicatorsOf(definition).map(({ code }) => [code, figures[code] ?? 'noData']));
}

function only(figures: Record<string, Figure>, codes: readonly string[]): Record<string, Figure> {
  return Object.fromEntries(codes.flatMap((code) => (figures[code] === undefined ? [] : [[code, figures[code]]])));
}

const isPositive = (figure: Figure) => isNumber(figure) && figure > 0;

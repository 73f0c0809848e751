import { createHash } from 'node:crypto';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { listBodies } from '@zhiben/slices/division/server';
import { findCampaign } from '@zhiben/slices/plan/server';
import type { z } from 'zod';
import type * as contracts from '../domain/dispatch.contract.ts';
import type { Form, Report } from '../domain/dispatch.contract.ts';
import { canReturn, canSubmit, coversBody } from '../domain/dispatch.policy.ts';
import { dispatchError } from '../domain/dispatch.terms.ts';
import { change, changedSince, type Figures, zeros } from '../domain/figures.rules.ts';
import { type FormDefinition, indicatorNames, indicatorsOf } from '../domain/form.types.ts';
import { findForm } from '../domain/forms.ts';
import { asOfInstant, cutoff, type Period, periodName, shiftPeriod } from '../domain/period.rules.ts';
import { nextRevision } from '../domain/report.rules.ts';
import type { RowSpec } from '../domain/rows.rules.ts';
import { recordIds } from './cell-records.ts';
import { campaignTasks, countRows } from './count-rows.ts';
import { findFormInUse, insertForm } from './form.queries.ts';
import { type OpenForm, openForm } from './open-form.ts';
import {
  type FrozenCell,
  findReport,
  insertCells,
  insertReport,
  listFigures,
  listReports,
  lockAnswer,
  markReturned,
  presentReport,
} from './report.queries.ts';

/** Puts a form into use for a campaign. @throws app/not-found, dispatch/form-in-use, app/id-taken */
export async function startForm(ctx: Ctx, start: z.output<typeof contracts.startForm.body>): Promise<Form> {
  const { commandId, ...form } = start;
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  const before = recorded && (await findFormInUse(ctx, recorded.subjectId));
  if (before) return before;
  if (!findForm(form.definitionCode)) throw appError('not-found', { what: '这种调度表' });
  if (form.campaignId !== null && !(await findCampaign(ctx, form.campaignId))) {
    throw appError('not-found', { what: '这个专项行动' });
  }
  return ctx.transaction(async (tx) => {
    if (await findFormInUse(tx, form.id)) throw appError('id-taken', {});
    if (!(await insertForm(tx, form))) throw dispatchError('form-in-use', {});
    const { id, ...data } = form;
    tx.record({ id: commandId, action: 'dispatch:start', subject: { kind: 'dispatchForm', id }, data });
    return form;
  });
}

type Submission = z.output<typeof contracts.submitReport.body>;

/**
 * Signs a body's row of a period: the figures as the signer read them are frozen with the ids of their records.
 * @throws app/not-found (form, body), dispatch/may-not-submit, dispatch/period-not-open, dispatch/figures-changed,
 *   dispatch/zeros-not-confirmed, dispatch/decrease-note-needed, dispatch/correction-note-needed
 */
export async function submitReport(ctx: Ctx, formId: string, period: Period, submission: Submission): Promise<Report> {
  const open = await openForm(ctx, formId);
  const body = open.bodies.find(({ id }) => id === submission.bodyId);
  const row = open.rows.find(({ bodyId }) => bodyId === submission.bodyId);
  if (!body || !row) throw appError('not-found', { what: '这个单位' });
  const recorded = await findRecorded(ctx.db, ctx.actor.county, submission.commandId);
  const before = recorded && (await findReport(ctx, recorded.subjectId, [body.id]));
  if (before) return presentReport(before);
  if (!canSubmit(ctx.actor, body)) throw dispatchError('may-not-submit', { body: body.name });

  const { definition } = open;
  const now = ctx.clock.now();
  const asOf = asOfInstant(period, open.form, definition.cycle, now);
  const { figures, previous } = await readRow(ctx, open, row, period, asOf);
  checkSignature(definition, submission, figures, previous);
  const cells = await freezeCells(ctx, open, row, figures, asOf);
  const digest = digestOf(cells);
  const { id, commandId, note, responsibleName, phone } = submission;

  await ctx.transaction(async (tx) => {
    await lockAnswer(tx, formId, period, body.id);
    const [latest] = await listReports(tx, formId, [period], [body.id]);
    const { revision, kind } = nextRevision(latest, { period, cycle: definition.cycle, now, note });
    const report = { formId, period, bodyId: body.id, revision, kind, definitionVersion: definition.version, digest };
    const signature = { note, responsibleName, phone };
    await insertReport(tx, { id, ...report, ...signature, division: body.division, asOf });
    await insertCells(tx, id, cells);
    tx.record({
      id: commandId,
      action: 'dispatch:submit',
      subject: { kind: 'dispatchReport', id },
      data: { ...report, ...signature, body: body.name, asOf: asOf.toISOString(), figures },
      placement: placementOf(tx.actor.county, body),
    });
  });
  const submitted = await findReport(ctx, id, [body.id]);
  if (!submitted) throw new Error('a report that was just submitted is not there');
  return presentReport(submitted);
}

/** A row as the records give it now, and as it was last time: as reported, else as of the cut-off then. */
async function readRow(ctx: Ctx, open: OpenForm, row: RowSpec, period: Period, asOf: Date) {
  const { form, definition } = open;
  const before = shiftPeriod(period, -1);
  const hasBefore = before >= form.firstPeriod;
  const instants = hasBefore ? [asOf, cutoff(before, definition.cycle)] : [asOf];
  const [now, then] = await countRows(ctx, { ...open, rows: [row], asOf: instants });
  const earlier = hasBefore ? await listReports(ctx, form.id, [before], row.bodyId ? [row.bodyId] : []) : [];
  const standing = earlier[0]?.status === 'submitted' ? earlier[0] : undefined;
  const reported = standing && (await listFigures(ctx, [standing.id])).get(standing.id);
  return { figures: now?.get(row.key) ?? {}, previous: reported ?? then?.get(row.key) };
}

/** What is signed is what was seen; zeros and decreases are signed knowingly (§5 rules 1 and 7). */
function checkSignature(definition: FormDefinition, submission: Submission, figures: Figures, previous?: Figures) {
  const indicators = indicatorsOf(definition);
  const names = indicatorNames(definition);
  const refuse = (
    code: 'figures-changed' | 'zeros-not-confirmed' | 'decrease-note-needed',
    field: string,
    codes: readonly string[],
  ) => {
    const fields = codes.map((c) => ({ path: `${field}.${c}`, message: `${names.get(c) ?? c}需要核对` }));
    throw dispatchError(code, { names: codes.map((c) => names.get(c) ?? c) }, fields);
  };
  const changed = changedSince(submission.seen, figures);
  if (changed.length > 0) refuse('figures-changed', 'seen', changed);
  const unconfirmed = zeros(indicators, figures).filter((code) => !submission.confirmedZeros.includes(code));
  if (unconfirmed.length > 0) refuse('zeros-not-confirmed', 'confirmedZeros', unconfirmed);
  const fallen = indicators.filter(
    ({ code, cumulative }) => cumulative && (change(figures[code], previous?.[code]) ?? 0) < 0,
  );
  if (fallen.length > 0 && submission.note === '') {
    refuse(
      'decrease-note-needed',
      'note',
      fallen.map(({ code }) => code),
    );
  }
}

/** Every cell with the ids of its records. @throws dispatch/figures-changed when they are not as many as were counted */
async function freezeCells(
  ctx: Ctx,
  open: OpenForm,
  row: RowSpec,
  figures: Figures,
  asOf: Date,
): Promise<FrozenCell[]> {
  const tasks = await campaignTasks(ctx, open.form, asOf);
  const cells: FrozenCell[] = [];
  for (const indicator of indicatorsOf(open.definition)) {
    const { code, version, source } = indicator;
    const figure = figures[code] ?? 'noData';
    const ids = await recordIds(ctx, open, { row, indicator, asOf, value: figure, tasks });
    // Money is a sum: its records are not as many as its amount.
    if (ids && source.kind !== 'funds' && ids.length !== figure) {
      throw dispatchError('figures-changed', { names: [indicatorNames(open.definition).get(code) ?? code] });
    }
    cells.push({ indicator: code, indicatorVersion: version, figure, source, recordIds: ids });
  }
  return cells;
}

/** SHA-256 over the cells: the audit chain carries it, so that a changed cell shows. */
function digestOf(cells: readonly FrozenCell[]): string {
  const lines = cells.map(({ indicator, indicatorVersion, figure, recordIds }) =>
    [indicator, indicatorVersion, figure, recordIds === null ? '' : recordIds.toSorted().join(',')].join('|'),
  );
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex');
}

/**
 * Sends a report back to its body with a reason.
 * @throws app/not-found, dispatch/not-returnable, app/version-conflict
 */
export async function returnReport(
  ctx: Ctx,
  id: string,
  { commandId, version, reason }: z.output<typeof contracts.returnReport.body>,
): Promise<Report> {
  const bodies = (await listBodies(ctx)).filter((body) => coversBody(ctx.actor.scope, body));
  const bodyIds = bodies.map((body) => body.id);
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  const before = recorded && (await findReport(ctx, recorded.subjectId, bodyIds));
  if (before) return presentReport(before);
  await ctx.transaction(async (tx) => {
    const report = await findReport(tx, id, bodyIds);
    const body = bodies.find((b) => b.id === report?.bodyId);
    if (!report || !body) throw appError('not-found', { what: '这份报表' });
    const { formId, period, bodyId, revision } = report;
    await lockAnswer(tx, formId, period, bodyId);
    const [latest] = await listReports(tx, formId, [period], [bodyId]);
    if (latest?.id !== id || !canReturn(tx.actor, latest)) throw dispatchError('not-returnable', {});
    if (!(await markReturned(tx, id, version, reason))) throw appError('version-conflict', { what: '这份报表' });
    tx.record({
      id: commandId,
      action: 'dispatch:return',
      subject: { kind: 'dispatchReport', id, version: version + 1 },
      data: { formId, period, bodyId, body: body.name, revision, reason },
      placement: placementOf(tx.actor.county, body),
    });
    await notify(tx, {
      userIds: [report.submittedBy],
      kind: 'dispatch:return',
      title: `${body.shortName}的${periodName(period)}调度表被退回`,
      detail: reason,
      link: `/dispatch/${formId}/${period}?submit=${bodyId}`,
    });
  });
  const returned = await findReport(ctx, id, bodyIds);
  if (!returned) throw new Error('a report that was just returned is not there');
  return presentReport(returned);
}

/** For live updates: a department's reports reach who sees one of its industries, a territory's who sees it. */
function placementOf(county: string, { division, industries }: Body) {
  return { county, division, industry: industries?.[0] ?? '', enterpriseId: null };
}

import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { nextNumber } from '@zhiben/platform/server/numbers.ts';
import { getBody } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import { layDownPlan } from '../domain/adoption.rules.ts';
import type * as contracts from '../domain/campaign.contract.ts';
import type { CorrectedReading } from '../domain/correction.rules.ts';
import { canAdoptPlan } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { taskStateAsOf } from '../domain/task-status.rules.ts';
import { findCampaign, findCampaignOf, insertCampaign } from './campaign.queries.ts';
import { insertObligations, insertTasks, insertUnits } from './clause.queries.ts';
import { correctedReading } from './correction.actions.ts';
import { listCorrections, lockDocument } from './correction.queries.ts';
import { findPlan } from './document.queries.ts';
import { dutyColumns } from './duty-columns.ts';

/** Without a version the document is adopted as it is: by the command line, the demo county. */
type Adoption = Omit<z.output<typeof contracts.adoptPlan.body>, 'version'> & { readonly version?: number };

/**
 * Makes a campaign of a document: its clauses, tasks without bodies yet, and all its duties with their next due days.
 * @throws app/not-found, plan/may-not, app/id-taken, plan/already-adopted, plan/reading-changed
 */
export async function adoptPlan(ctx: Ctx, adoption: Adoption): Promise<{ id: string }> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, adoption.commandId);
  if (recorded) return { id: recorded.subjectId };
  return ctx.transaction((tx) => foundCampaign(tx, adoption, '专行'));
}

/**
 * The same inside a transaction.
 * @param mark what its number begins with
 */
export async function foundCampaign(tx: TxCtx, adoption: Adoption, mark: '专行' | '清单'): Promise<{ id: string }> {
  const { id, commandId, documentId, version, name, ownerBodyId, startsOn, endsOn } = adoption;
  await lockDocument(tx, documentId);
  const document = await findPlan(tx, documentId);
  if (!document) throw appError('not-found', { what: '这份方案' });
  if (document.campaignId !== null) throw planError('already-adopted', { name: document.campaignName ?? '' });
  if (!canAdoptPlan(tx.actor, document)) throw planError('may-not', { why: '只有安委办工作人员可以建立专项行动。' });
  if (!(await getBody(tx, ownerBodyId))) throw appError('not-found', { what: '选择的单位' });
  if (version !== undefined && version !== document.version) throw await unseen(tx, documentId, version);

  if (await findCampaign(tx, id)) throw appError('id-taken', {});

  const { county } = tx.actor;
  const adoptedOn = today(tx.clock);
  const year = Number(adoptedOn.slice(0, 4));
  const serial = String(await nextNumber(tx, mark === '专行' ? 'campaign' : 'duty-list', year)).padStart(4, '0');
  const number = `${mark}-${county}-${year}-${serial}`;
  const inserted = await insertCampaign(tx, {
    id,
    number,
    document_id: documentId,
    name,
    owner_body_id: ownerBodyId,
    starts_on: startsOn,
    ends_on: endsOn,
  });
  if (!inserted) {
    const other = await findCampaignOf(tx, documentId);
    throw planError('already-adopted', { name: other?.name ?? '' });
  }
  const reading = await correctedReading(tx, document);
  const clauses = clauseRows(id, reading, document.text, {
    startsOn: laterOf(adoptedOn, startsOn),
    endsOn,
    today: adoptedOn,
  });
  await insertUnits(tx, clauses.units);
  await insertTasks(tx, clauses.tasks);
  await insertObligations(tx, clauses.obligations);
  const counts = { tasks: clauses.tasks.length, obligations: clauses.obligations.length };
  const data = { number, name, documentId, sha256: document.sha256, ownerBodyId, startsOn, endsOn, ...counts };
  tx.record({ id: commandId, action: 'plan:adopt', subject: { kind: 'campaign', id, version: 1 }, data });
  return { id };
}

/** What happened to a document after a version of it. */
async function unseen(tx: TxCtx, documentId: string, version: number) {
  const newer = (await listCorrections(tx, documentId)).filter((correction) => correction.version > version);
  return planError('reading-changed', { name: newer.at(-1)?.madeByName ?? null, corrections: newer.length });
}

/** The rows of a new campaign's clauses, tasks and duties. */
function clauseRows(
  campaignId: string,
  reading: CorrectedReading,
  text: string,
  run: { startsOn: LocalDate; endsOn: LocalDate; today: LocalDate },
) {
  const { units, duties } = layDownPlan(reading, text);
  const ids = new Map(units.map((unit) => [unit.key, newId()]));
  const idOf = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`the plan has no clause ${key}`);
    return id;
  };
  const obligations = duties.map(({ unitKey, duty }, ordinal) => ({
    id: newId(),
    campaign_id: campaignId,
    unit_id: idOf(unitKey),
    ordinal,
    ...dutyColumns(duty),
    due_on: null as LocalDate | null,
    met_through: null,
  }));
  const tasks = units
    .filter((unit) => unit.isWork)
    .map((unit) => {
      const own = obligations.filter((row) => row.unit_id === idOf(unit.key));
      const frequencyOf = (ordinal: number) => duties[ordinal]?.duty.frequency ?? null;
      const state = taskStateAsOf(
        {
          startsOn: run.startsOn,
          endsOn: run.endsOn,
          assignedOn: null,
          progress: [],
          waivers: [],
          duties: own.map((row) => ({ ...row, frequency: frequencyOf(row.ordinal), owners: [] })),
        },
        run.today,
      );
      for (const row of own) row.due_on = state.duties.get(row.id)?.dueOn ?? null;
      return { id: idOf(unit.key), campaign_id: campaignId, action_id: idOf(unit.actionKey), due_on: state.dueOn };
    });
  return {
    obligations,
    tasks,
    units: units.map((unit, ordinal) => ({
      id: idOf(unit.key),
      campaign_id: campaignId,
      parent_id: unit.parentKey === null ? null : idOf(unit.parentKey),
      ordinal,
      kind: unit.kind,
      path: [...unit.path],
      label: unit.label,
      span_start: unit.span.start,
      span_end: unit.span.end,
    })),
  };
}

function laterOf(a: LocalDate, b: LocalDate): LocalDate {
  return a.localeCompare(b) >= 0 ? a : b;
}

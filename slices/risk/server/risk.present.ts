import { appError } from '@zhiben/platform/domain/errors.ts';
import { listDeadlines } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { assess, gravest, type Judgement } from '../domain/assessment.rules.ts';
import { grouped } from '../domain/grouped.ts';
import type { MeasureInput, RiskEvent, RiskFile, RiskPoint } from '../domain/risk.contract.ts';
import { fileAbilities, mayRemark, mayWrite } from '../domain/risk.policy.ts';
import { listAssessments } from './assessments.queries.ts';
import { type EventRow, listEvents } from './events.queries.ts';
import { findRiskFile } from './file.queries.ts';
import { listMeasures } from './measures.queries.ts';
import { listRemarks } from './remarks.queries.ts';
import { theEvent, theUnit } from './risk-file.ts';
import { listUnits } from './units.queries.ts';

/** The scores are computed from the factors each time: what is shown can be recomputed by whoever reads it. */
function scoresOf(judgement: Judgement) {
  const { before, after } = assess(judgement);
  return { beforeScore: before, afterScore: after };
}

function presentEvent(event: EventRow, measures: readonly MeasureInput[]): RiskEvent {
  const { returnedAt, assessedAt, id, unitId, name, accidentType, scoreTable, before, after, directRule } = event;
  return {
    id,
    unitId,
    name,
    accidentType,
    scoreTable,
    before,
    after,
    directRule,
    ...(event.level === null ? { beforeScore: null, afterScore: null } : scoresOf(event)),
    level: event.level,
    controlLevel: event.controlLevel,
    ownerName: event.ownerName,
    reviewDueOn: event.reviewDueOn,
    assessedAt: assessedAt?.toISOString() ?? null,
    returned: returnedAt !== null,
    version: event.version,
    measures: [...measures],
  };
}

/** The whole list of an enterprise; empty where none was begun. @throws app/not-found */
export async function presentRiskFile(ctx: Ctx, enterpriseId: string): Promise<RiskFile> {
  const enterprise = await findEnterprise(ctx, enterpriseId);
  if (!enterprise) throw appError('not-found', { what: '这家企业' });
  const [file, units, events, measures] = await Promise.all([
    findRiskFile(ctx, enterpriseId),
    listUnits(ctx, enterpriseId),
    listEvents(ctx, enterpriseId),
    listMeasures(ctx, enterpriseId),
  ]);
  const measuresOf = grouped(measures.map(withEvent), ({ eventId }) => eventId);
  const eventsOf = grouped(events, ({ unitId }) => unitId);
  const { red = 0, orange = 0, yellow = 0, blue = 0, ungraded = 0 } = file ?? {};
  return {
    enterpriseId,
    enterpriseName: enterprise.name,
    division: enterprise.division,
    industry: enterprise.industry,
    principalName: enterprise.principalName,
    scoreTable: file?.scoreTable ?? 'LS/standard',
    counts: { red, orange, yellow, blue, ungraded },
    units: units.map(({ id, name, place, sourceCode, department, ownerName, version }) => {
      const own = eventsOf.get(id) ?? [];
      return {
        id,
        name,
        place,
        sourceCode,
        department,
        ownerName,
        version,
        level: gravest(own.map(({ level }) => level)),
        events: own.map((event) =>
          presentEvent(
            event,
            (measuresOf.get(event.id) ?? []).map(({ measure }) => measure),
          ),
        ),
      };
    }),
    abilities: fileAbilities(ctx.actor, enterpriseId),
  };
}

type MeasureRow = Awaited<ReturnType<typeof listMeasures>>[number];
const withEvent = ({ eventId, id, dataSource, class1, class2, class3, content }: MeasureRow) => ({
  eventId,
  measure: { id, dataSource, class1, class2, class3, content } satisfies MeasureInput,
});

/** @throws app/not-found */
export async function presentRiskPoint(ctx: Ctx, id: string): Promise<RiskPoint> {
  const event = await theEvent(ctx, id);
  const { enterpriseId, division, industry } = event;
  const [unit, file, assessments, measures, remarks, deadlines] = await Promise.all([
    theUnit(ctx, event.unitId),
    findRiskFile(ctx, enterpriseId),
    listAssessments(ctx, id),
    listMeasures(ctx, enterpriseId, id),
    listRemarks(ctx, id),
    listDeadlines(ctx, ctx.actor.county, id),
  ]);
  const isOwn = mayWrite(ctx.actor, enterpriseId);
  return {
    ...presentEvent(
      event,
      measures.map((row) => withEvent(row).measure),
    ),
    enterpriseId,
    enterpriseName: file?.name ?? '',
    unitName: unit.name,
    unitPlace: unit.place,
    division,
    industry,
    assessments: assessments.map((one) => ({
      id: one.id,
      cause: one.cause,
      scoreTable: one.scoreTable,
      before: one.before,
      after: one.after,
      directRule: one.directRule,
      ...scoresOf(one),
      level: one.level,
      previousLevel: one.previousLevel,
      controlLevel: one.controlLevel,
      ownerName: one.ownerName,
      note: one.note,
      at: one.at.toISOString(),
      byName: one.byName,
    })),
    remarks: remarks.map((remark) => ({
      id: remark.id,
      kind: remark.kind,
      words: remark.words,
      at: remark.at.toISOString(),
      byName: remark.byName,
      answer: remark.answer,
      answeredAt: remark.answeredAt?.toISOString() ?? null,
      answeredByName: remark.answeredByName,
      abilities: { answer: isOwn && remark.kind === 'return' && remark.answeredAt === null },
    })),
    deadline: deadlines.find(({ state }) => state === 'running') ?? null,
    abilities: { write: isOwn, remark: mayRemark(ctx.actor) },
  };
}

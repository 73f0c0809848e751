import { today } from '@zhiben/platform/domain/clock.ts';
import { firstDueOn } from '@zhiben/platform/domain/deadline.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { listTimeline, type TimelineEntry } from '@zhiben/platform/server/audit/audit.queries.ts';
import { listDeadlines } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listFiles } from '@zhiben/platform/server/files/index.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { getBodies, getBody } from '@zhiben/slices/division/server';
import { getEnterpriseName } from '@zhiben/slices/enterprise/server';
import { ROLE_NAMES, type Role } from '@zhiben/slices/identity/domain';
import type { HazardRecord, HazardRow } from '../domain/hazard.contract.ts';
import { abilitiesOf, type HazardActor, nextSteps, REGULATOR_FOUND, seenChannel } from '../domain/hazard.policy.ts';
import { type Course, duePurpose, type HazardEvent } from '../domain/hazard.state.ts';
import { CHANNEL_NAMES, COMMITMENT_KINDS } from '../domain/hazard.terms.ts';
import { describeEvent, isHazardAction } from '../domain/hazard.timeline.ts';
import { proposeTreatment } from '../domain/hazard.treatment.ts';
import { describeNote } from '../domain/hazard-notices.rules.ts';
import { criterionChoice } from './hazard.criteria.ts';
import { findHazard, type ListedHazard } from './hazard.queries.ts';
import { findLimit } from './hazard-limits.queries.ts';
import { listLinks, listRecurrence } from './hazard-links.queries.ts';

/** The actor with the kind of the body, as the policy asks. */
export async function hazardActor(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>): Promise<HazardActor> {
  const { bodyId } = ctx.actor;
  return actorOf(ctx, bodyId === null ? undefined : await getBody(ctx, bodyId));
}

function actorOf({ actor, clock }: Pick<Ctx, 'actor' | 'clock'>, body: Pick<Body, 'kind'> | undefined): HazardActor {
  const { userId, role, permissions, scope } = actor;
  return { userId, role, permissions, scope, bodyKind: body?.kind ?? null, today: today(clock) };
}

/** A row as this viewer may see it. */
export function presentRow({ actor }: Pick<Ctx, 'actor'>, row: ListedHazard): HazardRow {
  const channel = seenChannel(actor, row.channel);
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    grade: row.grade,
    enterpriseId: row.enterpriseId,
    enterpriseName: row.enterpriseName,
    division: row.division,
    industry: row.industry,
    description: row.description,
    place: row.place,
    channel,
    channelName: channel ? CHANNEL_NAMES[channel] : REGULATOR_FOUND,
    criterionCode: row.criterionCode,
    discoveredOn: row.discoveredOn,
    registeredAt: row.registeredAt,
    rectificationDueOn: row.rectificationDueOn,
    dueOn: row.dueOn,
    dueFor: duePurpose(row),
    closedAt: row.closedAt,
    returnedCount: row.returnedCount,
    extendedCount: row.extendedCount,
    listingLevel: row.listingLevel,
    listedOn: row.listedOn,
    delistedOn: row.delistedOn,
    version: row.version,
  };
}

/** The whole record for its page. @throws app/not-found outside the actor's scope */
export async function presentRecord(ctx: Ctx, id: string): Promise<HazardRecord> {
  const hazard = await findHazard(ctx, id);
  if (!hazard) throw appError('not-found', { what: '这条隐患' });
  const { county, bodyId } = ctx.actor;
  const { reopensId, course, registeredByBody, handlingBodyId } = hazard;
  const linkIds = [reopensId, course.lookBack?.reopenedAs].filter((one) => one !== null && one !== undefined);
  const [bodies, timeline, files, deadlines, enterpriseName, links, recurrence] = await Promise.all([
    getBodies(ctx, [bodyId, registeredByBody, handlingBodyId]),
    listTimeline(ctx.db, county, id),
    listFiles(ctx.db, ctx.actor, id),
    listDeadlines(ctx, county, id),
    getEnterpriseName(ctx, hazard.enterpriseId),
    listLinks(ctx, linkIds),
    hazard.grade === 'major' ? listRecurrence(ctx, hazard) : [],
  ]);
  const bodyOf = (one: string | null) => (one === null ? undefined : bodies.get(one));
  const actor = actorOf(ctx, bodyOf(bodyId));
  const isOverdue = deadlines.some(({ purpose, overdue }) => purpose === 'rectification' && overdue);
  const seq = timeline[0]?.seq ?? 0;
  const isRegulator = ctx.actor.scope.enterpriseId === null;
  const abilities = abilitiesOf(actor, hazard);
  const limit = abilities.confirm ? await findLimit(ctx, 'commitments', null) : null;
  return {
    ...presentRow(ctx, hazard),
    longitude: hazard.longitude,
    latitude: hazard.latitude,
    enterpriseNowNamed: enterpriseName && enterpriseName !== hazard.enterpriseName ? enterpriseName : null,
    criterion: criterionChoice(hazard.criterionCode),
    basis: hazard.basis,
    registeredByBody: bodyOf(registeredByBody)?.name ?? null,
    handlingBody: bodyOf(handlingBodyId)?.name ?? null,
    confirmedAt: hazard.confirmedAt,
    notifiedAt: hazard.notifiedAt,
    committedAt: hazard.committedAt,
    appliedAt: hazard.appliedAt,
    commitments: COMMITMENT_KINDS.flatMap((kind) => hazard.commitments[kind] ?? []),
    fundsPlanned: hazard.fundsPlanned,
    fundsSpent: hazard.fundsSpent,
    timeline: timeline.flatMap((entry) => presentEntry(actor, entry)),
    files,
    deadlines,
    abilities,
    next: nextSteps(actor, hazard),
    originalDueOn: hazard.originalDueOn,
    acceptedAt: hazard.acceptedAt,
    referredAt: hazard.referredAt,
    shutDownAt: hazard.shutDownAt,
    lookBackDueOn: hazard.lookBackDueOn,
    lookedBackAt: hazard.lookedBackAt,
    reopens: links.find((link) => link.id === reopensId) ?? null,
    reopenedAs: links.find((link) => link.id === course.lookBack?.reopenedAs) ?? null,
    course: presentCourse(course),
    // It names the channel, which people of the enterprise are not told.
    treatment: isRegulator ? proposeTreatment(hazard, { seq, overdue: isOverdue, recurs: recurrence.length }) : null,
    recurrence,
    suggestedCommitmentsDueOn: limit && firstDueOn(limit, today(ctx.clock)),
  };
}

/** What is absent is so for good; what was is null again. */
function presentCourse({
  reports,
  measures,
  extension,
  pausedOn,
  pausedDueOn,
  referral,
  shutdown,
  lookBack,
}: Course): HazardRecord['course'] {
  return {
    reports: { ...reports },
    measures: (measures ?? []).map((one) => ({ ...one })),
    extension: extension ?? null,
    pausedOn: pausedOn ?? null,
    pausedDueOn: pausedDueOn ?? null,
    referral: referral ?? null,
    shutdown: shutdown ?? null,
    lookBack: lookBack ?? null,
  };
}

function presentEntry(viewer: HazardActor, { id, seq, at, actor, action, data }: TimelineEntry) {
  const described = isHazardAction(action)
    ? describeEvent({ action, data } as unknown as HazardEvent, viewer)
    : describeNote(action, data);
  if (!described) return [];
  const role = ROLE_NAMES[actor.role as Role];
  const who = role ? `${actor.name}（${role}）` : actor.name;
  const { what, details, files } = described;
  return [{ id, seq, at, who, what, details: [...details], files: [...files] }];
}

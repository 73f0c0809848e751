import { today } from '@zhiben/platform/domain/clock.ts';
import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { getBody, listBodies } from '@zhiben/slices/division/server';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { ROLE_NAMES, ROLES, type Role } from '@zhiben/slices/identity/domain';
import { listPeople } from '@zhiben/slices/identity/server';
import type { HazardEvent } from '../domain/hazard.state.ts';
import { describeEvent, isHazardAction } from '../domain/hazard.timeline.ts';
import type { getHazardDossier, getHazardTrail } from '../domain/hazard-dossier.contract.ts';
import { findPatterns, penaltiesOf } from '../domain/hazard-dossier.rules.ts';
import { describeNote } from '../domain/hazard-notices.rules.ts';
import { findHazard, listStates } from './hazard.queries.ts';
import { listIdsOfEnterprise, listLinks } from './hazard-links.queries.ts';

const LOOKED_AT = 200;

async function existing(ctx: Ctx, id: string) {
  const hazard = await findHazard(ctx, id);
  if (!hazard) throw appError('not-found', { what: '这条隐患' });
  return hazard;
}

/** What the records hold against an enterprise that does not cure a hazard, with the entries that prove it. */
export async function assembleDossier(ctx: Ctx, id: string): Promise<ResponseOf<typeof getHazardDossier>> {
  const hazard = await existing(ctx, id);
  const [others, acts] = await Promise.all([
    listIdsOfEnterprise(ctx, hazard.enterpriseId, LOOKED_AT).then((ids) => listStates(ctx, ids)),
    listActs(ctx, id),
  ]);
  const patterns = findPatterns(hazard, others, today(ctx.clock));
  const shown = [...new Set(patterns.flatMap(({ hazardIds }) => hazardIds))];
  const [first, last] = [acts[0], acts.at(-1)];
  return {
    madeAt: ctx.clock.now().toISOString(),
    number: hazard.number,
    enterpriseName: hazard.enterpriseName,
    description: hazard.description,
    patterns,
    penalties: penaltiesOf(others).map(({ on, document, text, number }) => ({ on, document, text, number })),
    hazards: await listLinks(ctx, shown),
    facts: acts.map(({ at, who, what }) => ({ at, who, what })),
    chain: first && last ? { from: first.seq, to: last.seq } : null,
  };
}

/** 谁检查谁签名谁负责: who acted, and who by their duty could have seen it since when. */
export async function traceResponsibility(ctx: Ctx, id: string): Promise<ResponseOf<typeof getHazardTrail>> {
  const hazard = await existing(ctx, id);
  const [acts, enterprise, bodies] = await Promise.all([
    listActs(ctx, id),
    findEnterprise(ctx, hazard.enterpriseId),
    listBodies(ctx),
  ]);
  const since = hazard.registeredAt;
  const township = bodies.filter(
    ({ kind, division }) =>
      (kind === 'township' || kind === 'park') && division.slice(0, 9) === hazard.division.slice(0, 9),
  );
  const duties = [
    { bodyId: hazard.registeredByBody, why: '登记单位', since },
    { bodyId: enterprise?.supervisingBodyId ?? null, why: '行业主管部门', since },
    { bodyId: hazard.handlingBodyId, why: '承办部门', since: hazard.confirmedAt ?? since },
    ...township.map((body) => ({ bodyId: body.id, why: '属地乡镇（园区）', since })),
  ];
  const known = new Map<string, (typeof duties)[number]>();
  for (const duty of duties) if (duty.bodyId && !known.has(duty.bodyId)) known.set(duty.bodyId, duty);
  const ofBodies = [...known.values()].map(async ({ bodyId, why, since: from }) => {
    const people = await listPeople(ctx, { bodyIds: [bodyId as string] }, ROLES);
    const name = (await getBody(ctx, bodyId as string))?.name ?? '';
    return { name, why, since: from, people: people.length };
  });
  const officers = await listPeople(ctx, { enterpriseId: hazard.enterpriseId }, ROLES);
  const own = { name: hazard.enterpriseName, why: '生产经营单位', since, people: officers.length };
  return { acts, seers: [own, ...(await Promise.all(ofBodies))] };
}

async function listActs(ctx: Ctx, id: string) {
  const timeline = await listTimeline(ctx.db, ctx.actor.county, id);
  return timeline.flatMap(({ at, seq, actor, action, data }) => {
    const role = ROLE_NAMES[actor.role as Role];
    const described = isHazardAction(action)
      ? describeEvent({ action, data } as unknown as HazardEvent, ctx.actor)
      : describeNote(action, data);
    return described ? [{ at, seq, who: role ? `${actor.name}（${role}）` : actor.name, what: described.what }] : [];
  });
}

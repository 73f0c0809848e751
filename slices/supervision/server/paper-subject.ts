import { addWorkingDays } from '@zhiben/platform/domain/calendar.ts';
import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { legalLimit } from '@zhiben/platform/server/calendar/deadline.actions.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { listBodies } from '@zhiben/slices/division/server';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { findHazard } from '@zhiben/slices/hazard/server';
import type { PartyInput } from '../domain/paper.commands.ts';
import { type DraftFacts, draftWords } from '../domain/paper.draft.ts';
import type { Paper } from '../domain/paper.state.ts';
import { phaseOf } from '../domain/subject.rules.ts';
import type { PaperKind, SubjectKind } from '../domain/supervision.terms.ts';
import { TRIGGER_RULES } from '../domain/trigger.defaults.ts';
import { PHASE_NAMES } from '../domain/trigger.types.ts';
import { listProposalsFor, type Proposal } from './proposal.queries.ts';
import { findKind, findRules } from './settings.queries.ts';

/** What a paper is about: where it lies, what is known of it, whom it would be addressed to. */
export interface Subject {
  readonly name: string;
  readonly division: string;
  readonly industry: string;
  readonly enterpriseId: string | null;
  readonly facts: Pick<DraftFacts, 'hazard' | 'task' | 'party'>;
  readonly enterprise: PartyInput | null;
  readonly handlingBody: PartyInput | null;
  readonly isMajor: boolean;
}

const party = (partyKind: PartyInput['partyKind'], { id, name }: { id: string; name: string }): PartyInput => ({
  role: 'main',
  partyKind,
  partyId: id,
  partyName: name,
});

/** @throws app/not-found when it lies outside the actor's scope */
export async function findSubject(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  kind: SubjectKind,
  id: string,
  proposal?: Proposal,
): Promise<Subject> {
  const bodies = await listBodies(ctx);
  if (kind === 'hazard') return hazardSubject(ctx, id, bodies);
  if (kind === 'task') return taskSubject(proposal ?? (await listProposalsFor(ctx, id))[0], bodies);
  const nothing = { hazard: null, task: null };
  if (kind === 'body') {
    const body = bodies.find((one) => one.id === id);
    if (!body) throw appError('not-found', { what: '这个单位' });
    return {
      name: body.name,
      division: body.division,
      industry: body.industries?.[0] ?? '',
      enterpriseId: null,
      facts: { ...nothing, party: body.name },
      enterprise: null,
      handlingBody: party('body', body),
      isMajor: false,
    };
  }
  const enterprise = await findEnterprise(ctx, id);
  if (!enterprise) throw appError('not-found', { what: '这家企业' });
  return {
    name: enterprise.name,
    division: enterprise.division,
    industry: enterprise.industry,
    enterpriseId: enterprise.id,
    facts: { ...nothing, party: enterprise.name },
    enterprise: party('enterprise', enterprise),
    handlingBody: supervisorOf(bodies, enterprise.supervisingBodyId, enterprise.industry),
    isMajor: false,
  };
}

async function hazardSubject(ctx: Pick<Ctx, 'db' | 'actor'>, id: string, bodies: readonly Body[]): Promise<Subject> {
  const hazard = await findHazard(ctx, id);
  if (!hazard) throw appError('not-found', { what: '这条隐患' });
  const { number, enterpriseName, place, description, grade, basis, dueOn, returnedCount, rectificationDueOn } = hazard;
  const phase = phaseOf(hazard.status);
  const handlingBody = supervisorOf(bodies, hazard.handlingBodyId, hazard.industry);
  return {
    name: `${number} ${description}`.slice(0, 120),
    division: hazard.division,
    industry: hazard.industry,
    enterpriseId: hazard.enterpriseId,
    facts: {
      task: null,
      party: null,
      hazard: {
        number,
        enterprise: enterpriseName,
        place,
        description,
        isMajor: grade === 'major',
        judgedBy: basis,
        rectificationDueOn,
        dueName: phase && PHASE_NAMES[phase],
        dueOn,
        returnedCount,
        handlingBody: handlingBody?.partyName ?? null,
      },
    },
    enterprise: party('enterprise', { id: hazard.enterpriseId, name: enterpriseName }),
    handlingBody,
    isMajor: grade === 'major',
  };
}

/** Accepted on site, whether or not closure is already approved. */
const ACCEPTED: readonly string[] = ['accepted', 'closed'];

/** Whether the hazard under a plate was accepted on site; other papers wait for no acceptance. */
export async function isSubjectAccepted(ctx: Pick<Ctx, 'db' | 'actor'>, paper: Paper): Promise<boolean> {
  if (paper.kind !== 'listedSupervision') return false;
  const hazard = await findHazard(ctx, paper.subjectId);
  return hazard !== undefined && ACCEPTED.includes(hazard.status);
}

/** Tasks are known by what was proposed for them: name, campaign, leader and due day. */
function taskSubject(proposal: Proposal | undefined, bodies: readonly Body[]): Subject {
  const leader = bodies.find(({ name }) => name === proposal?.partyName);
  if (!proposal || !leader) throw appError('not-found', { what: '这项任务' });
  const { subjectName: name, subjectNumber: campaign, sinceOn: dueOn } = proposal;
  return {
    name: `${campaign} ${name}`.slice(0, 120),
    division: leader.division,
    industry: leader.industries?.[0] ?? '',
    enterpriseId: null,
    facts: { hazard: null, party: null, task: { name, campaign, dueOn, leader: leader.name } },
    enterprise: null,
    handlingBody: party('body', leader),
    isMajor: false,
  };
}

/** The body that handles it, else the department that supervises the industry. */
function supervisorOf(bodies: readonly Body[], handlingBodyId: string | null, industry: string): PartyInput | null {
  const handling = bodies.find(({ id }) => id === handlingBodyId);
  const department = bodies.find(({ kind, industries }) => kind === 'department' && industries?.includes(industry));
  const body = handling ?? department;
  return body ? party('body', body) : null;
}

/** Kinds that go to bodies: what they press is the body's own duty, or concerns all of them. */
const TO_BODIES: readonly PaperKind[] = ['assignment', 'circular', 'accountabilityProposal'];

/** A first wording with addressees and days, as a proposal or a person begins it. Nothing is stored. */
export async function startDraft(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  kind: PaperKind,
  subject: Subject,
  issuer: string,
  proposal?: Proposal,
) {
  const on = today(ctx.clock);
  const [{ replyDays }, rules] = await Promise.all([findKind(ctx, kind), findRules(ctx)]);
  const isListing = kind === 'listedSupervision';
  const isAnswered = kind !== 'circular' && kind !== 'exposure';
  const replyDueOn = isAnswered ? addWorkingDays(on, replyDays).date : null;
  // H07: at least once a quarter, a local rule (宁波); the drafter may ask for more.
  const progressMonths = isListing ? legalLimit('H07').amount : null;
  const level = isListing ? ('county' as const) : null;
  const rule = TRIGGER_RULES.find(({ code }) => code === proposal?.ruleCode);
  const basis =
    proposal?.source ?? rules.find(({ paper, preset }) => paper === kind && preset === 'rising')?.source ?? '';
  const toBody = rule ? rule.to !== 'enterprise' : TO_BODIES.includes(kind);
  const main = toBody ? (subject.handlingBody ?? subject.enterprise) : (subject.enterprise ?? subject.handlingBody);
  const copy = main === subject.enterprise ? subject.handlingBody : null;
  const parties = [...(main ? [main] : []), ...(copy ? [{ ...copy, role: 'copy' as const }] : [])];
  const facts: DraftFacts = { today: on, issuer, basis, replyDueOn, progressMonths, level, ...subject.facts };
  return { subjectName: subject.name, ...draftWords(kind, facts), basis, replyDueOn, progressMonths, level, parties };
}

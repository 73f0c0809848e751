import { appError } from '@zhiben/platform/domain/errors.ts';
import { listTimeline, type TimelineEntry } from '@zhiben/platform/server/audit/audit.queries.ts';
import { listDeadlinesOf } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listFiles } from '@zhiben/platform/server/files/index.ts';
import { divisionName } from '@zhiben/slices/division/server';
import { getEnterpriseName } from '@zhiben/slices/enterprise/server';
import { findHazard } from '@zhiben/slices/hazard/server';
import { ROLE_NAMES, type Role } from '@zhiben/slices/identity/domain';
import { abilitiesOf, ownReceipt, type PaperActor, waitingFor } from '../domain/paper.policy.ts';
import type { Paper } from '../domain/paper.state.ts';
import { describeFact } from '../domain/paper.timeline.ts';
import type { PaperRecord } from '../domain/supervision.contract.ts';
import { DUE_NAMES, KINDS, LISTING_LEVEL_NAMES, type PaperDue } from '../domain/supervision.terms.ts';
import { paperActor } from './paper.actions.ts';
import { findPaper, findPaperRow } from './paper.queries.ts';
import { isSubjectAccepted } from './paper-subject.ts';
import { findKind } from './settings.queries.ts';

/** @throws app/not-found */
export async function requirePaper(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<Paper> {
  const paper = await findPaper(ctx, id);
  if (!paper) throw appError('not-found', { what: '这份文书' });
  return paper;
}

/** @throws app/not-found */
export async function presentRow(ctx: Pick<Ctx, 'db' | 'actor'>, { id }: Pick<Paper, 'id'>) {
  const row = await findPaperRow(ctx, id);
  if (!row) throw appError('not-found', { what: '这份文书' });
  return row;
}

/** A paper with all that its page shows to this actor. @throws app/not-found */
export async function presentPaper(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, id: string): Promise<PaperRecord> {
  const paper = await requirePaper(ctx, id);
  const actor = await paperActor(ctx);
  const [row, { needsApproval }, timeline, files, deadlines, isAccepted] = await Promise.all([
    presentRow(ctx, paper),
    findKind(ctx, paper.kind),
    listTimeline(ctx.db, ctx.actor.county, id),
    listFiles(ctx.db, ctx.actor, id),
    deadlinesOf(ctx, paper, actor),
    isSubjectAccepted(ctx, paper),
  ]);
  const { abilities, blocked } = abilitiesOf(actor, paper, { needsApproval, isAccepted });
  return {
    ...row,
    body: paper.body,
    basis: paper.basis,
    issuerBodyId: paper.issuerBodyId,
    enterpriseId: paper.enterpriseId,
    progressMonths: paper.progressMonths,
    talkedAt: paper.talkedAt,
    closedAt: paper.closedAt,
    delistingNumber: paper.delistingNumber,
    notice: paper.notice,
    publishedAt: paper.publishedAt,
    suggestedNotice: abilities.publish ? await suggestNotice(ctx, paper) : null,
    receipts: paper.receipts.map((receipt) => ({ ...receipt })),
    timeline: timeline.flatMap((entry) => presentEntry(actor, paper, entry)),
    files,
    deadlines,
    needsApproval,
    abilities,
    blocked,
    otherwise: waitingFor(paper),
  };
}

/** Names of papers that come before issue, of which those who receive it are told nothing. */
const BEFORE_ISSUE: ReadonlySet<string> = new Set(
  ['draft', 'edit', 'submit', 'sendBack', 'approve'].map((k) => `supervision:${k}`),
);

function presentEntry(viewer: PaperActor, paper: Paper, { id, at, actor, action, data }: TimelineEntry) {
  const isIssuer = viewer.bodyId === paper.issuerBodyId || viewer.role === 'leader';
  if (!isIssuer && BEFORE_ISSUE.has(action)) return [];
  // What one enterprise answers is not another addressee's to read.
  const own = ownReceipt(viewer, paper);
  if (viewer.enterpriseId !== null && typeof data.party === 'string' && data.party !== own?.partyName) return [];
  const described = describeFact(action, data);
  if (!described) return [];
  const role = ROLE_NAMES[actor.role as Role];
  return [{ id, at, who: role ? `${actor.name}（${role}）` : actor.name, ...described }];
}

async function deadlinesOf(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, paper: Paper, actor: PaperActor) {
  const own = ownReceipt(actor, paper);
  const receipts = actor.enterpriseId === null ? paper.receipts : own ? [own] : [];
  const subjects = [
    ...receipts.map(({ id, partyName }) => ({ id, party: partyName })),
    ...(actor.enterpriseId === null ? [{ id: paper.id, party: paper.issuerName }] : []),
  ];
  const found = await listDeadlinesOf(
    ctx,
    ctx.actor.county,
    subjects.map(({ id }) => id),
  );
  return subjects.flatMap(({ id, party }) =>
    found
      .filter(({ subjectId }) => subjectId === id)
      .map(({ explained }) => {
        const purpose = DUE_NAMES[explained.purpose as PaperDue] ?? explained.purpose;
        return { ...explained, purpose, party };
      }),
  );
}

/** What may be said in public: enterprise, place, grade, level and limits; nobody's name (个人信息保护法 第六条). */
async function suggestNotice(ctx: Pick<Ctx, 'db' | 'actor'>, paper: Paper): Promise<string> {
  const [enterprise, place, hazard] = await Promise.all([
    paper.enterpriseId === null ? undefined : getEnterpriseName(ctx, paper.enterpriseId),
    divisionName(ctx, paper.division),
    paper.subjectKind === 'hazard' ? findHazard(ctx, paper.subjectId) : undefined,
  ]);
  const level = paper.level ? `${LISTING_LEVEL_NAMES[paper.level]}挂牌督办` : KINDS[paper.kind].name;
  const due = hazard?.rectificationDueOn ? `整改期限：${hazard.rectificationDueOn}。` : '';
  const what = hazard ? `隐患概况：${hazard.description.slice(0, 200)}` : paper.title;
  return `${enterprise ?? ''}（${place}）${level}。${what.replace(/[。；]+$/, '')}。${due}`;
}

import { addWorkingDays } from '@zhiben/platform/domain/calendar.ts';
import { addDays, type LocalDate, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { firstDueOn } from '@zhiben/platform/domain/deadline.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { attachFiles } from '@zhiben/platform/server/files/index.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { listPeople } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import { hazardError } from '../domain/hazard.errors.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { ADDRESSEE_NAMES, type Rung, type visitForHazardNotice } from '../domain/hazard-notices.contract.ts';
import { noticeAbilities } from '../domain/hazard-notices.rules.ts';
import { findLimit } from './hazard-limits.queries.ts';
import {
  findNotice,
  insertNotices,
  listUnsigned,
  lockNotice,
  type NoticeRow,
  updateRung,
  updateSigned,
} from './hazard-notices.queries.ts';

const OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'] as const;
const SWEPT = 500;

/** Tells the principal and, where the register knows one, the actual controller. The inbox was written with it. */
export async function issueNotices(tx: TxCtx, hazard: Hazard): Promise<void> {
  const { id, number, enterpriseId, enterpriseName, division, industry } = hazard;
  const [enterprise, limit, officers] = await Promise.all([
    findEnterprise(tx, enterpriseId),
    findLimit(tx, 'signature', null),
    listPeople(tx, { enterpriseId }, OFFICERS),
  ]);
  const now = tx.clock.now();
  const addressees = [
    { addressee: 'principal', name: enterprise?.principalName || enterpriseName },
    ...(enterprise?.controllerName ? [{ addressee: 'controller', name: enterprise.controllerName } as const] : []),
  ] as const;
  const signDueOn = limit ? firstDueOn(limit, today(tx.clock)) : addDays(today(tx.clock), 3);
  const notices = addressees.map(({ addressee, name }) => ({
    id: newId(),
    hazard_id: id,
    hazard_number: number,
    enterprise_id: enterpriseId,
    enterprise_name: enterpriseName,
    division,
    industry,
    addressee,
    addressee_name: name,
    title: `已认定为重大事故隐患：${hazard.description.slice(0, 60)}`,
    issued_at: now,
    issued_by: tx.actor.userId,
    sign_due_on: signDueOn,
    rungs: [{ rung: 'inbox' as const, at: now.toISOString(), reached: officers.length }],
  }));
  await insertNotices(tx, notices);
  for (const notice of notices) {
    const { addressee, addressee_name: addresseeName } = notice;
    recordNote(tx, newId(), 'issueNotice', hazard, {
      noticeId: notice.id,
      addressee,
      addresseeName,
      signDueOn,
      reached: officers.length,
    });
  }
}

/** 签收 on the screen by the addressee. @throws app/not-found, hazard/not-yours, hazard/notice-signed, hazard/wrong-name */
export function signNotice(ctx: Ctx, id: string, { commandId, name }: { commandId: string; name: string }) {
  return onNotice(ctx, id, 'signNotice', commandId, async (tx, notice) => {
    const may = noticeAbilities(tx.actor, notice);
    if (!may.sign)
      throw hazardError('not-yours', { why: '告知由企业主要负责人的账号签收，也可由乡镇（园区）上门送达。' });
    if (name !== notice.addresseeName) throw hazardError('wrong-name', { name: notice.addresseeName });
    await updateSigned(tx, id, { name, how: 'screen', note: '' });
    return { noticeId: id, addressee: notice.addressee, name, how: 'screen' };
  });
}

type Visit = z.output<typeof visitForHazardNotice.body>;

/** 上门送达. A refusal is served by leaving the paper before a witness 留置送达. */
export function visitNotice(ctx: Ctx, id: string, { commandId, outcome, name, place, witnesses, note, files }: Visit) {
  return onNotice(ctx, id, 'visitNotice', commandId, async (tx, notice) => {
    if (outcome === 'refused' && !witnesses) throw hazardError('witness-missing', {});
    const { division, industry, enterpriseId, hazardId } = notice;
    const placement = { county: tx.actor.county, division, industry, enterpriseId };
    const attached = await attachFiles(tx, { fileIds: files, subject: { kind: 'hazard', id: hazardId }, placement });
    const evidence = attached.map((file) => ({ id: file.id, name: file.name, sha256: file.sha256 }));
    const said = [place, witnesses && `见证人：${witnesses}`, note].filter(Boolean).join('；');
    await updateSigned(tx, id, { name, how: outcome, note: said });
    return { noticeId: id, addressee: notice.addressee, name, how: outcome, place, witnesses, note, evidence };
  });
}

type Note = 'issueNotice' | 'climbNotice' | 'signNotice' | 'visitNotice';

async function onNotice(
  ctx: Ctx,
  id: string,
  note: Note,
  commandId: string,
  act: (tx: TxCtx, notice: NoticeRow) => Promise<Record<string, unknown>>,
): Promise<NoticeRow> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded) {
    const notice = await findNotice(ctx, id);
    if (!notice) throw appError('not-found', { what: '这份告知' });
    if (recorded.action !== `hazard:${note}` || recorded.subjectId !== notice.hazardId) throw appError('id-taken', {});
    return notice;
  }
  await ctx.transaction(async (tx) => {
    const notice = await lockNotice(tx, id);
    if (!notice) throw appError('not-found', { what: '这份告知' });
    if (notice.signedAt) throw hazardError('notice-signed', { name: notice.signedName ?? '' });
    recordNote(tx, commandId, note, placeOf(notice), await act(tx, notice));
  });
  return (await findNotice(ctx, id)) as NoticeRow;
}

const placeOf = ({ hazardId, division, industry, enterpriseId }: NoticeRow) => ({
  id: hazardId,
  division,
  industry,
  enterpriseId,
});

/** A fact about a hazard that leaves its state and version as they are. */
function recordNote(
  tx: TxCtx,
  factId: string,
  note: Note,
  { id, division, industry, enterpriseId }: Pick<Hazard, 'id' | 'division' | 'industry' | 'enterpriseId'>,
  data: Record<string, unknown>,
): void {
  const placement = { county: tx.actor.county, division, industry, enterpriseId };
  tx.record({ id: factId, action: `hazard:${note}`, subject: { kind: 'hazard', id }, data, placement });
}

/**
 * Climbs the ladder for what nobody signed: a message on the working day after the notice, and once the day of signing
 * has passed a visit by the township. Running twice climbs no rung twice.
 * @returns how many climbed
 */
export async function climbNotices(ctx: Ctx): Promise<number> {
  const on = today(ctx.clock);
  const due = (await listUnsigned(ctx, SWEPT)).filter((notice) => dueRung(notice, on));
  if (due.length === 0) return 0;
  return ctx.transaction(async (tx) => {
    let climbed = 0;
    for (const { id } of due) {
      const notice = await lockNotice(tx, id);
      const rung = notice && !notice.signedAt && dueRung(notice, on);
      if (!notice || !rung) continue;
      await climb(tx, notice, rung);
      climbed += 1;
    }
    return climbed;
  });
}

function dueRung({ rung, issuedAt, signDueOn }: NoticeRow, on: LocalDate): Rung | null {
  if (on > signDueOn) return 'visit';
  const reminded = addWorkingDays(localDate(issuedAt), 1).date;
  return rung === 'inbox' && on >= reminded ? 'message' : null;
}

async function climb(tx: TxCtx, notice: NoticeRow, rung: Rung): Promise<void> {
  const { id, enterpriseId, enterpriseName, division, hazardId, hazardNumber, addressee, addresseeName } = notice;
  const userIds =
    rung === 'visit' ? await townshipPeople(tx, division) : await listPeople(tx, { enterpriseId }, OFFICERS);
  const who = `${ADDRESSEE_NAMES[addressee]}${addresseeName}`;
  const said =
    rung === 'visit'
      ? {
          title: `请上门送达告知：${enterpriseName}`,
          detail: `${who}未在期限内签收 ${hazardNumber} 的告知。`,
          link: '/m/notices',
        }
      : {
          title: `请签收重大事故隐患告知：${hazardNumber}`,
          detail: `请${who}本人签收。`,
          link: `/hazards/${hazardId}`,
        };
  const reached = await notify(tx, { userIds, kind: 'hazard:climbNotice', ...said, dedupeKey: `notice ${id} ${rung}` });
  const rungs = [...notice.rungs, { rung, at: tx.clock.now().toISOString(), reached }];
  await updateRung(tx, id, rung, rungs);
  recordNote(tx, newId(), 'climbNotice', placeOf(notice), { noticeId: id, addressee, rung, reached });
}

/** People of the township or park in which the enterprise lies. */
async function townshipPeople(tx: TxCtx, division: string): Promise<string[]> {
  const bodies = await listBodies(tx);
  const local = bodies.filter(
    ({ kind, division: own }) => (kind === 'township' || kind === 'park') && own.slice(0, 9) === division.slice(0, 9),
  );
  return listPeople(tx, { bodyIds: local.map(({ id }) => id) }, ['townshipOfficer']);
}

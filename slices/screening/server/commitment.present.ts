import { localDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countWithout, listWithout } from '@zhiben/slices/enterprise/server';
import { listPeopleNames } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import type * as contracts from '../domain/commitment.contract.ts';
import { commitmentDueAt, differencesOf, prefilled, sayCounts } from '../domain/commitment.rules.ts';
import { USUAL_WORDS } from '../domain/commitment.terms.ts';
import { mayNameDeputy, signsAs } from '../domain/statement.policy.ts';
import { factsOf } from './commitment.facts.ts';
import {
  type CommitmentFilter,
  type CommitmentRecord,
  countSigned,
  doneOn,
  findCommitment,
  findDeputy,
  findLast,
  findPublic,
  listSigned,
  listVersions,
} from './commitment.queries.ts';
import { commitmentSetting, isOwed } from './statement.settings.ts';
import type { ReadCtx } from './statement.tables.ts';
import { ownPlace } from './statement-place.ts';

type Query = z.output<typeof contracts.listCommitments.query>;

function presentRow(row: CommitmentRecord) {
  return {
    id: row.id,
    enterpriseId: row.enterpriseId,
    enterpriseName: row.enterpriseName,
    division: row.division,
    industry: row.industry,
    day: row.day,
    version: row.version,
    signedAt: row.signedAt.toISOString(),
    signedByName: row.signedByName,
    signedAs: row.signedAs,
    isLate: row.isLate,
    dueAt: row.dueAt?.toISOString() ?? null,
    summary: sayCounts(row.counts),
    differences: row.differences.length,
  };
}

/** Today's form: as signed last, with what the records say beside it. */
export async function presentDraft(ctx: Ctx) {
  const day = today(ctx.clock);
  const place = await ownPlace(ctx);
  const [last, deputy, setting, facts] = await Promise.all([
    findLast(ctx, place.id),
    findDeputy(ctx, place.id),
    commitmentSetting(ctx),
    factsOf(ctx, place.id, day),
  ]);
  const counts = prefilled(last?.counts ?? null);
  const mayName = mayNameDeputy(ctx.actor, place.id);
  const people = mayName ? await listPeopleNames(ctx, place.id, ['enterpriseSafetyManager']) : [];
  const signedAs = signsAs(ctx.actor, place.id, deputy ?? null, day);
  return {
    day,
    enterpriseId: place.id,
    enterpriseName: place.name,
    last: last
      ? {
          id: last.id,
          day: last.day,
          version: last.version,
          counts: last.counts,
          words: last.words,
          isPublic: last.isPublic,
        }
      : null,
    counts,
    words: last?.words ?? USUAL_WORDS,
    isPublic: last?.isPublic ?? false,
    differences: differencesOf(counts, facts, { enterpriseId: place.id, day }),
    dueAt: isOwed(place.industry, setting) ? commitmentDueAt(day, setting.dueTime).toISOString() : null,
    source: setting.source,
    signedAs,
    deputy: deputy ?? null,
    people: people.map(({ id, name }) => ({ id, name })),
    abilities: { sign: signedAs !== null, nameDeputy: mayName },
  };
}

/** @throws app/not-found */
export async function presentCommitment(ctx: ReadCtx, id: string) {
  const record = await findCommitment(ctx, id);
  if (!record) throw appError('not-found', { what: '这份安全承诺' });
  const { enterpriseId, day } = record;
  const [versions, facts, deputy] = await Promise.all([
    listVersions(ctx, enterpriseId, day),
    factsOf(ctx, enterpriseId, day),
    findDeputy(ctx, enterpriseId),
  ]);
  const isLatest = versions[0]?.id === id;
  const signedAs = signsAs(ctx.actor, enterpriseId, deputy ?? null, today(ctx.clock));
  return {
    ...presentRow(record),
    counts: record.counts,
    words: record.words,
    isPublic: record.isPublic,
    deputyReason: record.deputyReason,
    amendsBecause: record.amendsBecause,
    told: record.differences,
    now: differencesOf(record.counts, facts, { enterpriseId, day }),
    versions: versions.map((one) => ({
      id: one.id,
      version: one.version,
      signedAt: one.signedAt.toISOString(),
      signedByName: one.signedByName,
      amendsBecause: one.amendsBecause,
    })),
    abilities: { amend: isLatest && signedAs !== null && day === today(ctx.clock) },
  };
}

/** Those signed, or those who did not although the county asks it of them. */
export async function presentList(ctx: ReadCtx, { cursor, limit, ...filter }: Query) {
  const page = { limit, ...(cursor && { cursor }) };
  if (filter.group !== 'missing') {
    const { rows, nextCursor } = await listSigned(ctx, filter, page);
    return { rows: rows.map(presentRow), nextCursor };
  }
  const { owing, day, dueAt } = await owed(ctx, filter);
  const { rows, nextCursor } = await listWithout(ctx, owing, page);
  const none = { version: 0, signedAt: null, signedByName: '', signedAs: null, summary: '', differences: 0 };
  const isLate = ctx.clock.now() > dueAt;
  return {
    rows: rows.map(({ id, name, division, industry }) => ({
      ...none,
      id,
      enterpriseId: id,
      enterpriseName: name,
      division,
      industry,
      day,
      isLate,
      dueAt: dueAt.toISOString(),
    })),
    nextCursor,
  };
}

export async function presentCount(ctx: ReadCtx, filter: CommitmentFilter) {
  return filter.group === 'missing' ? countWithout(ctx, (await owed(ctx, filter)).owing) : countSigned(ctx, filter);
}

async function owed(ctx: ReadCtx, { from, q, division, industry, enterpriseId }: CommitmentFilter) {
  const setting = await commitmentSetting(ctx);
  const day = from ?? today(ctx.clock);
  const owing = {
    industries: setting.industries,
    done: doneOn(ctx, day),
    enterpriseId,
    filter: { q, division, industry },
  };
  return { owing, day, dueAt: commitmentDueAt(day, setting.dueTime) };
}

/** What the enterprise made public. @throws app/not-found where it did not */
export async function presentPublic(ctx: Pick<Ctx, 'db' | 'clock'>, enterpriseId: string) {
  const record = await findPublic(ctx.db, enterpriseId);
  if (!record) throw appError('not-found', { what: '公开的安全承诺' });
  const { enterpriseName, day, counts, words, signedByName, signedAs, signedAt } = record;
  const isToday = localDate(ctx.clock.now()) === day;
  return { enterpriseName, day, isToday, counts, words, signedByName, signedAs, signedAt: signedAt.toISOString() };
}

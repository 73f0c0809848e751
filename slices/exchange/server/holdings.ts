import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, encodeCursor } from '@zhiben/platform/server/http/paging.ts';
import { findEnterprises } from '@zhiben/slices/enterprise/server';
import { countOfficialScreening, listUnreportedTasks, officialId } from '@zhiben/slices/screening/server';
import { OFFICIAL_TYPES, type OfficialType } from '../domain/official/index.ts';
import type { RawRecord } from '../domain/raw-record.ts';
import type { HeldRecord, Holding, HoldingState } from '../domain/records.contract.ts';
import { type Stream, type StreamItem, streamsOf } from './streams.ts';
import { sumSentByType } from './target.queries.ts';

/** What a county can report, what it cannot, and what it did: the same streams that go out, counted and listed. */

const COUNTED = 5_000;
const PAGE = 1_000;
const EVER = new Date(8.64e15);

const isRemoved = ({ record }: StreamItem) => String(record.deleted) === '1';
const streamsFor = (type: OfficialType, state: HoldingState): readonly Stream[] =>
  streamsOf(type).filter(
    // Removals are found by walking all measures of a county, to be passed over here.
    ({ name, isOfCounty, isOfRemovals }) =>
      !isOfCounty && !isOfRemovals && name.endsWith('/kept') === (state === 'kept'),
  );

export async function presentHoldings(
  ctx: Ctx,
): Promise<{ rows: Holding[]; items: { all: number; unmeasured: number } }> {
  const [sent, screening] = await Promise.all([sumSentByType(ctx), countOfficialScreening(ctx)]);
  const rows: Holding[] = [];
  for (const type of OFFICIAL_TYPES) {
    const own = await countItems(ctx, streamsFor(type, 'held'));
    const kept = await countItems(ctx, streamsFor(type, 'kept'));
    rows.push({
      type,
      held: { count: own.withCode, exact: own.exact },
      withoutCode: { count: own.withoutCode, exact: own.exact },
      kept: { count: kept.withCode, exact: kept.exact },
      unreported: type === 'screeningTask' ? screening.unmeasured : null,
      sent: sent.get(type) ?? 0,
    });
  }
  return { rows, items: screening.items };
}

/** Of what stands, no further than a bound. */
async function countItems(ctx: Ctx, streams: readonly Stream[]) {
  let withCode = 0;
  let withoutCode = 0;
  const reach = { until: EVER, enterpriseId: null };
  for (const { read } of streams) {
    let after: Parameters<typeof read>[3] = null;
    for (;;) {
      const { items, last, isLast } = await read(ctx, reach, {}, after, PAGE);
      for (const item of items) {
        if (isRemoved(item)) continue;
        if (item.hasCode) withCode += 1;
        else withoutCode += 1;
      }
      if (withCode + withoutCode >= COUNTED) return { withCode, withoutCode, exact: false };
      if (isLast) break;
      after = last;
    }
  }
  return { withCode, withoutCode, exact: true };
}

/** In the order of change; a page may hold fewer than asked for, or a few more where one of ours is several. */
export async function presentHeld(
  ctx: Ctx,
  query: { type: OfficialType; state: HoldingState; cursor?: string | undefined; limit: number },
): Promise<{ rows: HeldRecord[]; nextCursor: string | null }> {
  if (query.state === 'unreported') return presentUnreported(ctx, query);
  const { type, state, limit } = query;
  const streams = streamsFor(type, state);
  let [at, after] = placeIn(query.cursor);
  for (;;) {
    const stream = streams[at];
    if (!stream) return { rows: [], nextCursor: null };
    const page = await stream.read(ctx, { until: EVER, enterpriseId: null }, {}, after, limit);
    const shown = page.items.filter(
      (item) => !isRemoved(item) && (state === 'kept' || item.hasCode === (state === 'held')),
    );
    if (page.isLast) at += 1;
    after = page.isLast ? null : page.last;
    if (shown.length === 0) continue;
    const nextCursor = at < streams.length ? encodeCursor([at, after?.at ?? '', after?.id ?? '']) : null;
    return { rows: await named(ctx, { type, state }, shown), nextCursor };
  }
}

function placeIn(cursor: string | undefined): [number, { at: string; id: string } | null] {
  if (!cursor) return [0, null];
  const [stream, at, id] = decodeCursor(cursor, ['integer', 'text', 'text']);
  if (at === '') return [stream, null];
  return [stream, { at, id }];
}

async function presentUnreported(
  ctx: Ctx,
  { type, cursor, limit }: { type: OfficialType; cursor?: string | undefined; limit: number },
): Promise<{ rows: HeldRecord[]; nextCursor: string | null }> {
  if (type !== 'screeningTask') return { rows: [], nextCursor: null };
  const tasks = await listUnreportedTasks(ctx, cursor ? decodeCursor(cursor, ['id'])[0] : null, limit + 1);
  const shown = tasks.slice(0, limit);
  const names = await namesOf(
    ctx,
    shown.map(({ enterpriseId }) => enterpriseId),
  );
  const rows = shown.map(({ id, name, enterpriseId, items, measured }) => {
    const why = measured === 0 ? `${items} 个检查项都没有关联管控措施` : '包保任务没有编号';
    const enterpriseName = names.get(enterpriseId) ?? '';
    return {
      id,
      type,
      enterpriseId,
      enterpriseName,
      title: `${name}（${why}）`,
      path: `/screening-tasks/${id}`,
      body: '',
    };
  });
  const last = shown.at(-1);
  return { rows, nextCursor: tasks.length > limit && last ? encodeCursor([last.id]) : null };
}

async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await findEnterprises(ctx, [...new Set(ids.filter((id) => id !== ''))]);
  return new Map(found.map(({ id, name }) => [id, name]));
}

async function named(
  ctx: Ctx,
  { type, state }: { type: OfficialType; state: HoldingState },
  items: readonly StreamItem[],
): Promise<HeldRecord[]> {
  const names = await namesOf(
    ctx,
    items.map(({ enterpriseId }) => enterpriseId),
  );
  return items.map(({ enterpriseId, record }) => ({
    id: `${String(record.id)}${state === 'kept' ? `/enterprises/${enterpriseId}` : pathOf(type, record, enterpriseId)}`,
    type,
    enterpriseId: enterpriseId || null,
    enterpriseName: names.get(enterpriseId) ?? '',
    title: titleOf(type, record),
  }));
}

/** What of a record says which one it is. */
function titleOf(type: OfficialType, record: RawRecord): string {
  const said = (field: string) => String(record[field] ?? '');
  const titles: Record<OfficialType, string> = {
    riskUnit: said('riskUnitName'),
    riskEvent: said('riskEventName'),
    riskMeasure: said('troubleshootContent'),
    screeningTask: `每 ${said('checkCycle')} ${said('checkCycleUnit')}一次`,
    checkRecord: `排查于 ${sayMoment(said('checkTime'))}`,
    hazard: said('dangerName'),
    suspension: `${sayMoment(said('stopStartTime'))} 起：${said('stopReason')}`,
    safetyCommitment: `签署于 ${sayMoment(said('createDate'))}`,
  };
  return titles[type];
}

const sayMoment = (moment: string) => moment.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})\d{2}$/, '$1-$2-$3 $4:$5');

function pathOf(type: OfficialType, record: RawRecord, enterpriseId: string): string {
  const id = String(record.id);
  if (type === 'hazard') return `/hazards/${id}`;
  if (type === 'screeningTask') return `/screening-tasks/${officialId(id, String(record.riskMeasureId))}`;
  if (type === 'checkRecord') return `/screening-records?enterpriseId=${enterpriseId}`;
  if (type === 'suspension') return `/screening-suspensions?enterpriseId=${enterpriseId}`;
  if (type === 'safetyCommitment') return `/commitments?enterpriseId=${enterpriseId}`;
  return `/risks/enterprises/${enterpriseId}`;
}

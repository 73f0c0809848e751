import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { addDays, fixedClock, instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import { createCtx, type Services } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withClient } from '@zhiben/platform/server/db/copy.ts';
import { copyFiles } from '@zhiben/platform/server/files/copy-files.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import { countForEffect } from '@zhiben/slices/hazard/server';
import {
  copyScreening,
  keepMonth,
  type LoadedRecord,
  type LoadedScreening,
  type LoadedTask,
  listScreened,
  recountFrom,
} from '@zhiben/slices/screening/server';
import { COUNTY } from './county.ts';
import { storePictures } from './pictures.ts';
import { createRandom, type Random } from './random.ts';

const SEED = 20_240_207;
const INDUSTRY = 'industrial-trade';
const DAY_MS = 86_400_000;
const MINUTE = 60_000;

/** What an enterprise's records look like: honest ones, and one kind for each test that stands beside E. */
const KINDS = [
  ...Array.from({ length: 10 }, () => 'honest' as const),
  'photos',
  'answers',
  'passed',
  'fast',
  'minute',
  'split',
] as const;
type Kind = (typeof KINDS)[number];

const yesNo = (id: string, question: string) => ({ id, question, kind: 'yes-no' as const });
const reading = (id: string, question: string, unit: string) => ({ id, question, kind: 'number' as const, unit });
const plain = {
  method: '',
  basis: '',
  unit: '',
  low: null,
  high: null,
  choices: [],
  photo: 'optional' as const,
  photoBasis: '',
  measureId: null,
  criterion: null,
};
const ITEMS = [
  yesNo('exit', '安全出口、疏散通道畅通，没有堆放货物'),
  yesNo('guard', '冲压、剪切设备的防护罩和光电保护有效'),
  yesNo('wire', '配电箱门关好，没有私拉乱接、裸露电线'),
  yesNo('dust', '除尘系统先于设备启动，积尘已清理'),
  yesNo('wear', '作业人员按要求佩戴劳动防护用品'),
  reading('press', '空压机压力读数', 'MPa'),
  reading('heat', '烘干炉温度读数', '℃'),
  reading('flow', '除尘风管压差读数', 'Pa'),
].map((item) => ({ ...plain, ...item }));

interface Options {
  readonly now: Date;
  readonly services: Services;
}

/** A few works whose records show what each test beside E looks at, among others that work as one should. */
export async function loadScreeningPatterns(
  { app, owner }: { readonly app: Connection; readonly owner: Connection },
  enterprises: readonly NewEnterprise[],
  { now, services }: Options,
): Promise<void> {
  const random = createRandom(SEED);
  const actor = systemActor(COUNTY);
  const ctx = createCtx({
    connection: app,
    actor,
    clock: fixedClock(now),
    log: createLog(),
    requestId: 'demo',
    services,
  });
  const taken = new Set(
    (await listScreened(ctx, '00000000-0000-0000-0000-000000000000', 10_000)).map((one) => one.enterpriseId),
  );
  const on = localDate(now);
  // The last month and the present one.
  const from = `${addDays(`${on.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
  // Those with hazards to cure first: E can be compared where both halves can.
  const due = new Set(
    (await countForEffect(ctx, { from, to: on })).filter((one) => one.due > 0).map((one) => one.enterpriseId),
  );
  const free = enterprises
    .filter(({ id, industry }) => industry === INDUSTRY && !taken.has(id))
    .sort((a, b) => Number(due.has(b.id)) - Number(due.has(a.id)))
    .slice(0, KINDS.length);
  const pictures = await storePictures(services.files);
  const loaded = free.map((enterprise, n) =>
    screeningOf(random, enterprise, KINDS[n] ?? 'honest', { from, on }, pictures),
  );
  await withClient(owner, async (client) => {
    await copyScreening(client, loaded, { county: COUNTY, byUser: actor.userId, byName: actor.name });
    const files = copyFiles(client);
    for (const { place, records } of loaded) {
      const first = [...records].find(({ answers }) => answers[0]?.files.length);
      const picture = pictures.find(({ sha256 }) => sha256 === first?.answers[0]?.files[0]);
      if (!first || !picture) continue;
      await files.write({
        county: COUNTY,
        id: random.id(first.signedAt),
        sha256: picture.sha256,
        name: '现场.png',
        media_type: 'image/png',
        bytes: picture.bytes,
        has_thumbnail: true,
        subject_kind: 'screeningRecord',
        subject_id: first.id,
        division: place.division,
        industry: place.industry,
        enterprise_id: place.id,
        uploaded_by: actor.userId,
        uploaded_at: first.signedAt.toISOString(),
      });
    }
    await files.end();
  });
  const places = loaded.map(({ place }) => place);
  await recountFrom(
    ctx,
    places.map((place) => ({ ...place, daysUntil: null })),
    from,
  );
  for (const month of [from.slice(0, 7), on.slice(0, 7)]) await keepMonth(ctx, month);
}

interface Span {
  readonly from: string;
  readonly on: string;
}

function screeningOf(
  random: Random,
  enterprise: NewEnterprise,
  kind: Kind,
  { from, on }: Span,
  pictures: readonly { readonly sha256: string }[],
): LoadedScreening {
  const since = new Date(instantOf(from).getTime() - DAY_MS);
  const id = (at = since) => random.id(at);
  const checklists = [{ id: id(), name: '班组日查', libraryCode: null, items: ITEMS }];
  const planned = {
    cycleEvery: 1,
    startOn: from,
    endsOn: null,
    workStart: null,
    workEnd: null,
    shifts: [],
    workDayType: 0 as const,
    since: from,
    until: null,
  };
  const basis = '班组日查（外地规定，供参考）';
  const task = (name: string, checklistId: string) => ({
    id: id(),
    checklistId,
    name,
    level: 'team' as const,
    schedules: [{ ...planned, cycleUnit: 'day' as const }],
    assignees: [],
    workType: 0 as const,
    taskNo: null,
    dutyCode: 'L01',
    basis,
  });
  const tasks: LoadedTask[] = [task('一车间班组日查', checklists[0]?.id ?? '')];
  if (kind === 'passed') {
    for (const shop of ['二', '三', '四']) tasks.push(task(`${shop}车间班组日查`, checklists[0]?.id ?? ''));
  }
  if (kind === 'split') {
    for (const item of ITEMS.slice(0, 6)) {
      const checklist = { id: id(), name: item.question, libraryCode: null, items: [item] };
      checklists.push(checklist);
      tasks.push(task(item.question, checklist.id));
    }
  }
  const principal = {
    id: id(),
    checklistId: checklists[0]?.id ?? '',
    name: '主要负责人带队检查',
    level: 'principal' as const,
    schedules: [{ ...planned, cycleUnit: 'quarter' as const }],
    assignees: [],
    workType: 1 as const,
    taskNo: 1,
    dutyCode: 'D102',
    basis: '',
  };
  const signer = { id: systemActor(COUNTY).userId, name: enterprise.principalName };
  const records: LoadedRecord[] = [];
  for (let day = from; day < on; day = addDays(day, 1)) {
    for (const one of tasks) {
      // Now and then a day is missed, or made up on the day after.
      if (random.chance(0.06) && kind !== 'passed') continue;
      const isLate = kind !== 'minute' && random.chance(0.05);
      const minute = kind === 'minute' ? 30 : random.int(0, 55);
      const signedAt = new Date(
        instantOf(isLate ? addDays(day, 1) : day, 8).getTime() + minute * MINUTE + random.int(0, 40) * 1000,
      );
      if (signedAt.getTime() > instantOf(on).getTime()) continue;
      const items = checklists.find((list) => list.id === one.checklistId)?.items ?? ITEMS;
      const took = kind === 'fast' ? random.int(3, 7) : random.int(150, 600);
      const bad = kind !== 'passed' && random.chance(0.22) ? random.int(0, Math.min(4, items.length - 1)) : -1;
      const picture = kind === 'photos' ? pictures[0] : undefined;
      const answers = items.map((item, n) => ({
        item: item.id,
        value: item.kind === 'number' ? readingOf(random, kind, n) : null,
        verdict: n === bad && item.kind === 'yes-no' ? ('bad' as const) : ('ok' as const),
        note: n === bad ? '当场已要求整改' : '',
        files: n === 0 && picture ? [picture.sha256] : [],
      }));
      records.push({
        taskId: one.id,
        slotKey: day,
        answers,
        id: id(signedAt),
        slotDay: day,
        state: isLate ? 'made-up' : 'done',
        startedAt: new Date(signedAt.getTime() - took * 1000),
        signedAt,
        signer,
        findings: [],
      });
    }
  }
  const { id: enterpriseId, name, division, industry } = enterprise;
  const place = { id: enterpriseId, name, division, industry };
  return {
    place,
    since,
    checklists,
    tasks: [...tasks, principal],
    suspensions: [],
    records,
  };
}

function readingOf(random: Random, kind: Kind, n: number): number {
  if (kind === 'answers') return [0, 0, 0, 0, 0, 0.7, 85, 620][n] ?? 1;
  return Math.round((n * 10 + random.next() * 20) * 10) / 10;
}

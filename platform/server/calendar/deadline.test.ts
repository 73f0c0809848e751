import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { systemActor } from '../../domain/actor.ts';
import { fixedClock } from '../../domain/clock.ts';
import { deadlineSchema } from '../../domain/deadline.contract.ts';
import { newId } from '../../domain/ids.ts';
import { createCtx, type TxCtx } from '../ctx.ts';
import { testDatabase } from '../db/test-database.ts';
import {
  cancelDeadline,
  extendDeadline,
  legalLimit,
  meetDeadline,
  pauseDeadline,
  resumeDeadline,
  startDeadline,
} from './deadline.actions.ts';
import { findDeadlines, listDeadlines } from './deadline.queries.ts';

const database = testDatabase();
const county = '990102';
const why = { reason: '需要检测鉴定', source: '示范县规定第五条' };

function setUp() {
  const clock = fixedClock('2024-09-25T10:00:00+08:00');
  const ctx = createCtx({
    connection: database.app,
    actor: systemActor(county),
    clock,
    log: pino({ level: 'silent' }),
    requestId: 'test',
    services: { hashAlgorithm: 'sha256' } as never,
  });
  const which = { subject: { kind: 'hazard', id: newId() }, purpose: 'rectification' };
  const write = <T>(work: (tx: TxCtx) => Promise<T>) =>
    ctx.transaction(async (tx) => {
      tx.record({ id: newId(), action: 'test:deadline', subject: which.subject, data: {} });
      return work(tx);
    });
  const list = () => listDeadlines(ctx, county, which.subject.id);
  return { clock, ctx, which, write, list };
}

test('a deadline lives from start to end as a ledger', async () => {
  const { clock, ctx, which, write, list } = setUp();
  const rule = legalLimit('L07'); // 听证申请: 5 working days
  expect(await write((tx) => startDeadline(tx, { ...which, rule }))).toMatchObject({ dueOn: '2024-10-08' });

  clock.set('2024-09-27T09:00:00+08:00');
  await write((tx) => pauseDeadline(tx, { ...which, ...why }));
  const [paused] = await list();
  expect(paused).toMatchObject({ state: 'paused', dueOn: null, daysLeft: null, overdue: false });
  const due =
    await sql`select from deadlines where due_on <= '9999-12-31' and subject_id = ${which.subject.id}`.execute(ctx.db);
  expect(due.rows).toHaveLength(0); // no sweep takes a paused one as due

  clock.set('2024-10-09T09:00:00+08:00');
  expect(await write((tx) => resumeDeadline(tx, { ...which, ...why }))).toEqual({ dueOn: '2024-10-12' });
  await write((tx) => extendDeadline(tx, { ...which, ...why, dueOn: '2024-10-31' }));

  clock.set('2024-10-30T23:00:00+08:00');
  const [card] = await list();
  expect(deadlineSchema.parse(card)).toEqual(card);
  expect(card).toMatchObject({
    state: 'running',
    originalDueOn: '2024-10-08',
    dueOn: '2024-10-31',
    daysLeft: 1,
    ruleText: '听证申请(告知后)：起算日次日起 5 个工作日内',
    source: '行政处罚法64、85条',
    confidence: 'text',
    mark: '',
    pauses: [{ from: '2024-09-27', to: '2024-10-09', days: 12, reason: why.reason, source: why.source }],
    extensions: [{ decidedOn: '2024-10-09', from: '2024-10-12', to: '2024-10-31' }],
  });

  await write((tx) => meetDeadline(tx, which));
  expect((await list())[0]).toMatchObject({ state: 'met', metOn: '2024-10-30', overdue: false });
  await expect(write((tx) => meetDeadline(tx, which))).rejects.toMatchObject({ code: 'deadline/not-open' });
});

test('one open deadline a purpose; a new one after the old ended; a day set by decision', async () => {
  const { which, write, list } = setUp();
  const fixed = { dueOn: '2024-12-31', code: 'plan:task', source: '示范县方案' };
  await write((tx) => startDeadline(tx, { ...which, ...fixed }));
  await expect(write((tx) => startDeadline(tx, { ...which, ...fixed }))).rejects.toMatchObject({
    code: 'deadline/already-open',
  });
  await write((tx) => startDeadline(tx, { ...which, ...fixed, purpose: 'report' }));
  await write((tx) => cancelDeadline(tx, which));
  await write((tx) => startDeadline(tx, { ...which, ...fixed, dueOn: '2025-01-31' }));
  const states = (await list()).map((d) => [d.purpose, d.state, d.ruleText]);
  expect(states).toEqual([
    ['rectification', 'cancelled', '2024-12-31 前'],
    ['report', 'running', '2024-12-31 前'],
    ['rectification', 'running', '2025-01-31 前'],
  ]);
  await expect(write((tx) => extendDeadline(tx, { ...which, ...why, dueOn: '2025-01-31' }))).rejects.toMatchObject({
    code: 'deadline/not-later',
  });
});

test('of two changes at once the second sees the first', async () => {
  const { which, write } = setUp();
  await write((tx) => startDeadline(tx, { ...which, rule: legalLimit('E07') }));
  const results = await Promise.allSettled([1, 2].map(() => write((tx) => pauseDeadline(tx, { ...which, ...why }))));
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('another county’s deadline is not there', async () => {
  const { ctx, which, write } = setUp();
  await write((tx) => startDeadline(tx, { ...which, rule: legalLimit('L11') }));
  expect(await findDeadlines(ctx.db, '990199', [which.subject.id])).toEqual([]);
});

test('limits in hours, rates or days of the month start no deadline', () => {
  for (const code of ['E01', 'L12', 'H10', 'E05', 'none']) expect(() => legalLimit(code)).toThrow(code);
});

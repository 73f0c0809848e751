import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Receipt, ScreeningPack } from '@zhiben/slices/screening/domain';
import { signIn, startProduct } from '../e2e/product.ts';
import { httpClient } from './load.ts';

/**
 * `node --import tsx bench/screening-sync.ts [--phones 2000] [--connections 16] [--data FOLDER]`: phones that come back
 * into the network at once, each with 20 signed checks, against the product with the demo county as a user starts it.
 * The people of the demo's enterprises send for all phones, so that what one enterprise serialises weighs more than in
 * a real county.
 */
const { values } = parseArgs({
  options: { phones: { type: 'string' }, connections: { type: 'string' }, data: { type: 'string' } },
});
const PHONES = Number(values.phones ?? 2_000);
const CONNECTIONS = Number(values.connections ?? 16);
const ITEMS = 20;
const ACCOUNTS = ['safety', 'safety2', 'safety3', 'safety4', 'safety5'];

const folder = values.data ?? mkdtempSync(join(tmpdir(), 'zhiben-bench-sync-'));
const product = await startProduct(folder);
try {
  const people = await Promise.all(
    ACCOUNTS.map(async (account) => {
      const send = httpClient(product.port, await signIn(product.port, account));
      const { pack } = JSON.parse((await send('GET', '/api/screening/pack')).text) as { pack: ScreeningPack };
      return { send, pack };
    }),
  );
  const times: number[] = [];
  const accepted = new Set<string>();
  let phone = 0;
  const startedAt = performance.now();
  const connection = async () => {
    while (phone < PHONES) {
      const n = phone++;
      const person = people[n % people.length];
      if (!person) throw new Error('the demo county has people of enterprises');
      const deviceAt = new Date().toISOString();
      const items = Array.from({ length: ITEMS }, () => itemOf(person.pack, deviceAt));
      const sentAt = performance.now();
      const { status, text } = await person.send('POST', '/api/screening/sync', {
        deviceId: `phone-${n}-x`,
        deviceAt,
        items,
      });
      times.push(performance.now() - sentAt);
      if (status !== 200) throw new Error(text);
      for (const { id, outcome } of (JSON.parse(text) as { receipts: Receipt[] }).receipts)
        if (outcome === 'accepted') accepted.add(id);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - startedAt) / 1_000;
  times.sort((a, b) => a - b);
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
  console.log(
    `${PHONES} phones × ${ITEMS} checks over ${CONNECTIONS} connections: ${seconds.toFixed(1)} s, ` +
      `${accepted.size} of ${PHONES * ITEMS} in, batch p95 ${p95.toFixed(0)} ms`,
  );
  if (accepted.size !== PHONES * ITEMS) process.exitCode = 1;
} finally {
  await product.stop();
  if (!values.data) rmSync(folder, { recursive: true, force: true });
}

/** A check beside the plan, with an answer to each item of the list. */
function itemOf({ tasks, checklists, user }: ScreeningPack, at: string) {
  const [task] = tasks;
  const list = checklists.find(({ id }) => id === task?.checklistId);
  if (!task || !list) throw new Error('a safety manager of the demo has a task');
  const answers = list.items.map(({ id }) => ({ item: id, verdict: 'na' as const }));
  const body = {
    taskId: task.id,
    slotKey: null,
    checklistId: list.id,
    edition: list.edition,
    startedAt: at,
    signedAt: at,
    signedName: user.name,
    answers,
  };
  const hash = createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex');
  return { id: newId(), kind: 'record' as const, at, hash, body };
}

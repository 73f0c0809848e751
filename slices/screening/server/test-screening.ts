import { createHash } from 'node:crypto';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Receipt, RecordBodyInput, SyncKind } from '../domain/sync.contract.ts';

interface Answered {
  readonly statusCode: number;
  readonly body: string;
  json(): unknown;
}
interface Client {
  post(url: string, body?: object): Promise<Answered>;
}
/** A test county, as far as it is needed here. */
interface County {
  as(person: 'safety'): Client;
}

/** Parts of tests: a checklist and a task as a safety manager makes them, items as a phone sends them. */
export const DEVICE = 'test-device-1';

export const ITEMS = [
  { id: 'door', question: '安全出口畅通' },
  {
    id: 'pressure',
    question: '管道压力正常',
    kind: 'number' as const,
    low: 0.2,
    high: 0.4,
    unit: 'MPa',
    criterion: 'CH-15',
  },
];

export const ok = <T>(response: Answered): T => {
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`);
  return response.json() as T;
};

export async function makeChecklist(county: County): Promise<string> {
  const id = newId();
  ok(await county.as('safety').post('/api/checklists', { id, name: '班组日查', origin: 'own', items: ITEMS }));
  return id;
}

export async function makeTask(county: County, checklistId: string, over: object = {}): Promise<string> {
  const id = newId();
  const task = {
    id,
    checklistId,
    name: '班组日查',
    level: 'team',
    cycleEvery: 1,
    cycleUnit: 'day',
    startOn: '2024-03-01',
  };
  ok(await county.as('safety').post('/api/screening-tasks', { ...task, assignees: [], ...over }));
  return id;
}

export const itemOf = (
  kind: SyncKind,
  body: Record<string, unknown> | RecordBodyInput,
  id = newId(),
  at = '2024-03-20T02:00:00Z',
) => ({
  id,
  kind,
  at,
  hash: createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex'),
  body: body as Record<string, unknown>,
});

export function recordBody(
  over: Partial<RecordBodyInput> & Pick<RecordBodyInput, 'taskId' | 'checklistId'>,
): RecordBodyInput {
  return {
    slotKey: '2024-03-20',
    edition: 1,
    startedAt: '2024-03-20T01:50:00Z',
    signedAt: '2024-03-20T02:00:00Z',
    signedName: '测试teamLeader',
    answers: [
      { item: 'door', verdict: 'ok' },
      { item: 'pressure', verdict: 'ok', value: 0.3 },
    ],
    ...over,
  };
}

export async function sync(client: Client, items: readonly object[], over: object = {}): Promise<Receipt[]> {
  const batch = { deviceId: DEVICE, deviceAt: '2024-03-20T02:00:00Z', items, ...over };
  return ok<{ receipts: Receipt[] }>(await client.post('/api/screening/sync', batch)).receipts;
}

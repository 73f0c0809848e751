import { newId } from '@zhiben/platform/domain/ids.ts';
import * as screening from '@zhiben/slices/screening/domain';
import { insertChecklist } from '../../slices/screening/server/checklists.queries.ts';
import { lockFile } from '../../slices/screening/server/file.queries.ts';
import { insertSuspension } from '../../slices/screening/server/suspensions.queries.ts';
import { insertConflicts, insertItems, insertRecords } from '../../slices/screening/server/sync.queries.ts';
import { insertTask } from '../../slices/screening/server/tasks.queries.ts';
import { atPlace, type Maker, noRecord, type Place, type Sample, type Setting } from '../permission-matrix-world.ts';
import { anEnterprise, command } from './common.ts';
import { aUnit } from './risk.ts';

/** Of the enterprises of the test county not each has people of its own: rows are put there for all alike. */
async function within(
  { county, placement }: Place,
  work: (tx: Parameters<typeof insertChecklist>[0], enterpriseId: string) => Promise<void>,
): Promise<void> {
  const { enterpriseId: id, division, industry } = placement;
  await county.ctxOf('clerk').transaction(async (tx) => {
    await lockFile(tx, { id, name: '测试企业', division, industry });
    await work(tx, id);
    tx.record({ id: newId(), action: 'test:screening', subject: { kind: 'county', id: newId() }, data: {} });
  });
}

const ITEM = screening.checkItemSchema.parse({ id: 'door', question: '安全出口畅通' });

const aChecklist: Maker = async (place) => {
  const id = newId();
  const list = { id, name: '测试清单', origin: 'own' as const, libraryCode: null, items: [ITEM] };
  await within(place, (tx, enterpriseId) => insertChecklist(tx, { ...list, enterpriseId }));
  return id;
};

const schedule = {
  cycleEvery: 1,
  cycleUnit: 'day' as const,
  startOn: '2024-03-01',
  endsOn: null,
  workStart: null,
  workEnd: null,
  shifts: [],
  workDayType: 0 as const,
};
const fields = {
  unitId: null,
  unitName: null,
  name: '测试任务',
  level: 'team' as const,
  workType: 0 as const,
  taskNo: null,
  assignees: [],
  dutyCode: null,
  basis: '',
};

const aTask: Maker = async (place, make) => {
  const id = newId();
  const checklistId = await make(aChecklist);
  const schedules = [{ ...schedule, since: '2024-03-01', until: null }];
  await within(place, (tx, enterpriseId) => insertTask(tx, id, enterpriseId, { ...fields, checklistId, schedules }));
  return id;
};

const aSuspension: Maker = async (place) => {
  const id = newId();
  const times = { startsAt: new Date('2024-03-19T00:00:00Z'), endsAt: new Date('2024-03-22T00:00:00Z') };
  const rest = { unitId: null, unitName: null, reason: '检修', filedLate: false };
  await within(place, (tx, enterpriseId) => insertSuspension(tx, { id, enterpriseId, ...times, ...rest }));
  return id;
};

const aRecord: Maker = async (place, make) => {
  const id = newId();
  const [taskId, checklistId] = [await make(aTask), await make(aChecklist)];
  const { division, industry } = place.placement;
  await within(place, async (tx, enterpriseId) => {
    const now = tx.clock.now();
    const { county } = tx.actor;
    const [signerId, hash] = [newId(), 'a'.repeat(64)];
    await insertRecords(tx, [
      {
        county,
        id,
        slot_day: '2024-03-20',
        enterprise_id: enterpriseId,
        enterprise_name: '测试企业',
        division,
        industry,
        task_id: taskId,
        task_name: '测试任务',
        level: 'team',
        unit_id: null,
        unit_name: null,
        slot_key: '2024-03-20',
        claimed_slot_key: null,
        state: 'done',
        checklist_id: checklistId,
        edition: 1,
        started_at: now,
        signed_at: now,
        clock_skew_seconds: 0,
        received_at: now,
        signer_id: signerId,
        signer_name: '甲',
        device_id: 'test-device-1',
        hash,
        answers: [screening.answerSchema.parse({ item: 'door', verdict: 'ok' })],
        findings: [],
        answer_count: 1,
        bad: 0,
        finding_count: 0,
        open_conflicts: 1,
        merged: [],
        missing_files: [],
        version: 1,
        updated_at: now,
      },
    ]);
    await insertItems(tx, [
      {
        county,
        id,
        kind: 'record',
        hash,
        outcome: 'accepted',
        problems: null,
        subject_kind: 'screeningRecord',
        subject_id: id,
        subject_day: '2024-03-20',
        enterprise_id: enterpriseId,
        user_id: signerId,
        device_id: 'test-device-1',
        body: null,
        received_at: now,
      },
    ]);
  });
  return id;
};

const aConflict: Maker = async (place, make) => {
  const id = newId();
  const recordId = await make(aRecord);
  const side = {
    answer: screening.answerSchema.parse({ item: 'door', verdict: 'ok' }),
    by: { id: newId(), name: '甲' },
    signedAt: '2024-03-20T00:00:00.000Z',
    deviceId: 'test-device-1',
  };
  await within(place, (tx, enterpriseId) =>
    insertConflicts(tx, [
      {
        county: tx.actor.county,
        id,
        enterprise_id: enterpriseId,
        record_id: recordId,
        slot_day: '2024-03-20',
        slot_key: '2024-03-20',
        task_name: '测试任务',
        item_id: 'door',
        question: '安全出口畅通',
        first: side,
        second: side,
        arisen_at: tx.clock.now(),
        chosen: null,
        reason: null,
        resolved_at: null,
        resolved_by: null,
        resolved_by_name: null,
      },
    ]),
  );
  return id;
};

const ofEnterprise = (setting: Parameters<typeof anEnterprise>[0]) => ({
  query: { enterpriseId: anEnterprise(setting) },
});
/** Ids that name nothing anybody has, where a record of a foreign place is not easily had. */
const unknownId = () => newId();
/** Made by the phone for what it sends: a resend, not a reference. */
const madeByPhone = () => '';
const taskBody = {
  name: '测试任务',
  level: 'team' as const,
  cycleEvery: 1,
  cycleUnit: 'day' as const,
  startOn: '2024-03-20',
  assignees: [],
};
const taskReferences = {
  checklistId: ({ make }: Setting) => make(aChecklist),
  unitId: ({ make }: Setting) => make(aUnit),
  assignees: unknownId,
};
const measures = { references: { 'items.measureId': unknownId } };

export const screeningSamples: readonly Sample[] = [
  atPlace(screening.listChecklists, ofEnterprise),
  atPlace(screening.getChecklist, async ({ make }) => ({ params: { id: await make(aChecklist) } })),
  noRecord(screening.listChecklistLibrary, () => ({})),
  noRecord(
    screening.createChecklist,
    () => ({
      body: { id: newId(), name: '清单', origin: 'own' as const, items: [{ id: 'door', question: '安全出口畅通' }] },
    }),
    measures,
  ),
  atPlace(
    screening.editChecklist,
    async ({ make }) => ({
      params: { id: await make(aChecklist) },
      body: { ...command(), name: '清单', items: [{ id: 'door', question: '安全出口畅通' }] },
    }),
    measures,
  ),
  atPlace(screening.removeChecklist, async ({ make }) => ({
    params: { id: await make(aChecklist) },
    body: { ...command(), reason: '不用了' },
  })),
  atPlace(screening.listScreeningTasks, ofEnterprise),
  atPlace(screening.getScreeningTask, async ({ make }) => ({ params: { id: await make(aTask) }, query: {} })),
  atPlace(
    screening.createScreeningTask,
    async ({ make }) => ({ body: { id: newId(), checklistId: await make(aChecklist), ...taskBody } }),
    { references: taskReferences },
  ),
  atPlace(
    screening.editScreeningTask,
    async ({ make }) => ({
      params: { id: await make(aTask) },
      body: { ...command(), checklistId: await make(aChecklist), ...taskBody },
    }),
    { references: taskReferences },
  ),
  atPlace(screening.removeScreeningTask, async ({ make }) => ({
    params: { id: await make(aTask) },
    body: { ...command(), reason: '不用了' },
  })),
  atPlace(screening.listTaskProposals, ofEnterprise),
  noRecord(screening.listScreeningChoices, () => ({})),
  noRecord(screening.listMyScreening, () => ({})),
  atPlace(screening.listSuspensions, ofEnterprise),
  noRecord(
    screening.fileSuspension,
    () => ({
      body: { id: newId(), unitId: null, from: '2024-03-20T00:00:00Z', to: '2024-03-21T00:00:00Z', reason: '检修' },
    }),
    { references: { unitId: ({ make }) => make(aUnit) } },
  ),
  atPlace(screening.endSuspension, async ({ make }) => ({
    params: { id: await make(aSuspension) },
    body: { ...command(), to: '2024-03-21T00:00:00Z' },
  })),
  atPlace(screening.withdrawSuspension, async ({ make }) => ({
    params: { id: await make(aSuspension) },
    body: { ...command(), reason: '登记错了' },
  })),
  noRecord(screening.listScreeningRecords, () => ({ query: {} })),
  noRecord(screening.countScreeningRecords, () => ({ query: {} })),
  noRecord(screening.exportScreeningRecords, () => ({ query: {} })),
  atPlace(screening.getScreeningRecord, async ({ make }) => ({ params: { id: await make(aRecord) } })),
  atPlace(screening.listScreeningSlots, ofEnterprise),
  atPlace(screening.countScreeningSlots, ofEnterprise),
  atPlace(screening.listConflicts, ofEnterprise),
  atPlace(screening.resolveConflict, async ({ make }) => ({
    params: { id: await make(aConflict) },
    body: { commandId: newId(), chosen: 'first' as const, reason: '现场核对' },
  })),
  atPlace(screening.listScreeningDays, (s) => ({
    query: { enterpriseId: anEnterprise(s), from: '2024-03-01', to: '2024-03-20' },
  })),
  atPlace(screening.getScreeningSummary, ofEnterprise),
  noRecord(screening.getScreeningPack, () => ({ query: {} })),
  noRecord(
    screening.syncScreening,
    () => ({
      body: {
        deviceId: 'test-device-1',
        deviceAt: '2024-03-20T02:00:00Z',
        items: [{ id: newId(), kind: 'finding' as const, at: '2024-03-20T02:00:00Z', hash: '0'.repeat(64), body: {} }],
      },
    }),
    { references: { 'items.id': madeByPhone } },
  ),
  noRecord(screening.filesKnown, () => ({ body: { hashes: ['0'.repeat(64)] } })),
];

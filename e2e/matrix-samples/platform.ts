import * as audit from '@zhiben/platform/domain/audit.contract.ts';
import * as files from '@zhiben/platform/domain/files.contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { openLive } from '@zhiben/platform/domain/live.contract.ts';
import * as notify from '@zhiben/platform/domain/notify.contract.ts';
import * as views from '@zhiben/platform/domain/views.contract.ts';
import { notify as tell } from '@zhiben/platform/server/notify/index.ts';
import { registerHazard } from '@zhiben/slices/hazard/server';
import type { Person, TestCounty } from 'zhiben/test-county';
import { atPlace, inCounty, type Maker, noRecord, type Sample, type Setting } from '../permission-matrix-world.ts';
import { aUser } from './common.ts';
import { finding } from './hazard.ts';

/** A picture of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

async function upload(county: TestCounty, person: Person): Promise<string> {
  const id = newId();
  const body = new FormData();
  body.append('id', id);
  body.append('file', new Blob([PIXEL]), '现场.png');
  const response = await county.as(person).post('/api/files', body);
  if (response.statusCode !== 200) throw new Error(response.body);
  return id;
}

/** A photo on the record of a hazard; it is seen by whoever sees the hazard. */
const aPhoto: Maker = async ({ county, placement }) => {
  const township = placement.division === county.townships.west ? 'west' : 'east';
  const photo = await upload(county, township);
  const body = { ...finding(placement.enterpriseId, 'lowerLevelReport'), files: [photo] };
  await registerHazard(county.ctxOf(township), body);
  return photo;
};

async function anInboxLine({ county, person }: Setting): Promise<string> {
  const userIds = [county.userIds[person]];
  await county.ctxOf('admin').transaction(async (tx) => {
    await tell(tx, { userIds, kind: 'test:told', title: '测试消息', detail: '', link: '' });
    tx.record({ id: newId(), action: 'test:tell', subject: { kind: 'county', id: newId() }, data: {} });
  });
  const { rows } = (await county.as(person).get('/api/notifications')).json<{ rows: { id: string }[] }>();
  return rows[0]?.id ?? newId();
}

async function aCheckpoint({ county }: Setting): Promise<number> {
  const admin = county.as('admin');
  await admin.get(`/api/audit/proofs/${county.userIds.admin}?format=json`); // an export makes one
  const { rows } = (await admin.get('/api/audit/checkpoints')).json<{ rows: { seq: number }[] }>();
  return rows[0]?.seq ?? 0;
}

/** Routes of the platform itself. */
export const platformSamples: readonly Sample[] = [
  noRecord(audit.listAuditCheckpoints, () => ({ query: {} })),
  // Checkpoints are numbered anew in each county: that of another cannot even be named.
  noRecord(audit.getAuditCheckpoint, async (setting) => ({ params: { seq: await aCheckpoint(setting) }, query: {} })),
  inCounty(audit.getAuditProof, (setting) => ({ params: { subjectId: aUser(setting) }, query: {} })),
  noRecord(files.uploadFile, () => {
    const body = new FormData();
    body.append('id', newId());
    body.append('file', new Blob(['测试']), '测试.txt');
    return { body };
  }),
  atPlace(files.getFile, async ({ make }) => ({ params: { id: await make(aPhoto) }, query: {} })),
  atPlace(files.getThumbnail, async ({ make }) => ({ params: { id: await make(aPhoto) } })),
  noRecord(notify.listNotifications, () => ({ query: {} })),
  noRecord(notify.countUnreadNotifications, () => ({})),
  // A line of somebody else's is passed over in silence: the answer is the own count, whatever the id.
  noRecord(notify.readNotification, async (setting) => ({ params: { id: await anInboxLine(setting) } })),
  noRecord(notify.readAllNotifications, () => ({})),
  noRecord(openLive, () => ({}), { stream: true }),
  noRecord(views.listSavedViews, () => ({ query: { list: '/api/hazards' } })),
  noRecord(views.saveView, () => ({
    params: { id: newId() },
    body: { list: '/api/hazards', label: '逾期', search: { view: 'overdue' } },
  })),
  // Somebody else's view is passed over in silence.
  noRecord(views.forgetView, () => ({ params: { id: newId() } })),
];

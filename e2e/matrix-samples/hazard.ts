import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import * as hazard from '@zhiben/slices/hazard/domain';
import { registerHazard } from '@zhiben/slices/hazard/server';
import { atPlace, inCounty, type Maker, noRecord, type Sample, type Setting } from '../permission-matrix-world.ts';
import { aDepartment, anEnterprise, noFile } from './common.ts';

export const finding = (enterpriseId: string, channel: hazard.Channel) => ({
  id: newId(),
  enterpriseId,
  channel,
  description: '安全出口上锁',
  place: '车间',
  discoveredOn: '2024-03-19',
  longitude: null,
  latitude: null,
  criterionCode: null,
  files: [] as string[],
});

/** A clue from the township in which the place lies. */
export const aHazard: Maker = async ({ county, placement }) => {
  const township = placement.division === county.townships.west ? 'west' : 'east';
  return (await registerHazard(county.ctxOf(township), finding(placement.enterpriseId, 'lowerLevelReport'))).id;
};

/** A command on a hazard whose version nobody has read: refused after scope and competence, before it changes anything. */
const onHazard = async <B extends object>({ make }: Setting, body: B) => ({
  params: { id: await make(aHazard) },
  body: { commandId: newId(), expectedVersion: 999, ...body },
});
export const withFiles = { references: { files: noFile } };
const visit = { place: '车间', visitedAt: '2024-03-20T01:00:00.000Z', finding: '已整改' };
const responsibility = {
  kind: 'responsibility' as const,
  value: '负责人',
  owner: { name: '测试人', position: '厂长' },
  proof: { files: [] as string[] },
};

/** The notice to the principal of a hazard that the competent department judged major. */
const aNotice: Maker = async (place, make) => {
  const { county, placement } = place;
  const id = await aHazard(place, make);
  const judge = placement.industry === 'construction' ? 'builder' : 'officer';
  const body = { commandId: newId(), expectedVersion: 1, basis: '依据', commitmentsDueOn: '2024-03-27' };
  await county.as(judge).post(`/api/hazards/${id}/confirm`, body);
  const { rows } = (await county.as(judge).get(`/api/hazard-notices?hazardId=${id}`)).json<{
    rows: { id: string; addressee: string }[];
  }>();
  return rows.find(({ addressee }) => addressee === 'principal')?.id ?? newId();
};

export const hazardSamples: readonly Sample[] = [
  noRecord(hazard.listHazards, () => ({ query: {} })),
  noRecord(hazard.countHazards, () => ({ query: {} })),
  noRecord(hazard.exportHazards, () => ({ query: {} })),
  noRecord(hazard.suggestCriteria, () => ({ query: { q: '安全出口', on: '2024-03-20' } })),
  noRecord(hazard.listHazardLimits, () => ({})),
  noRecord(hazard.setHazardLimit, () => ({
    params: { purpose: 'judgement' as const },
    body: { commandId: newId(), limit: { amount: 7, unit: 'day' as const, source: '测试文件' } },
  })),
  atPlace(hazard.getHazard, async ({ make }) => ({ params: { id: await make(aHazard) } })),
  atPlace(
    hazard.registerHazard,
    (setting) => {
      const [channel = 'selfInspection'] = hazard.channelsOf(setting.county.ctxOf(setting.person).actor);
      return { body: finding(anEnterprise(setting), channel) };
    },
    { references: { enterpriseId: anEnterprise, files: noFile } },
  ),
  atPlace(hazard.confirmHazard, (s) => onHazard(s, { basis: '依据', commitmentsDueOn: '2024-03-27' }), withFiles),
  atPlace(hazard.judgeHazardGeneral, (s) => onHazard(s, { rectificationDueOn: '2024-03-27' })),
  atPlace(hazard.dismissHazard, (s) => onHazard(s, { reason: '不构成隐患' })),
  atPlace(hazard.fileCommitments, (s) => onHazard(s, { commitments: [responsibility] }), {
    references: { 'commitments.proof.files': noFile },
  }),
  atPlace(hazard.reportHazardProgress, (s) => onHazard(s, { report: '已开锁' }), withFiles),
  atPlace(hazard.applyForAcceptance, (s) => onHazard(s, { statement: '已整改' }), withFiles),
  atPlace(hazard.acceptHazard, (s) => onHazard(s, visit), withFiles),
  atPlace(hazard.rejectHazard, (s) => onHazard(s, visit), withFiles),
  atPlace(hazard.closeHazard, (s) => onHazard(s, { opinion: '同意' }), withFiles),
  atPlace(hazard.refuseHazardClosure, (s) => onHazard(s, { reason: '不清' })),
  atPlace(
    hazard.fileHazardReport,
    (s) => onHazard(s, { target: 'department' as const, reportedOn: '2024-03-19', how: '书面', content: '情况' }),
    withFiles,
  ),
  atPlace(hazard.assignHazard, (s) => onHazard(s, { bodyId: aDepartment(s), reason: '承办', expectedVersion: 1 }), {
    references: { bodyId: aDepartment },
  }),
  atPlace(hazard.takeInterimMeasure, (s) => onHazard(s, { measure: 'interim' as const, text: '专人值守' }), withFiles),
  atPlace(
    hazard.imposeMeasure,
    (s) => onHazard(s, { measure: 'suspension' as const, text: '停用', document: '现决1号' }),
    withFiles,
  ),
  atPlace(hazard.liftMeasure, (s) => onHazard(s, { no: 1, note: '同意恢复' }), withFiles),
  atPlace(
    hazard.applyForExtension,
    (s) => onHazard(s, { dueOn: '2024-09-01', reason: '到货晚', interim: '停用' }),
    withFiles,
  ),
  atPlace(hazard.approveHazardExtension, (s) =>
    onHazard(s, { dueOn: '2024-09-01', reason: '属实', document: '延批1号' }),
  ),
  atPlace(hazard.refuseHazardExtension, (s) => onHazard(s, { reason: '不成立' })),
  atPlace(hazard.pauseHazardClock, (s) => onHazard(s, { reason: '山洪', source: '防指1号' }), withFiles),
  atPlace(hazard.resumeHazardClock, (s) => onHazard(s, { note: '恢复' })),
  atPlace(
    hazard.referHazard,
    (s) => onHazard(s, { authority: '测试机关', reason: '属其职责', document: '移1号' }),
    withFiles,
  ),
  atPlace(
    hazard.receiveHazardReferral,
    (s) => onHazard(s, { receivedOn: '2024-03-19', receiver: '测试人', document: '回执' }),
    withFiles,
  ),
  atPlace(hazard.withdrawHazardReferral, (s) => onHazard(s, { reason: '不接收' })),
  atPlace(
    hazard.requestHazardShutdown,
    (s) => onHazard(s, { government: '测试县人民政府', grounds: '拒改', document: '请1号' }),
    withFiles,
  ),
  atPlace(
    hazard.decideHazardShutdown,
    (s) => onHazard(s, { ordered: false, decidedOn: '2024-03-19', document: '决1号' }),
    withFiles,
  ),
  atPlace(hazard.lookBackAtHazard, (s) => onHazard(s, { ...visit, passed: true }), withFiles),
  atPlace(hazard.getHazardDossier, async ({ make }) => ({ params: { id: await make(aHazard) } })),
  atPlace(hazard.writeHazardDossier, async ({ make }) => ({
    params: { id: await make(aHazard) },
    query: { as: 'accident' as const },
  })),
  atPlace(hazard.getHazardTrail, async ({ make }) => ({ params: { id: await make(aHazard) } })),
  atPlace(hazard.listHazardNeighbours, async ({ make }) => ({ params: { id: await make(aHazard) } })),
  noRecord(hazard.listHazardNotices, () => ({ query: {} })),
  atPlace(hazard.signHazardNotice, async ({ make }) => ({
    params: { id: await make(aNotice) },
    body: { commandId: newId(), name: '不是本人' },
  })),
  atPlace(
    hazard.visitForHazardNotice,
    async ({ make }) => ({
      params: { id: await make(aNotice) },
      body: { commandId: newId(), outcome: 'refused' as const, name: '测试人', place: '厂区' },
    }),
    withFiles,
  ),
  noRecord(hazard.listLookBackDraws, () => ({ query: {} })),
  noRecord(hazard.listLookBacks, () => ({ query: {} })),
  noRecord(hazard.drawLookBacks, () => ({
    body: { id: newId(), closedFrom: '2023-01-01', closedTo: '2023-03-31', share: 10, dueOn: '2024-09-01' },
  })),
];

/** A sheet of one row, uploaded; department officers see only their own uploads. */
async function aHazardImport({ county, person, place }: Setting): Promise<string> {
  const sheet = new PassThrough();
  const headers = ['单位名称', '隐患描述', '发现日期'];
  const columns = headers.map((header, n) => ({ header, value: (row: readonly string[]) => row[n] }));
  const rows = [['没有的单位', `安全出口上锁 ${place.placement.enterpriseId}`, '2024-03-01']];
  void writeSheet(sheet, { title: '台账', columns, rows });
  const id = newId();
  const body = new FormData();
  body.append('id', id);
  body.append('file', new Blob([new Uint8Array(await buffer(sheet))]), '台账.xlsx');
  const response = await county.as(person === 'officer' ? 'officer' : 'clerk').post('/api/hazard-imports', body);
  if (response.statusCode !== 200) throw new Error(response.body);
  return id;
}

const onHazardImport = async (setting: Setting) => ({
  params: { id: await aHazardImport(setting) },
  body: { commandId: newId(), expectedVersion: 999 },
});
const months = { from: '2024-01', to: '2024-03' };

const aTicked = ({ make }: Setting) => make(aHazard);
const ticked = async (s: Setting) => ({ commandId: newId(), ids: [await aTicked(s)] });

export const hazardFindingSamples: readonly Sample[] = [
  noRecord(hazard.listLedgers, () => ({})),
  atPlace(
    hazard.assignTicked,
    async (s) => ({ body: { ...(await ticked(s)), bodyId: aDepartment(s), reason: '承办' } }),
    {
      references: { ids: aTicked, bodyId: aDepartment },
    },
  ),
  atPlace(hazard.remindTicked, async (s) => ({ body: await ticked(s) }), { references: { ids: aTicked } }),
  atPlace(
    hazard.mergeTicked,
    async (s) => ({ body: { ...(await ticked(s)), keptId: await aTicked(s), reason: '重复' } }),
    { references: { ids: aTicked, keptId: aTicked } },
  ),
  noRecord(hazard.exportLedger, () => ({ params: { code: 'L11' as const }, query: {} })),
  noRecord(hazard.listHazardImports, () => ({ query: {} })),
  noRecord(hazard.uploadHazardImport, () => {
    const body = new FormData();
    body.append('id', newId());
    body.append('file', new Blob(['no sheet']), '台账.xlsx');
    return { body };
  }),
  inCounty(hazard.getHazardImport, async (s) => ({ params: { id: await aHazardImport(s) } })),
  inCounty(hazard.listHazardImportRows, async (s) => ({ params: { id: await aHazardImport(s) }, query: {} })),
  inCounty(hazard.mapHazardImport, async (s) => {
    const { params, body } = await onHazardImport(s);
    return { params, body: { ...body, mapping: { enterprise: 0, description: 1, discoveredOn: 2 } } };
  }),
  inCounty(hazard.startHazardImport, onHazardImport),
  inCounty(hazard.undoHazardImport, onHazardImport),
  noRecord(hazard.analyseHazards, () => ({ query: months })),
  noRecord(hazard.mapAnalysis, () => ({ query: months })),
  noRecord(hazard.analyseDurations, () => ({ query: months })),
  noRecord(hazard.exportAnalysis, () => ({ query: months })),
  noRecord(hazard.writeAnalysis, () => ({ query: months })),
  noRecord(hazard.listCriteriaIndustries, () => ({})),
  noRecord(hazard.browseCriteria, () => ({ query: { q: '报警' } })),
  noRecord(hazard.listJudgedAnew, () => ({})),
  noRecord(hazard.getCriterionPage, () => ({ params: { code: 'CH-12' } })),
  noRecord(hazard.markCriterion, () => ({ params: { code: 'CH-12' }, body: { isFavourite: true } })),
  atPlace(
    hazard.suggestForHazard,
    async ({ make }) => ({
      body: { hazardId: await make(aHazard), stage: 'judge' as const, text: '安全出口上锁', on: '2024-03-20' },
    }),
    { references: { hazardId: ({ make }) => make(aHazard) } },
  ),
  noRecord(hazard.compareSuggestions, () => ({ query: {} })),
  atPlace(hazard.listDuplicates, async ({ make }) => ({ params: { id: await make(aHazard) } })),
  atPlace(
    hazard.mergeHazard,
    async ({ make }) => {
      const id = await make(aHazard);
      return { params: { id }, body: { commandId: newId(), expectedVersion: 999, keptId: id, reason: '重复' } };
    },
    { references: { keptId: ({ make }) => make(aHazard) } },
  ),
  atPlace(hazard.partHazard, async ({ make }) => ({
    params: { id: await make(aHazard) },
    body: { commandId: newId(), id: newId(), reason: '不是重复' },
  })),
];

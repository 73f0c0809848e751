import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as audit from '@zhiben/platform/domain/audit.contract.ts';
import * as files from '@zhiben/platform/domain/files.contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { openLive } from '@zhiben/platform/domain/live.contract.ts';
import * as notify from '@zhiben/platform/domain/notify.contract.ts';
import * as views from '@zhiben/platform/domain/views.contract.ts';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { notify as tell } from '@zhiben/platform/server/notify/index.ts';
import * as dispatch from '@zhiben/slices/dispatch/domain';
import * as division from '@zhiben/slices/division/domain';
import * as enterprise from '@zhiben/slices/enterprise/domain';
import * as hazard from '@zhiben/slices/hazard/domain';
import { registerHazard } from '@zhiben/slices/hazard/server';
import * as identity from '@zhiben/slices/identity/domain';
import { insertUsers, openSession } from '@zhiben/slices/identity/server';
import * as overview from '@zhiben/slices/overview/domain';
import * as plan from '@zhiben/slices/plan/domain';
import { adoptPlan, assignTasks, importPlan, listTasksAsOf, reportProgress } from '@zhiben/slices/plan/server';
import * as supervision from '@zhiben/slices/supervision/domain';
import { draftPaper, giveCommand } from '@zhiben/slices/supervision/server';
import type { Person, TestCounty } from 'zhiben/test-county';
import { DispatchPlay } from '../slices/dispatch/server/test-dispatch.ts';
import { insertProposals, listProposalsFor } from '../slices/supervision/server/proposal.queries.ts';
import {
  atPlace,
  inCounty,
  type Maker,
  noRecord,
  type Place,
  type Sample,
  type Setting,
} from './permission-matrix-world.ts';

/*
 * One sample request a route, for the permission matrix and the scope leak test. To add a route, add a line to its
 * slice below:
 *
 *   noRecord(contract, () => ({ query: {} }))                        a list, or something about oneself
 *   atPlace(contract, async ({ make }) => ({ params: { id: await make(hazardAt) } }))
 *                                                                    a record that lies at an enterprise
 *   inCounty(contract, ({ county }) => ({ params: { id: county.userIds.worker } }))
 *                                                                    a record of the county as a whole
 *
 * The tests run a sample once with a setting inside the person's scope and once for each kind of foreign place, so
 * take every id from the setting. `make(maker)` gives a record made there; a maker is a function `(place) => id`.
 * Give writes a `version` that is out of date (STALE): scope and policy are checked before it, and nothing changes.
 * Ids in a body other than `id` and `commandId` need a line in `references` that gives one from the setting; the
 * tests send it with an id of a foreign setting and expect 404. There the version must be a current one.
 */

/** No record ever has it. */
const STALE = 0;
const command = () => ({ commandId: newId(), version: STALE });

const aUser = ({ county }: Setting) => county.userIds.worker;
const aDepartment = ({ county }: Setting) => county.bodies.emergency;
const anEnterprise = ({ place }: Setting) => place.placement.enterpriseId;

const onUser = (setting: Setting) => ({ params: { id: aUser(setting) }, body: command() });
const inspector = (bodyId: string) => ({ name: '测试新人', role: 'inspector', bodyId }) as const;

async function aNewUser({ county }: Setting): Promise<string> {
  const id = newId();
  const scope = { enterpriseId: null, division: `${county.code}000000`, industries: null };
  const user = { id, account: `m-${id}`, ...inspector(county.bodies.emergency), ...scope };
  await county.ctxOf('admin').transaction(async (tx) => {
    await insertUsers(tx, [{ ...user, passwordHash: null, mustChangePassword: false }]);
    tx.record({ id, action: 'test:enter', subject: { kind: 'user', id }, data: {} });
  });
  return id;
}

/** A second session of the person; its number as the person's list shows it. */
async function anotherSession({ county, person }: Setting): Promise<string> {
  const device = { ip: '127.0.0.1', userAgent: 'test' };
  await openSession(county.ctxOf(person), { id: county.userIds[person], county: county.code }, device, null);
  const { rows } = (await county.as(person).get('/api/account/sessions')).json<{
    rows: { id: string; current: boolean }[];
  }>();
  return rows.find((row) => !row.current)?.id ?? '0'.repeat(64);
}

const identitySamples: readonly Sample[] = [
  noRecord(identity.getSession, () => ({})),
  noRecord(identity.signIn, () => ({ body: { account: 'nobody', password: 'wrong' } })),
  noRecord(identity.signOut, () => ({}), { last: true }),
  noRecord(identity.startOidc, () => ({ query: {} })),
  noRecord(identity.finishOidc, () => ({})),
  noRecord(identity.getAccount, () => ({})),
  noRecord(identity.changePassword, () => ({ body: { commandId: newId(), current: 'wrong', next: 'Meihua-7391' } })),
  noRecord(identity.startTotp, () => ({ body: { commandId: newId(), password: 'wrong' } })),
  noRecord(identity.confirmTotp, () => ({ body: { commandId: newId(), code: '000000' } })),
  noRecord(identity.disableTotp, () => ({ body: { commandId: newId(), password: 'wrong' } })),
  noRecord(identity.listOwnSessions, () => ({})),
  inCounty(identity.endOwnSession, async (setting) => ({ params: { id: await anotherSession(setting) } })),
  noRecord(identity.endOtherSessions, () => ({})),
  noRecord(identity.listUsers, () => ({ query: {} })),
  noRecord(identity.countUsers, () => ({ query: {} })),
  inCounty(identity.getUser, (setting) => ({ params: { id: aUser(setting) } })),
  noRecord(identity.getUserTemplate, () => ({})),
  noRecord(identity.importUsers, () => {
    const body = new FormData();
    body.append('file', new Blob(['no sheet']), 'users.xlsx');
    return { query: { commandId: newId() }, body };
  }),
  noRecord(
    identity.createUser,
    ({ county }) => {
      const id = newId();
      return { body: { id, account: `m-${id}`, ...inspector(county.bodies.emergency) } };
    },
    { references: { bodyId: aDepartment, enterpriseId: anEnterprise } },
  ),
  inCounty(
    identity.updateUser,
    async (setting) => {
      const body = { commandId: newId(), version: 1, ...inspector(aDepartment(setting)) };
      return { params: { id: await aNewUser(setting) }, body };
    },
    { references: { bodyId: aDepartment, enterpriseId: anEnterprise } },
  ),
  inCounty(identity.disableUser, onUser),
  inCounty(identity.enableUser, onUser),
  inCounty(identity.unlockUser, onUser),
  inCounty(identity.resetPassword, onUser),
  inCounty(identity.removeTotp, onUser),
];

const divisionSamples: readonly Sample[] = [
  noRecord(division.listDivisions, () => ({})),
  noRecord(division.listBodies, () => ({})),
];

/** A write on a file whose version nobody has read. */
const onFile = (
  contract: typeof enterprise.editEnterprise,
  body: object,
  options: Parameters<typeof atPlace>[2] = {},
) =>
  atPlace(
    contract,
    (setting) => ({ params: { id: anEnterprise(setting) }, body: { commandId: newId(), ...body } }) as never,
    options,
  );

/** A licence on the file of a place. */
const aPaper: Maker = async ({ county, placement }) => {
  const id = newId();
  const paper = { kind: 'licence', title: '测试许可证', number: '1', startsOn: '2024-01-01' };
  await county.as('clerk').post(`/api/enterprises/${placement.enterpriseId}/papers`, { id, paper });
  return id;
};

/** A grade that was computed for the enterprise of a place and waits for a person. */
const aGrading: Maker = async ({ county, placement }) => {
  const clerk = county.as('clerk');
  await clerk.post(`/api/enterprises/${placement.enterpriseId}/grade/recompute`, { commandId: newId() });
  const { history } = (await clerk.get(`/api/enterprises/${placement.enterpriseId}/grade`)).json<enterprise.Grade>();
  const [newest] = history;
  if (!newest) throw new Error('an enterprise without grade is given one to decide');
  return newest.id;
};
/** The same, decided before, so that deciding it again changes nothing. */
const aDecision: Maker = async (_, make) => make(aGrading);

const onGrading = (
  contract: typeof enterprise.decideGrade | typeof enterprise.appealGrade | typeof enterprise.settleAppeal,
  body: object,
) =>
  atPlace(
    contract,
    async ({ make }) => ({ params: { id: await make(aGrading) }, body: { ...command(), ...body } }) as never,
  );

/** A small place that was merged into the enterprise of a place. */
const aMerge: Maker = async ({ county, placement }) => {
  const clerk = county.as('clerk');
  const id = newId();
  const { division, industry, enterpriseId } = placement;
  await clerk.post('/api/enterprises', { id, name: '重复小店', kind: 'smallSite', division, industry });
  const commandId = newId();
  const body = { commandId, goneId: id, reason: '重复' };
  const merged = await clerk.post(`/api/enterprises/${enterpriseId}/merge`, body);
  if (merged.statusCode !== 200) throw new Error(merged.body);
  return commandId;
};

function aSheet(): FormData {
  const body = new FormData();
  body.append('file', new Blob([PIXEL]), '名单.xlsx');
  return body;
}

/** An import of the person's own; imports of others are not to be seen. */
async function anImport({ county, person }: Setting): Promise<string> {
  const id = newId();
  await county.as(person).post(`/api/enterprise-imports?id=${id}`, aSheet());
  return id;
}

const enterpriseSamples: readonly Sample[] = [
  noRecord(enterprise.listEnterprises, () => ({ query: {} })),
  noRecord(enterprise.countEnterprises, () => ({ query: {} })),
  noRecord(enterprise.exportEnterprises, () => ({ query: {} })),
  atPlace(enterprise.getEnterprise, (setting) => ({ params: { id: anEnterprise(setting) } })),
  atPlace(enterprise.listEnterpriseChanges, (setting) => ({ params: { id: anEnterprise(setting) }, query: {} })),
  noRecord(
    enterprise.createEnterprise,
    ({ place: { placement } }) => ({
      body: {
        id: newId(),
        name: '测试小店',
        kind: 'smallSite' as const,
        division: placement.division,
        industry: placement.industry as enterprise.Industry,
        oversightBodyIds: [],
      },
    }),
    { references: { supervisingBodyId: aDepartment, oversightBodyIds: aDepartment } },
  ),
  onFile(
    enterprise.editEnterprise,
    { version: STALE, changes: { employees: 7, oversightBodyIds: [] }, effectiveOn: '2024-03-01' },
    { references: { 'changes.supervisingBodyId': aDepartment, 'changes.oversightBodyIds': aDepartment } },
  ),
  atPlace(enterprise.decideProposal, (setting) => ({
    params: { id: anEnterprise(setting), proposalId: newId() },
    body: { commandId: newId(), confirm: true },
  })),
  atPlace(enterprise.transferEnterprise, (setting) => ({
    params: { id: anEnterprise(setting) },
    body: {
      commandId: newId(),
      version: STALE,
      division: setting.county.townships.west,
      reason: '搬迁',
      effectiveOn: '2024-03-01',
    },
  })),
  atPlace(enterprise.addPaper, (setting) => ({
    params: { id: anEnterprise(setting) },
    body: {
      id: newId(),
      paper: { kind: 'licence' as const, title: '测试许可证', number: '1', startsOn: '2024-01-01' },
    },
  })),
  atPlace(enterprise.endPaper, async (setting) => ({
    params: { id: anEnterprise(setting), paperId: await setting.make(aPaper) },
    body: { commandId: newId(), endedOn: '2023-01-01', why: '测试' },
  })),
  noRecord(enterprise.listDuplicates, () => ({})),
  atPlace(
    enterprise.mergeEnterprises,
    (setting) => ({
      params: { id: anEnterprise(setting) },
      body: { commandId: newId(), goneId: anEnterprise(setting), reason: '重复' },
    }),
    { references: { goneId: anEnterprise } },
  ),
  noRecord(enterprise.listMerges, () => ({ query: {} })),
  atPlace(enterprise.undoMerge, async ({ make }) => ({
    params: { id: await make(aMerge) },
    body: { commandId: newId() },
  })),
  noRecord(enterprise.getMatrix, () => ({})),
  noRecord(enterprise.exportMatrix, () => ({})),
  inCounty(
    enterprise.setDuty,
    (setting) => ({
      body: {
        commandId: newId(),
        industry: 'education' as const,
        bodyId: aDepartment(setting),
        duty: 'competent' as const,
        source: '三定规定',
      },
    }),
    { references: { bodyId: aDepartment } },
  ),
  noRecord(enterprise.fillBlindSpots, () => ({ body: { commandId: newId() } })),
  noRecord(enterprise.listGradings, () => ({ query: {} })),
  noRecord(enterprise.countGradings, () => ({ query: {} })),
  atPlace(enterprise.getGrade, (setting) => ({ params: { id: anEnterprise(setting) } })),
  atPlace(enterprise.recomputeGrade, (setting) => ({
    params: { id: anEnterprise(setting) },
    body: { commandId: newId() },
  })),
  atPlace(enterprise.getGrading, async ({ make }) => ({ params: { id: await make(aGrading) } })),
  onGrading(enterprise.decideGrade, { grade: 'B' }),
  atPlace(
    enterprise.decideGrades,
    async ({ make }) => ({ body: { commandId: newId(), ids: [await make(aDecision)] } }),
    {
      references: { ids: ({ make }) => make(aDecision) },
    },
  ),
  onGrading(enterprise.appealGrade, { appeal: '不服' }),
  onGrading(enterprise.settleAppeal, { grade: 'B', settlement: '维持' }),
  noRecord(enterprise.getGradePolicy, () => ({})),
  noRecord(enterprise.setGradePolicy, () => ({
    body: { commandId: newId(), version: 999, policy: enterprise.DEFAULT_POLICY, source: '测试' },
  })),
  noRecord(enterprise.getImportTemplate, () => ({})),
  noRecord(enterprise.listImports, () => ({})),
  noRecord(enterprise.startImport, () => ({ query: { id: newId() }, body: aSheet() }) as never),
  noRecord(enterprise.getImport, async (setting) => ({ params: { id: await anImport(setting) } })),
  noRecord(enterprise.listImportRows, async (setting) => ({ params: { id: await anImport(setting) }, query: {} })),
  noRecord(enterprise.applyImport, async (setting) => ({
    params: { id: await anImport(setting) },
    body: { commandId: newId() },
  })),
];

/** A small plan; each call another text, since the same bytes are the same plan. */
const planText = () => Buffer.from(`一、主要任务\n（一）开展排查。2024年底前各乡镇完成排查。${newId()}`);

const aPlan: Maker = async ({ county }) =>
  (await importPlan(county.ctxOf('clerk'), { bytes: planText(), fileName: 'plan.txt' })).id;

const aCorrection: Maker = async ({ county }, make) => {
  const id = await make(aPlan);
  const { sections } = (await county.as('clerk').get(`/api/plans/${id}`)).json<plan.PlanRecord>();
  const { headSpan, startsWith, path } = sections[0] as plan.PlanRecord['sections'][number];
  const unit = { kind: 'unit', ...headSpan, quote: startsWith, path, nth: 0 } as const;
  const operation = { op: 'changeUnit', unit, changes: { title: '主要任务' } } as const;
  const correction = { id: newId(), commandId: newId(), version: 1, operation };
  await county.as('clerk').post(`/api/plans/${id}/corrections`, correction);
  return correction.id;
};

const adoption = (documentId: string, ownerBodyId: string) => ({
  id: newId(),
  commandId: newId(),
  documentId,
  name: '测试行动',
  ownerBodyId,
  startsOn: '2024-03-01',
  endsOn: '2024-12-31',
});

const aCampaign: Maker = async (place) => {
  const documentId = await aPlan(place, () => Promise.reject(new Error('a plan needs no other record')));
  return (await adoptPlan(place.county.ctxOf('clerk'), adoption(documentId, place.county.bodies.office))).id;
};

/** A task that the emergency department leads. */
const aTask: Maker = async ({ county }, make) => {
  const clerk = county.ctxOf('clerk');
  const [task] = await listTasksAsOf(clerk, await make(aCampaign), '2024-03-20');
  if (!task) throw new Error('the sample plan has a task');
  const assignment = { taskId: task.id, version: 1, leadBodyId: county.bodies.emergency, supportingBodyIds: [] };
  await assignTasks(clerk, { commandId: newId(), assignments: [assignment] });
  return task.id;
};

const progressOf = () => ({
  id: newId(),
  commandId: newId(),
  happenedOn: '2024-03-20',
  text: '已部署。',
  obligationIds: [] as string[],
  occurrenceIds: [] as string[],
  fileIds: [] as string[],
});

const aReport: Maker = async ({ county }, make) => {
  const report = { ...progressOf(), figures: [], claimsCompletion: false };
  return (await reportProgress(county.ctxOf('officer'), await make(aTask), report)).id;
};

const anObligation = async ({ county, make }: Setting): Promise<string> => {
  const task = (await county.as('clerk').get(`/api/tasks/${await make(aTask)}`)).json<plan.Task>();
  return task.obligations[0]?.id ?? newId();
};

const currentVersion = async ({ county, make }: Setting): Promise<number> =>
  (await county.as('clerk').get(`/api/tasks/${await make(aTask)}`)).json<plan.Task>().version;

const anOccurrence = async ({ county, make }: Setting): Promise<string> => {
  const url = `/api/tasks/${await make(aTask)}/occurrences`;
  const { rows } = (await county.as('clerk').get(url)).json<{ rows: plan.Occurrence[] }>();
  return rows[0]?.id ?? newId();
};

/** One feed a county, of a person whom the matrix does not ask: opening another one ends it, and all are asked at once. */
const feedTokens = new Map<string, Promise<string>>();
function feedToken(county: TestCounty): Promise<string> {
  const open = async () => {
    const { path } = (await county.as('west').post('/api/calendar/feed', { commandId: newId() })).json();
    return String(path).split('/').at(-1) ?? '';
  };
  const token = feedTokens.get(county.code) ?? open();
  feedTokens.set(county.code, token);
  return token;
}

/** Files that may not be attached are refused by `attachFiles` (422, platform/server/files/files.test.ts). */
const noFile = () => '';

/** A plan under a higher one, and the higher one. */
const aHigherPlan: Maker = (place, make) => aPlan(place, make);
const aLinkedPlan: Maker = async ({ county }, make) => {
  const [id, parentId] = [await make(aPlan), await make(aHigherPlan)];
  const body = { commandId: newId(), version: 0, level: 'county', parentId, parentLevel: 'city' };
  await county.as('clerk').send('PUT', `/api/plans/${id}/lineage`, body);
  return id;
};

const anAlias: Maker = async ({ county }) => {
  const body = {
    id: newId(),
    commandId: newId(),
    phrase: `专委会${newId().slice(-12)}`,
    bodyIds: [county.bodies.housing],
  };
  await county.as('clerk').post('/api/body-aliases', body);
  return body.id;
};

/** A target, and a duty of enterprises, in a campaign of their own. */
const aMeasuredCampaign: Maker = async ({ county }) => {
  const text = `一、主要任务\n（一）开展自查。企业每月至少自查1次，重大事故隐患整改率达到100%。${newId()}`;
  const clerk = county.ctxOf('clerk');
  const { id: documentId } = await importPlan(clerk, { bytes: Buffer.from(text), fileName: 'plan.txt' });
  return (await adoptPlan(clerk, adoption(documentId, county.bodies.office))).id;
};
const onMeasured = async ({ county, make }: Setting, what: 'targets' | 'class-duties') => {
  const id = await make(aMeasuredCampaign);
  const { rows } = (await county.as('clerk').get(`/api/campaigns/${id}/${what}`)).json<{
    rows: { obligationId: string }[];
  }>();
  const [first] = rows;
  if (!first) throw new Error(`the sample plan has ${what}`);
  return { id, obligationId: first.obligationId };
};

const lineageSamples: readonly Sample[] = [
  inCounty(plan.getLineage, async ({ make }) => ({ params: { id: await make(aPlan) } })),
  inCounty(
    plan.setLineage,
    async (setting) => ({
      params: { id: await setting.make(aPlan) },
      body: {
        commandId: newId(),
        version: 0,
        level: 'county' as const,
        parentId: await setting.make(aHigherPlan),
        parentLevel: 'city' as const,
        bodyId: aDepartment(setting),
      },
    }),
    { references: { parentId: ({ make }) => make(aHigherPlan), bodyId: aDepartment } },
  ),
  inCounty(plan.getInheritance, async ({ make }) => ({ params: { id: await make(aPlan) } })),
  inCounty(plan.decideLinks, async ({ make }) => ({
    params: { id: await make(aLinkedPlan) },
    body: {
      commandId: newId(),
      decisions: [{ parentClause: '一/（一）', clause: '一/（一）', decision: 'confirmed' as const }],
    },
  })),
  inCounty(plan.exportInheritance, async ({ make }) => ({ params: { id: await make(aPlan) } })),
  noRecord(plan.listBodyAliases, () => ({})),
  noRecord(
    plan.addBodyAlias,
    (setting) => ({
      body: { id: newId(), commandId: newId(), phrase: `称谓${newId().slice(-12)}`, bodyIds: [aDepartment(setting)] },
    }),
    { references: { bodyIds: aDepartment, learnedFrom: ({ make }) => make(aTask) } },
  ),
  inCounty(
    plan.changeBodyAlias,
    async (setting) => ({
      params: { id: await setting.make(anAlias) },
      body: { ...command(), phrase: `称谓${newId().slice(-12)}`, bodyIds: [aDepartment(setting)] },
    }),
    { references: { bodyIds: aDepartment } },
  ),
  inCounty(plan.removeBodyAlias, async ({ make }) => ({ params: { id: await make(anAlias) }, body: command() })),
  inCounty(plan.listEditions, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.previewEdition, async ({ make }) => ({
    params: { id: await make(aCampaign), documentId: await make(aHigherPlan) },
  })),
  inCounty(
    plan.adoptEdition,
    async ({ make }) => ({
      params: { id: await make(aCampaign) },
      body: { ...command(), documentId: await make(aHigherPlan) },
    }),
    { references: { documentId: ({ make }) => make(aHigherPlan) } },
  ),
  inCounty(plan.listTargets, async ({ make }) => ({ params: { id: await make(aCampaign) }, query: {} })),
  inCounty(plan.getTargetTrend, async (setting) => ({ params: await onMeasured(setting, 'targets'), query: {} })),
  inCounty(plan.setTarget, async (setting) => ({
    params: await onMeasured(setting, 'targets'),
    body: { commandId: newId(), version: 999, formula: 'majorOverdue' as const, goal: 0 },
  })),
  inCounty(plan.listClassDuties, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.setClassRule, async (setting) => ({
    params: await onMeasured(setting, 'class-duties'),
    body: { commandId: newId(), version: 999, rule: { industries: ['education' as const], highRisk: null } },
  })),
  inCounty(plan.listDutyEnterprises, async (setting) => ({
    params: await onMeasured(setting, 'class-duties'),
    query: {},
  })),
];

const planSamples: readonly Sample[] = [
  noRecord(plan.listPlans, () => ({ query: {} })),
  noRecord(plan.countPlans, () => ({ query: {} })),
  inCounty(plan.getPlan, async ({ make }) => ({ params: { id: await make(aPlan) } })),
  inCounty(plan.getPlanOriginal, async ({ make }) => ({ params: { id: await make(aPlan) } })),
  noRecord(plan.importPlan, () => {
    const body = new FormData();
    body.append('id', newId());
    body.append('commandId', newId());
    body.append('file', new Blob([new Uint8Array(planText())]), 'plan.txt');
    return { body };
  }),
  inCounty(
    plan.correctPlanReading,
    async ({ make }) => ({
      params: { id: await make(aPlan) },
      body: { id: newId(), ...command(), operation: { op: 'undo' as const, correctionId: await make(aCorrection) } },
    }),
    {
      references: {
        'operation.correctionId': ({ make }) => make(aCorrection),
        // Looked up among the corrections of the same plan only: any other is a place that is not found.
        'operation.duty.correctionId': noFile,
        'operation.next.correctionId': noFile,
        'operation.unit.correctionId': noFile,
      },
    },
  ),
  inCounty(plan.previewRereading, async ({ make }) => ({ params: { id: await make(aPlan) } })),
  inCounty(plan.rereadPlan, async ({ make }) => ({ params: { id: await make(aPlan) }, body: command() })),
  noRecord(plan.listCampaigns, () => ({ query: {} })),
  noRecord(plan.countCampaigns, () => ({})),
  noRecord(plan.adoptPlan, async ({ county, make }) => ({ body: adoption(await make(aPlan), county.bodies.office) }), {
    references: { documentId: ({ make }) => make(aPlan), ownerBodyId: aDepartment },
  }),
  inCounty(plan.getCampaign, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.getCampaignTree, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.getCampaignCourse, async ({ make }) => ({ params: { id: await make(aCampaign) }, query: {} })),
  inCounty(plan.getCampaignDocument, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.exportDecomposition, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.exportProgressReport, async ({ make }) => ({ params: { id: await make(aCampaign) }, query: {} })),
  inCounty(plan.exportLedger, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.previewLedger, async ({ make }) => {
    const body = new FormData();
    body.append('file', new Blob(['no workbook']), 'ledger.xlsx');
    return { params: { id: await make(aCampaign) }, body };
  }),
  noRecord(
    plan.setTaskNotes,
    async ({ make }) => ({ body: { commandId: newId(), notes: [{ taskId: await make(aTask), note: '备注' }] } }),
    { references: { 'notes.taskId': ({ make }) => make(aTask) } },
  ),
  inCounty(plan.getCampaignClosing, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  inCounty(plan.closeCampaign, async ({ make }) => ({
    params: { id: await make(aCampaign) },
    body: { commandId: newId(), summary: '任务已全部核查' },
  })),
  inCounty(plan.reopenCampaign, async ({ make }) => ({
    params: { id: await make(aCampaign) },
    body: { commandId: newId(), reason: '有任务需要继续' },
  })),
  inCounty(plan.proposeAssignments, async ({ make }) => ({ params: { id: await make(aCampaign) } })),
  noRecord(plan.listTasks, () => ({ query: {} })),
  noRecord(plan.countTasks, () => ({ query: {} })),
  noRecord(plan.listTaskParties, async ({ make }) => ({ query: { ids: [await make(aTask)] } })),
  noRecord(plan.exportTasks, () => ({ query: {} })),
  inCounty(plan.getTask, async ({ make }) => ({ params: { id: await make(aTask) } })),
  noRecord(
    plan.assignTasks,
    async (setting) => {
      const [taskId, version] = [await setting.make(aTask), await currentVersion(setting)];
      const { emergency, east } = setting.county.bodies;
      const assignments = [{ taskId, version, leadBodyId: emergency, supportingBodyIds: [east] }];
      return { body: { commandId: newId(), assignments } };
    },
    {
      references: {
        'assignments.taskId': ({ make }) => make(aTask),
        'assignments.leadBodyId': aDepartment,
        'assignments.supportingBodyIds': aDepartment,
      },
    },
  ),
  inCounty(plan.reportProgress, async ({ make }) => ({ params: { id: await make(aTask) }, body: progressOf() }), {
    references: { obligationIds: anObligation, occurrenceIds: anOccurrence, fileIds: noFile },
  }),
  noRecord(plan.listWork, () => ({ query: {} })),
  noRecord(plan.countWork, () => ({ query: {} })),
  inCounty(plan.getWork, async (setting) => ({ params: { id: await anOccurrence(setting) } })),
  inCounty(plan.listTaskOccurrences, async ({ make }) => ({ params: { id: await make(aTask) } })),
  inCounty(plan.addDuty, async ({ make }) => ({
    params: { id: await make(aTask) },
    body: { id: newId(), commandId: newId(), quote: '每月研究安全生产工作', per: 'month' as const },
  })),
  noRecord(
    plan.waiveOccurrences,
    async (setting) => ({
      body: { commandId: newId(), occurrenceIds: [await anOccurrence(setting)], reason: '当月停产' },
    }),
    { references: { occurrenceIds: anOccurrence } },
  ),
  noRecord(plan.getCalendar, () => ({ query: { from: '2024-03-01', to: '2024-03-31' } })),
  noRecord(plan.getCalendarFeed, () => ({})),
  noRecord(plan.openCalendarFeed, () => ({ body: { commandId: newId() } })),
  noRecord(plan.closeCalendarFeed, () => ({})),
  noRecord(plan.readCalendarFeed, async ({ county }) => ({ params: { token: await feedToken(county) } })),
  noRecord(
    plan.acknowledgeTasks,
    async ({ make }) => ({ body: { commandId: newId(), taskIds: [await make(aTask)] } }),
    { references: { taskIds: ({ make }) => make(aTask) } },
  ),
  noRecord(plan.listUnanswered, () => ({})),
  noRecord(plan.remindBodies, ({ county }) => ({ body: { commandId: newId(), bodyIds: [county.bodies.emergency] } }), {
    references: { bodyIds: aDepartment },
  }),
  noRecord(
    plan.issueEscalation,
    ({ county }) => ({ body: { commandId: newId(), bodyId: county.bodies.emergency, text: '请督促。' } }),
    { references: { bodyId: aDepartment } },
  ),
  noRecord(plan.getReminderSettings, () => ({})),
  noRecord(plan.setReminderSettings, () => ({
    body: { commandId: newId(), version: 9, aheadDays: [3], overdueEvery: 7, escalateAfter: 15 },
  })),
  inCounty(plan.verifyProgress, async ({ make }) => ({
    params: { id: await make(aTask), progressId: await make(aReport) },
    body: { commandId: newId(), outcome: 'verified' as const },
  })),
];

const finding = (enterpriseId: string, channel: hazard.Channel) => ({
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
const aHazard: Maker = async ({ county, placement }) => {
  const township = placement.division === county.townships.west ? 'west' : 'east';
  return (await registerHazard(county.ctxOf(township), finding(placement.enterpriseId, 'lowerLevelReport'))).id;
};

/** A command on a hazard whose version nobody has read: refused after scope and competence, before it changes anything. */
const onHazard = async <B extends object>({ make }: Setting, body: B) => ({
  params: { id: await make(aHazard) },
  body: { commandId: newId(), expectedVersion: 999, ...body },
});
const withFiles = { references: { files: noFile } };
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

const hazardSamples: readonly Sample[] = [
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

const hazardFindingSamples: readonly Sample[] = [
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

/** A picture of one pixel. */
const PIXEL = Buffer.from(
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
const platformSamples: readonly Sample[] = [
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

const plays = new WeakMap<TestCounty, DispatchPlay>();
function dispatchOf(county: TestCounty): DispatchPlay {
  const play = plays.get(county) ?? new DispatchPlay(county);
  plays.set(county, play);
  return play;
}
const aForm: Maker = async ({ county }) => {
  await dispatchOf(county).start();
  return dispatchOf(county).formId;
};
const aSignedReport: Maker = async ({ county }, make) => {
  await make(aForm);
  return (await dispatchOf(county).submitted('officer', county.bodies.emergency)).id;
};
const ofPeriod = async ({ make }: Setting) => ({ params: { id: await make(aForm), period: '2024-03' } });

const dispatchSamples: readonly Sample[] = [
  noRecord(dispatch.listForms, () => ({})),
  noRecord(
    dispatch.startForm,
    async ({ make }) => ({
      body: {
        id: newId(),
        commandId: newId(),
        definitionCode: 'major-hazards-2023',
        campaignId: await make(aCampaign),
        campaignName: '测试行动',
        countsFrom: '2024-03-01',
        firstPeriod: '2024-03',
        lastPeriod: null,
      },
    }),
    { references: { campaignId: ({ make }) => make(aCampaign) } },
  ),
  inCounty(dispatch.listAnswers, ofPeriod),
  inCounty(dispatch.getFigures, ofPeriod),
  inCounty(dispatch.listCellRecords, async (setting) => ({
    ...(await ofPeriod(setting)),
    query: { row: 'total', indicator: 'H01' },
  })),
  inCounty(dispatch.downloadForm, ofPeriod),
  inCounty(
    dispatch.submitReport,
    async (setting) => {
      const { bodyId } = setting.county.ctxOf(setting.person).actor;
      const signature = { seen: {}, confirmedZeros: [], responsibleName: '测试人', phone: '10000000000' };
      const body = { id: newId(), commandId: newId(), bodyId: bodyId ?? aDepartment(setting), ...signature };
      return { ...(await ofPeriod(setting)), body };
    },
    { references: { bodyId: aDepartment } },
  ),
  inCounty(dispatch.returnReport, async ({ make }) => ({
    params: { id: await make(aSignedReport) },
    body: { commandId: newId(), version: 999, reason: '数字有误' },
  })),
];

/** A prompt letter of the committee office about the place's hazard, issued to the enterprise there. */
const anIssuedPaper: Maker = async (place, make) => {
  const clerk = place.county.ctxOf('clerk');
  const id = await draftedAbout(place, await make(aHazard));
  await giveCommand(clerk, id, 'issue', { commandId: newId(), expectedVersion: 1 });
  return id;
};

async function draftedAbout({ county, placement }: Place, subjectId: string): Promise<string> {
  const id = newId();
  const party = { role: 'main' as const, partyKind: 'enterprise' as const, partyName: '' };
  const parties = [{ ...party, partyId: placement.enterpriseId }];
  const words = { title: '提示', body: '请抓紧办理。', basis: '', replyDueOn: null, progressMonths: null };
  const rest = { level: null, number: null, proposalId: null, subjectKind: 'hazard' as const, subjectId, parties };
  await draftPaper(county.ctxOf('clerk'), { id, kind: 'promptLetter', ...words, ...rest });
  return id;
}

/** What the sweep would propose for the place's hazard, had it been overdue. */
const aSupervisionProposal: Maker = async ({ county, placement }, make) => {
  const clerk = county.ctxOf('clerk');
  const subjectId = await make(aHazard);
  const { division, industry, enterpriseId } = placement;
  const subject = { subjectKind: 'hazard' as const, subjectId, subjectNumber: '测试', subjectName: '测试' };
  const rule = { ruleCode: 'overdue-prompt', paperKind: 'promptLetter' as const, source: '测试文件', blockedBy: [] };
  const ground = { ground: 'due:2024-03-19', sinceOn: '2024-03-19', dueName: '整改期限', partyName: '测试企业' };
  await clerk.transaction(async (tx) => {
    await insertProposals(tx, [{ ...subject, ...rule, ...ground, division, industry, enterpriseId }]);
    tx.record({ id: newId(), action: 'test:propose', subject: { kind: 'hazard', id: subjectId }, data: {} });
  });
  const [proposal] = await listProposalsFor(clerk, subjectId);
  return proposal?.id ?? newId();
};

/** A command on a paper whose version nobody has read: refused after existence and competence. */
const pressWith = async <B extends object>({ make }: Setting, body: B) => ({
  params: { id: await make(anIssuedPaper) },
  body: { commandId: newId(), expectedVersion: 999, ...body },
});
const toEnterprise = (setting: Setting) => ({
  title: '提示',
  body: '请抓紧办理。',
  parties: [{ partyKind: 'enterprise' as const, partyId: anEnterprise(setting) }],
});
const paperVersion = async ({ county, make }: Setting): Promise<number> =>
  (await county.as('clerk').get(`/api/supervision/papers/${await make(anIssuedPaper)}`)).json<supervision.PaperRow>()
    .version;
/** The id of a new record, made by the client. */
const madeByClient = () => '';
const { commands: onPapers } = supervision;
const receiptHere = async ({ county, make }: Setting): Promise<string> =>
  (await county.as('clerk').get(`/api/supervision/papers/${await make(anIssuedPaper)}`)).json<supervision.PaperRecord>()
    .receipts[0]?.id ?? newId();

const supervisionSamples: readonly Sample[] = [
  noRecord(supervision.listPapers, () => ({ query: {} })),
  noRecord(supervision.countPapers, () => ({ query: {} })),
  noRecord(supervision.exportPapers, () => ({ query: {} })),
  atPlace(supervision.getPaper, async ({ make }) => ({ params: { id: await make(anIssuedPaper) } })),
  atPlace(supervision.getPaperDocx, async ({ make }) => ({ params: { id: await make(anIssuedPaper) }, query: {} })),
  atPlace(supervision.startPaper, async ({ make }) => ({
    query: { kind: 'promptLetter' as const, subjectKind: 'hazard' as const, subjectId: await make(aHazard) },
  })),
  atPlace(
    supervision.draftPaper,
    async (setting) => {
      const subject = { subjectKind: 'hazard' as const, subjectId: await setting.make(aHazard) };
      return { body: { id: newId(), kind: 'promptLetter' as const, ...subject, ...toEnterprise(setting) } };
    },
    {
      references: {
        subjectId: ({ make }) => make(aHazard),
        proposalId: ({ make }) => make(aSupervisionProposal),
        'parties.partyId': anEnterprise,
      },
    },
  ),
  atPlace(onPapers.edit, (s) => pressWith(s, toEnterprise(s)), { references: { 'parties.partyId': anEnterprise } }),
  atPlace(onPapers.submit, (s) => pressWith(s, {})),
  atPlace(onPapers.sendBack, (s) => pressWith(s, { reason: '请修改' })),
  atPlace(onPapers.approve, (s) => pressWith(s, {})),
  atPlace(onPapers.issue, (s) => pressWith(s, {})),
  atPlace(onPapers.acknowledge, (s) => pressWith(s, { signer: '测试人' })),
  atPlace(
    onPapers.deliver,
    async (s) => {
      const delivery = { way: 'visit' as const, signer: '测试人', onDate: '2024-03-20' };
      return pressWith(s, { ...delivery, receiptId: await receiptHere(s), expectedVersion: await paperVersion(s) });
    },
    { references: { receiptId: receiptHere, files: noFile } },
  ),
  atPlace(onPapers.reply, (s) => pressWith(s, { text: '已办理' }), withFiles),
  atPlace(onPapers.reportProgress, (s) => pressWith(s, { text: '进展' }), withFiles),
  atPlace(
    onPapers.askAgain,
    async (s) => {
      const again = { reason: '不详', replyDueOn: '2024-04-20' };
      return pressWith(s, { ...again, receiptId: await receiptHere(s), expectedVersion: await paperVersion(s) });
    },
    { references: { receiptId: receiptHere } },
  ),
  atPlace(
    onPapers.recordTalk,
    (s) =>
      pressWith(s, {
        talkedOn: '2024-03-20',
        place: '会议室',
        host: '甲',
        attendees: '乙',
        minutes: '谈',
        agreed: '改',
      }),
    withFiles,
  ),
  atPlace(onPapers.close, (s) => pressWith(s, { conclusion: '完' }), withFiles),
  atPlace(onPapers.delist, (s) => pressWith(s, { conclusion: '验收合格' }), withFiles),
  atPlace(onPapers.withdraw, (s) => pressWith(s, { reason: '有误' })),
  atPlace(onPapers.publish, (s) => pressWith(s, { notice: '公示' })),
  atPlace(onPapers.unpublish, (s) => pressWith(s, { reason: '期满' })),
  noRecord(supervision.listProposals, () => ({ query: {} })),
  noRecord(supervision.countProposals, () => ({ query: {} })),
  atPlace(supervision.getProposal, async ({ make }) => ({ params: { id: await make(aSupervisionProposal) } })),
  noRecord(supervision.sweepNow, () => ({ body: { commandId: newId() } })),
  atPlace(
    supervision.acceptProposal,
    async ({ make }) => ({
      params: { id: await make(aSupervisionProposal) },
      body: { commandId: newId(), paperId: newId() },
    }),
    { references: { paperId: madeByClient } },
  ),
  atPlace(supervision.dismissProposal, async ({ make }) => ({
    params: { id: await make(aSupervisionProposal) },
    body: { commandId: newId(), reason: '不必' },
  })),
  atPlace(supervision.getHazardPapers, async ({ make }) => ({ params: { id: await make(aHazard) } })),
  noRecord(supervision.getSettings, () => ({})),
  noRecord(supervision.setRule, () => ({
    params: { code: 'overdue-talk' },
    body: { commandId: newId(), setting: { enabled: true, overdueDays: 30, source: '测试文件' } },
  })),
  noRecord(supervision.setKind, () => ({
    params: { kind: 'circular' as const },
    body: { commandId: newId(), setting: { needsApproval: true, replyDays: 10 } },
  })),
  inCounty(supervision.setWord, (setting) => ({
    params: { bodyId: aDepartment(setting) },
    body: { commandId: newId(), setting: { word: '应急' } },
  })),
  noRecord(supervision.setPreset, () => ({
    params: { preset: 'hunanList' as const },
    body: { commandId: newId(), enabled: false },
  })),
];

const overviewSamples: readonly Sample[] = [
  noRecord(overview.search, () => ({ query: { q: '储罐' } })),
  noRecord(overview.getHome, () => ({})),
];

export const samples: readonly Sample[] = [
  ...identitySamples,
  ...divisionSamples,
  ...enterpriseSamples,
  ...planSamples,
  ...lineageSamples,
  ...hazardSamples,
  ...hazardFindingSamples,
  ...supervisionSamples,
  ...dispatchSamples,
  ...overviewSamples,
  ...platformSamples,
];

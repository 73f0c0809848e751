import { newId } from '@zhiben/platform/domain/ids.ts';
import * as plan from '@zhiben/slices/plan/domain';
import { adoptPlan, assignTasks, importPlan, listTasksAsOf, reportProgress } from '@zhiben/slices/plan/server';
import type { TestCounty } from 'zhiben/test-county';
import { inCounty, type Maker, noRecord, type Sample, type Setting } from '../permission-matrix-world.ts';
import { aDepartment, command, noFile } from './common.ts';

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

export const aCampaign: Maker = async (place) => {
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

export const lineageSamples: readonly Sample[] = [
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

const dutyContent = (bodyId: string) => ({
  title: `职责清单${newId().slice(-12)}`,
  basis: '',
  startsOn: '2024-03-01',
  endsOn: '2024-12-31',
  parties: [
    {
      id: newId(),
      name: '县长',
      bodyIds: [bodyId],
      lines: [
        {
          id: newId(),
          text: '研究安全生产工作。',
          kind: 'standing' as const,
          frequency: null,
          deadline: null,
          evidence: '',
          source: '',
        },
      ],
    },
  ],
});

const aDutyList: Maker = async ({ county }) => {
  const id = newId();
  const clerk = county.as('clerk');
  const content = dutyContent(county.bodies.emergency);
  await clerk.post('/api/duty-lists', { id, commandId: newId(), content });
  await clerk.post(`/api/duty-lists/${id}/publish`, { commandId: newId(), version: 1 });
  return id;
};

/** Parties and lines are named by the screen and are no records. */
const dutyReferences = {
  'content.parties.id': noFile,
  'content.parties.lines.id': noFile,
  'content.parties.bodyIds': aDepartment,
};

export const dutyListSamples: readonly Sample[] = [
  noRecord(plan.listDutyLists, () => ({ query: {} })),
  noRecord(plan.countDutyLists, () => ({ query: {} })),
  inCounty(plan.getDutyList, async ({ make }) => ({ params: { id: await make(aDutyList) } })),
  noRecord(
    plan.createDutyList,
    (setting) => ({ body: { id: newId(), commandId: newId(), content: dutyContent(aDepartment(setting)) } }),
    { references: dutyReferences },
  ),
  inCounty(
    plan.saveDutyList,
    async (setting) => ({
      params: { id: await setting.make(aDutyList) },
      body: { ...command(), content: dutyContent(aDepartment(setting)) },
    }),
    { references: dutyReferences },
  ),
  inCounty(plan.previewDutyList, async ({ make }) => ({ params: { id: await make(aDutyList) } })),
  inCounty(plan.publishDutyList, async ({ make }) => ({ params: { id: await make(aDutyList) }, body: command() })),
  inCounty(plan.discardDutyList, async ({ make }) => ({ params: { id: await make(aDutyList) }, body: command() })),
];

export const planSamples: readonly Sample[] = [
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
  noRecord(plan.countCampaigns, () => ({ query: {} })),
  noRecord(
    plan.adoptPlan,
    async ({ county, make }) => ({ body: { ...adoption(await make(aPlan), county.bodies.office), version: 1 } }),
    {
      references: { documentId: ({ make }) => make(aPlan), ownerBodyId: aDepartment },
    },
  ),
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
  inCounty(
    plan.applyLedger,
    async (setting) => {
      const [taskId, version] = [await setting.make(aTask), await currentVersion(setting)];
      const { emergency, east } = setting.county.bodies;
      return {
        params: { id: await setting.make(aCampaign) },
        body: {
          commandId: newId(),
          assignments: [{ taskId, version, leadBodyId: emergency, supportingBodyIds: [east] }],
          dates: [{ taskId, version, dueOn: '2024-06-30' }],
          notes: [{ taskId, note: '备注' }],
        },
      };
    },
    {
      references: {
        'assignments.taskId': ({ make }) => make(aTask),
        'assignments.leadBodyId': aDepartment,
        'assignments.supportingBodyIds': aDepartment,
        'dates.taskId': ({ make }) => make(aTask),
        'notes.taskId': ({ make }) => make(aTask),
      },
    },
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
  noRecord(plan.exportWork, () => ({ query: {} })),
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
  noRecord(plan.readCalendarFeed, async ({ county }) => ({ params: { token: await feedToken(county) } }), {
    openBecause: 'calendars send no session; the secret token in the address names the person',
  }),
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

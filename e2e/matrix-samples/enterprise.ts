import { newId } from '@zhiben/platform/domain/ids.ts';
import * as enterprise from '@zhiben/slices/enterprise/domain';
import { atPlace, inCounty, type Maker, noRecord, type Sample, type Setting } from '../permission-matrix-world.ts';
import { aDepartment, anEnterprise, command, STALE } from './common.ts';
import { PIXEL } from './platform.ts';

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

export const enterpriseSamples: readonly Sample[] = [
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
  atPlace(
    enterprise.transferTicked,
    (setting) => ({
      body: {
        commandId: newId(),
        ids: [anEnterprise(setting)],
        // Where it lies: what is moved is missing for those who come after.
        division: setting.place.placement.division,
        reason: '搬迁',
        effectiveOn: '2024-03-01',
      },
    }),
    { references: { ids: anEnterprise } },
  ),
  atPlace(
    enterprise.superviseTicked,
    (setting) => ({
      body: {
        commandId: newId(),
        ids: [anEnterprise(setting)],
        bodyId: aDepartment(setting),
        role: 'oversight' as const,
        basis: '三定规定',
        effectiveOn: '2024-03-01',
      },
    }),
    { references: { ids: anEnterprise, bodyId: aDepartment } },
  ),
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
  noRecord(enterprise.listCentres, () => ({})),
  noRecord(enterprise.listLapsing, () => ({ query: {} })),
  noRecord(enterprise.countLapsing, () => ({ query: {} })),
  noRecord(enterprise.exportLapsing, () => ({ query: {} })),
  noRecord(enterprise.getLapseSettings, () => ({})),
  noRecord(enterprise.setLapseSetting, () => ({
    body: { commandId: newId(), kind: 'insurance' as const, days: 45, source: '本县规定' },
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
  noRecord(enterprise.mapImport, async (setting) => ({
    params: { id: await anImport(setting) },
    body: { commandId: newId(), mapping: { name: 0 } },
  })),
  noRecord(enterprise.applyImport, async (setting) => ({
    params: { id: await anImport(setting) },
    body: { commandId: newId() },
  })),
];

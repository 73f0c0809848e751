import { newId } from '@zhiben/platform/domain/ids.ts';
import * as supervision from '@zhiben/slices/supervision/domain';
import { draftPaper, giveCommand } from '@zhiben/slices/supervision/server';
import { insertProposals, listProposalsFor } from '../../slices/supervision/server/proposal.queries.ts';
import {
  atPlace,
  inCounty,
  type Maker,
  noRecord,
  type Place,
  type Sample,
  type Setting,
} from '../permission-matrix-world.ts';
import { aDepartment, anEnterprise, noFile } from './common.ts';
import { aHazard, withFiles } from './hazard.ts';

/** A prompt letter of the committee office about the place's hazard, issued to the enterprise there. */
const anIssuedPaper: Maker = async (place, make) => {
  const clerk = place.county.ctxOf('clerk');
  const id = await draftedAbout(place, await make(aHazard));
  await giveCommand(clerk, id, 'issue', { commandId: newId(), expectedVersion: 1 });
  return id;
};

async function draftedAbout(
  { county, placement }: Place,
  subjectId: string,
  kind: 'promptLetter' | 'circular' = 'promptLetter',
): Promise<string> {
  const id = newId();
  const party = { role: 'main' as const, partyKind: 'enterprise' as const, partyName: '' };
  const parties = [{ ...party, partyId: placement.enterpriseId }];
  const words = { title: '提示', body: '请抓紧办理。', basis: '', replyDueOn: null, progressMonths: null };
  const rest = { level: null, number: null, proposalId: null, subjectKind: 'hazard' as const, subjectId, parties };
  await draftPaper(county.ctxOf('clerk'), { id, kind, ...words, ...rest });
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
/** A circular that was issued and put out. */
const aPublicNotice: Maker = async (place, make) => {
  const { county } = place;
  const id = await draftedAbout(place, await make(aHazard), 'circular');
  const next = (expectedVersion: number) => ({ commandId: newId(), expectedVersion });
  await giveCommand(county.ctxOf('clerk'), id, 'submit', next(1));
  await giveCommand(county.ctxOf('leader'), id, 'approve', next(2));
  await giveCommand(county.ctxOf('clerk'), id, 'issue', next(3));
  await giveCommand(county.ctxOf('clerk'), id, 'publish', { ...next(4), notice: '治理进展通报' });
  return id;
};
/** The id of a new record, made by the client. */
const madeByClient = () => '';
const { commands: onPapers } = supervision;
const receiptHere = async ({ county, make }: Setting): Promise<string> =>
  (await county.as('clerk').get(`/api/supervision/papers/${await make(anIssuedPaper)}`)).json<supervision.PaperRecord>()
    .receipts[0]?.id ?? newId();

export const supervisionSamples: readonly Sample[] = [
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
  noRecord(supervision.getMonthly, () => ({ query: { month: '2024-03' } })),
  noRecord(supervision.draftMonthly, () => ({ body: { paperId: newId(), month: '2024-03' } }), {
    references: { paperId: madeByClient },
  }),
  noRecord(supervision.getAnnual, () => ({ params: { year: 2024 } })),
  noRecord(supervision.listQuotas, () => ({})),
  noRecord(supervision.setQuota, () => ({
    params: { year: 2024 },
    body: { commandId: newId(), setting: { count: 5, source: '测试文件' } },
  })),
  noRecord(supervision.listAnnualPlates, () => ({ params: { year: 2024 }, query: {} })),
  noRecord(supervision.listCandidates, () => ({ query: {} })),
  atPlace(supervision.draftPlates, async ({ make }) => ({ body: { commandId: newId(), ids: [await make(aHazard)] } }), {
    references: { ids: ({ make }) => make(aHazard) },
  }),
  noRecord(supervision.listPublicNotices, () => ({ query: {} }), {
    openBecause: 'what a person put out for everybody to read: checked words of plates, circulars, exposures; no more',
  }),
  noRecord(supervision.getPublicNotice, async (s) => ({ params: { id: await s.make(aPublicNotice) } }), {
    openBecause: 'one of those notices; what is not published, or was taken down, is not found',
  }),
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

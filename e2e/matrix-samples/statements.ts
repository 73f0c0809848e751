import { newId } from '@zhiben/platform/domain/ids.ts';
import * as screening from '@zhiben/slices/screening/domain';
import type { Person, TestCounty } from 'zhiben/test-county';
import { prefilled } from '../../slices/screening/domain/commitment.rules.ts';
import { FIGURE_CODES, type Figures } from '../../slices/screening/domain/statement.rules.ts';
import { insertCommitment } from '../../slices/screening/server/commitment.queries.ts';
import { insertReward } from '../../slices/screening/server/reward.queries.ts';
import { insertSnapshot } from '../../slices/screening/server/snapshot.queries.ts';
import { hashOfCode, makeTicket } from '../../slices/screening/server/snapshot-anonymous.ts';
import { insertStatement } from '../../slices/screening/server/statement.queries.ts';
import { atPlace, type Maker, noRecord, type Place, type Sample, type Setting } from '../permission-matrix-world.ts';
import { anEnterprise, command, noFile } from './common.ts';

type Tx = Parameters<typeof insertCommitment>[0];
type At = Parameters<typeof insertCommitment>[1]['place'];

const MONTH = '2024-02';
const counts = prefilled(null);

/** Of the enterprises of the test county not each has people of its own: rows are put there for all alike. */
async function within({ county, placement }: Place, work: (tx: Tx, place: At) => Promise<void>): Promise<void> {
  const { enterpriseId: id, division, industry } = placement;
  await county.ctxOf('clerk').transaction(async (tx) => {
    await work(tx, { id, name: '测试企业', division, industry });
    tx.record({ id: newId(), action: 'test:statement', subject: { kind: 'county', id: newId() }, data: {} });
  });
}

async function commitmentOn(place: Place, day: string): Promise<string> {
  const id = newId();
  const said = { counts, words: '承诺', isPublic: true, differences: [], dueAt: null, isLate: false };
  const by = { signedAs: 'principal' as const, deputyReason: null, because: null };
  await within(place, (tx, at) => insertCommitment(tx, { id, place: at, day, version: 1, ...said, ...by }));
  return id;
}
const aCommitment: Maker = (place) => commitmentOn(place, '2024-03-01');

const aStatement: Maker = async (place) => {
  const id = newId();
  const figures = Object.fromEntries(FIGURE_CODES.map((code) => [code, 0])) as Figures;
  const said = { month: MONTH, version: 1, formula: 1, figures, isZero: true, words: '零报告' };
  await within(place, (tx, at) =>
    insertStatement(tx, { id, place: at, ...said, dueOn: null, isLate: false, because: null }),
  );
  return id;
};

type By = Parameters<typeof insertSnapshot>[1]['by'];
async function reportAt(place: Place, by: By): Promise<string> {
  const id = newId();
  const days = { receivedOn: '2024-03-20', dueOn: '2024-03-25' };
  await within(place, (tx, at) =>
    insertSnapshot(tx, {
      id,
      place: at,
      kind: 'hazard',
      words: '线缆破损',
      where: '车间',
      fileHashes: [],
      ...days,
      by,
    }),
  );
  return id;
}

/** Under the name of whoever will ask: people see what they reported themselves, managers all. */
const makers = new Map<Person, Maker>();
function aSnapshotOf({ person, make }: Setting): Promise<string> {
  const maker: Maker =
    makers.get(person) ?? ((place) => reportAt(place, { id: place.county.userIds[person], name: '甲' }));
  makers.set(person, maker);
  return make(maker);
}

/** Sixteen digits are a claim code; one a county. */
const codeIn = ({ code }: TestCounty) => code.padEnd(16, '0').replace(/(.{4})(?=.)/g, '$1-');
const anAnonymous: Maker = (place) => reportAt(place, { claimHash: hashOfCode(codeIn(place.county)) });

const anOpenEnterprise: Maker = async (place) => {
  await commitmentOn(place, '2024-03-02');
  return place.placement.enterpriseId;
};

const anEarlierSnapshot: Maker = (place) => reportAt(place, { id: place.county.userIds.worker, name: '乙' });

const aReward: Maker = async (place) => {
  const id = newId();
  const what = {
    kind: 'proposal' as const,
    snapshotId: null,
    personName: '甲',
    subject: '建议',
    item: '采纳',
    amountFen: 100,
  };
  await within(place, (tx, at) => insertReward(tx, { id, place: at, ...what }));
  return id;
};

const inMonth = (setting: Setting) => ({ enterpriseId: anEnterprise(setting), month: MONTH });
const filed = async (setting: Setting) => {
  await setting.make(aStatement);
  return inMonth(setting);
};
const PUBLIC = 'what an enterprise itself puts out; nothing else is read';
const DROP = 'an anonymous report must carry no session (docs/decisions/0009); the ticket names the enterprise';

const ticketOf = ({ county, place }: Setting) =>
  makeTicket(county.ctxOf('clerk').services, {
    county: place.placement.county,
    enterpriseId: place.placement.enterpriseId,
    dropNumber: 1,
  });

export const statementSamples: readonly Sample[] = [
  noRecord(screening.getCommitmentDraft, () => ({})),
  noRecord(screening.signCommitment, () => ({
    body: { id: newId(), counts, words: '承诺', isPublic: false, amends: 9, because: '测试' },
  })),
  noRecord(screening.nameDeputy, () => ({ body: { commandId: newId(), userId: null } }), {
    references: { userId: () => '' },
  }),
  noRecord(screening.listCommitments, () => ({ query: {} })),
  noRecord(screening.countCommitments, () => ({ query: {} })),
  atPlace(screening.getCommitment, async ({ make }) => ({ params: { id: await make(aCommitment) } })),
  noRecord(screening.getPublicCommitment, async (s) => ({ params: { enterpriseId: await s.make(anOpenEnterprise) } }), {
    openBecause: PUBLIC,
  }),
  noRecord(screening.getStatementSettings, () => ({})),
  noRecord(screening.setStatementSettings, () => ({ body: { commandId: newId() } })),
  noRecord(screening.listStatements, () => ({ query: {} })),
  noRecord(screening.countStatements, () => ({ query: {} })),
  atPlace(screening.getStatement, async (s) => ({ params: await filed(s), query: {} })),
  atPlace(screening.confirmStatement, (s) => ({
    params: inMonth(s),
    body: { id: newId(), words: '报告', amends: 9, because: '测试', seen: {} },
  })),
  atPlace(screening.receiveStatement, async (s) => ({ params: await filed(s), body: { id: newId(), version: 9 } })),
  atPlace(
    screening.tellEmployees,
    async (s) => ({
      params: await filed(s),
      body: { id: newId(), version: 9, manner: 'board' as const, heldOn: '2024-03-01' },
    }),
    { references: { files: noFile } },
  ),
  atPlace(screening.getStatementDocx, async (s) => ({ params: await filed(s) })),
  noRecord(screening.sendSnapshot, () => ({ body: { id: newId(), words: '线缆破损', place: '车间' } }), {
    references: { files: noFile },
  }),
  noRecord(screening.getDropTicket, () => ({})),
  noRecord(
    screening.dropSnapshot,
    (s) => ({ body: { ticket: ticketOf(s), id: newId(), words: '线缆', place: '车间', claimHash: 'a'.repeat(64) } }),
    { openBecause: DROP },
  ),
  noRecord(screening.getDropPlace, (s) => ({ query: { ticket: ticketOf(s) } }), { openBecause: DROP }),
  noRecord(
    screening.followSnapshot,
    async (s) => {
      await s.make(anAnonymous);
      return { body: { code: codeIn(s.county) } };
    },
    { openBecause: DROP },
  ),
  noRecord(screening.listSnapshots, () => ({ query: {} })),
  noRecord(screening.countSnapshots, () => ({ query: {} })),
  atPlace(screening.getSnapshot, async (s) => ({ params: { id: await aSnapshotOf(s) } })),
  atPlace(
    screening.decideSnapshot,
    async (s) => ({
      params: { id: await aSnapshotOf(s) },
      body: {
        outcome: 'duplicate' as const,
        ...command(),
        duplicateOf: await s.make(anEarlierSnapshot),
        reason: '测试',
      },
    }),
    { references: { hazardId: () => '', duplicateOf: ({ make }) => make(anEarlierSnapshot) } },
  ),
  noRecord(screening.getRewardRules, () => ({})),
  noRecord(screening.setRewardRules, () => ({ body: { commandId: newId(), version: 99, amounts: [], answerDays: 3 } })),
  noRecord(screening.listRewards, () => ({ query: {} })),
  noRecord(screening.countRewards, () => ({ query: {} })),
  noRecord(screening.exportRewards, () => ({ query: {} })),
  noRecord(screening.getRewardSums, () => ({ query: {} })),
  atPlace(screening.getReward, async ({ make }) => ({ params: { id: await make(aReward) } })),
  noRecord(
    screening.proposeReward,
    () => ({ body: { id: newId(), personName: '甲', subject: '建议', item: '采纳', amountFen: 100 } }),
    { references: { snapshotId: ({ make }) => make(anEarlierSnapshot) } },
  ),
  atPlace(screening.decideReward, async ({ make }) => ({
    params: { id: await make(aReward) },
    body: { ...command(), approved: true },
  })),
  atPlace(
    screening.payReward,
    async ({ make }) => ({
      params: { id: await make(aReward) },
      body: { ...command(), paidOn: '2024-03-20' },
    }),
    { references: { files: noFile } },
  ),
];

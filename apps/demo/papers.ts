import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import { listHazards } from '@zhiben/slices/hazard/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import {
  acceptProposal,
  dismissProposal,
  draftByRecord,
  giveCommand,
  listProposals,
  setPreset,
  sweepProposals,
} from '@zhiben/slices/supervision/server';
import type { Stage } from './acting.ts';

/** How far each accepted proposal has come, in the order in which they are taken from the queue. */
const FATES = [
  'draft',
  'submitted',
  'approved',
  'issued',
  'acknowledged',
  'replied',
  'closed',
  'withdrawn',
  'issued',
] as const;

interface People {
  readonly users: readonly NewUser[];
  readonly client: NewEnterprise;
}

/** Plates: two hang, of which the shown enterprise has one, and one was taken down after acceptance; all published. */
async function loadPlates({ as, newId }: Stage, { users, client }: People): Promise<void> {
  const clerk = users.find((u) => u.role === 'committeeClerk');
  const leader = users.find((u) => u.role === 'leader');
  if (!clerk || !leader) return;
  const office = as(clerk);
  // Without those that the sweep's proposals have listed already.
  const pick = async (query: Partial<Parameters<typeof listHazards>[1]>, taken?: string) => {
    const { rows } = await listHazards(office, { group: 'overdue', grade: 'major', limit: 25, ...query });
    return rows.filter(({ id, listedOn }) => listedOn === null && id !== taken).slice(0, 1);
  };
  const own = await pick({ group: 'open', enterpriseId: client.id });
  const hazards = [
    ...own,
    ...(await pick({ status: ['rectifying'] }, own[0]?.id)),
    ...(await pick({ group: 'accepted' })),
  ];
  for (const { id: subjectId, status, enterpriseName, description, rectificationDueOn } of hazards) {
    const id = newId();
    let { version } = await draftByRecord(office, { id, kind: 'listedSupervision', subjectKind: 'hazard', subjectId });
    const give = async (ctx: typeof office, kind: Parameters<typeof giveCommand>[2], words: object = {}) => {
      const command = { commandId: newId(), expectedVersion: version, ...words };
      ({ version } = await giveCommand(ctx, id, kind, command as never));
    };
    await give(office, 'submit');
    await give(as(leader), 'approve');
    await give(office, 'issue');
    const due = rectificationDueOn ? `整改期限：${rectificationDueOn}。` : '';
    await give(office, 'publish', { notice: `${enterpriseName}县级挂牌督办。隐患概况：${description}。${due}` });
    if (status === 'accepted') await give(office, 'delist', { conclusion: '现场验收合格，予以摘牌。', files: [] });
  }
}

/**
 * What the office does about overdue hazards: the sweep proposes, one is turned down, some are taken up and have come to
 * different ends, the rest wait in the queue. Those of the shown enterprise are issued to it and wait for its signature.
 */
export async function loadPapers(stage: Stage, people: People, now: Date) {
  const { clock, as, newId } = stage;
  const { users, client } = people;
  const clerk = users.find((u) => u.role === 'committeeClerk');
  const leader = users.find((u) => u.role === 'leader');
  if (!clerk || !leader) return;
  clock.set(now);
  const office = as(clerk);
  // The county took both sets of rules over with its own plan.
  const source = '《示范县重大事故隐患专项排查整治2026行动方案》三、（五）';
  for (const preset of ['xupu2023', 'hunanList'] as const) {
    await setPreset(office, preset, { commandId: newId(), enabled: true, source });
  }
  await sweepProposals(office.as(systemActor(office.actor.county)));
  const { rows: open } = await listProposals(office, { status: 'open', limit: 100 });
  const hazards = open.filter(({ subjectKind }) => subjectKind === 'hazard');
  const [refused, ...others] = hazards.filter(({ enterpriseId }) => enterpriseId !== client.id);
  if (refused) {
    const reason = '企业已停产整改，现场核实不影响安全，暂不采取措施。';
    await dismissProposal(office, refused.id, { commandId: newId(), reason });
  }
  const own = new Set(hazards.flatMap((p) => (p.enterpriseId === client.id ? [p.subjectId] : [])));
  const chosen = [
    ...[...own]
      .slice(0, 2)
      .map((subjectId) => ({ subjectId, enterpriseId: client.id, proposal: null, fate: 'issued' })),
    ...others.slice(0, FATES.length).map((proposal, i) => ({ ...proposal, proposal, fate: FATES[i] })),
  ];
  for (const { proposal, subjectId, enterpriseId, fate } of chosen) {
    const paperId = newId();
    const order = { id: paperId, kind: 'supervisionOrder', subjectKind: 'hazard', subjectId } as const;
    const drafted = proposal
      ? await acceptProposal(office, proposal.id, { commandId: newId(), paperId })
      : await draftByRecord(office, order);
    let { version, receipts } = drafted;
    const signer = users.find((u) => u.enterpriseId !== null && u.enterpriseId === enterpriseId);
    const give = async (ctx: typeof office, kind: Parameters<typeof giveCommand>[2], words: object = {}) => {
      const command = { commandId: newId(), expectedVersion: version, ...words };
      ({ version, receipts } = await giveCommand(ctx, paperId, kind, command as never));
    };
    if (fate === 'draft') continue;
    await give(office, 'submit');
    if (fate === 'submitted') continue;
    await give(as(leader), 'approve');
    if (fate === 'approved') continue;
    await give(office, 'issue');
    if (fate === 'withdrawn') await give(office, 'withdraw', { reason: '主送单位有误，另行印发。' });
    if (fate === 'issued' || fate === 'withdrawn') continue;
    for (const receipt of receipts.filter(({ role }) => role === 'main')) {
      if (signer && receipt.partyId === signer.enterpriseId)
        await give(as(signer), 'acknowledge', { signer: signer.name });
      else {
        const delivery = { way: 'visit', signer: '单位收文人员', onDate: today(clock), note: '', files: [] };
        await give(office, 'deliver', { receiptId: receipt.id, ...delivery });
      }
    }
    if (fate === 'acknowledged' || drafted.kind === 'exposure') continue;
    if (signer && receipts.some(({ partyId }) => partyId === signer.enterpriseId))
      await give(as(signer), 'reply', { text: '已组织整改，正在更换设备，完成后申请验收。', files: [] });
    if (fate === 'closed' && drafted.kind === 'assignment')
      await give(office, 'close', { conclusion: '已按要求办理。', files: [] });
  }
  await loadPlates(stage, people);
}

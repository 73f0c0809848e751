import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import {
  acceptProposal,
  dismissProposal,
  giveCommand,
  listProposals,
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
type Fate = (typeof FATES)[number];

interface People {
  readonly users: readonly NewUser[];
  readonly client: NewEnterprise;
}

/**
 * What the office does about overdue hazards: the sweep proposes, one is turned down, some are taken up and have come to
 * different ends, the rest wait in the queue. Those of the shown enterprise are issued to it and wait for its signature.
 */
export async function loadPapers({ clock, as, newId }: Stage, { users, client }: People, now: Date) {
  const clerk = users.find((u) => u.role === 'committeeClerk');
  const leader = users.find((u) => u.role === 'leader');
  if (!clerk || !leader) return;
  clock.set(now);
  const office = as(clerk);
  await sweepProposals(office.as(systemActor(office.actor.county)));
  const { rows: open } = await listProposals(office, { status: 'open', limit: 100 });
  const hazards = open.filter(({ subjectKind }) => subjectKind === 'hazard');
  const [refused, ...others] = hazards.filter(({ enterpriseId }) => enterpriseId !== client.id);
  if (refused) {
    await dismissProposal(office, refused.id, {
      commandId: newId(),
      reason: '企业已停产整改，现场核实不影响安全，暂不采取措施。',
    });
  }
  const own = hazards.filter(({ enterpriseId }) => enterpriseId === client.id).slice(0, 2);
  const chosen = [
    ...own.map((proposal) => ({ proposal, fate: 'issued' as Fate })),
    ...others.slice(0, FATES.length).map((proposal, i) => ({ proposal, fate: FATES[i] as Fate })),
  ];
  for (const { proposal, fate } of chosen) {
    const paperId = newId();
    let { version, receipts } = await acceptProposal(office, proposal.id, { commandId: newId(), paperId });
    const signer = users.find((u) => u.enterpriseId !== null && u.enterpriseId === proposal.enterpriseId);
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
    const isLetter = proposal.paperKind === 'promptLetter' || proposal.paperKind === 'supervisionOrder';
    if (fate === 'acknowledged' || !isLetter) continue;
    if (signer) await give(as(signer), 'reply', { text: '已组织整改，正在更换设备，完成后申请验收。', files: [] });
    if (fate === 'closed') await give(office, 'close', { conclusion: '已按要求办理。', files: [] });
  }
}

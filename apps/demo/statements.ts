import { createHash } from 'node:crypto';
import { addDays, instantOf, localDate } from '@zhiben/platform/domain/clock.ts';
import type { NewUser } from '@zhiben/slices/identity/server';
import type { CommitmentCounts } from '@zhiben/slices/screening/domain';
import * as screening from '@zhiben/slices/screening/server';
import type { Stage } from './acting.ts';

const MINUTE = 60_000;
const DAYS = 9;

/** What enterprises of the demo said of themselves and heard from their people. The client's today is left to be signed. */
export async function playStatements(stage: Stage, users: readonly NewUser[], now: Date): Promise<void> {
  const principals = users.filter(({ role }) => role === 'enterprisePrincipal').slice(0, 4);
  const today = localDate(now);
  for (const [n, principal] of principals.entries()) {
    const safety = users.find(
      ({ role, enterpriseId }) => role === 'enterpriseSafetyManager' && enterpriseId === principal.enterpriseId,
    );
    await playCommitments(stage, principal, n, today);
    if (safety) await playMonths(stage, { principal, safety, users, n }, today, now);
  }
  const [principal] = principals;
  const safety = users.find(({ account }) => account === 'safety');
  const worker = users.find(({ role, enterpriseId }) => role === 'worker' && enterpriseId === principal?.enterpriseId);
  if (principal && safety) await playReports(stage, { principal, safety, worker: worker ?? safety }, today);
  stage.clock.set(now);
}

/** Signed each morning; once late, once amended in the afternoon. */
async function playCommitments(stage: Stage, principal: NewUser, n: number, today: string): Promise<void> {
  for (let back = DAYS; back >= 1; back -= 1) {
    const day = addDays(today, -back);
    if (n > 0 && (back + n) % 4 === 0) continue; // not every day by everybody
    const minutes = back === 4 && n === 0 ? 11 * 60 + 12 : 8 * 60 + 20 + ((back * 13 + n * 7) % 60);
    stage.clock.set(new Date(instantOf(day).getTime() + minutes * MINUTE));
    const ctx = stage.as(principal);
    const { counts, words } = await screening.presentCommitmentDraft(ctx);
    const said = { ...installations(n), ...counts, ...(back === DAYS ? installations(n) : {}), ...works(back, n) };
    await screening.signCommitment(ctx, {
      id: stage.newId(),
      counts: said,
      words,
      isPublic: n !== 2,
      amends: 0,
      because: '',
    });
    if (back !== 2 || n !== 0) continue;
    stage.clock.set(new Date(instantOf(day).getTime() + 14 * 60 * MINUTE));
    const amended = { ...said, fire2: said.fire2 + 1, contractors: true };
    await screening.signCommitment(stage.as(principal), {
      id: stage.newId(),
      counts: amended,
      words,
      isPublic: true,
      amends: 1,
      because: '下午增加一处二级动火，由承包商作业',
    });
  }
}

const installations = (n: number): Pick<CommitmentCounts, 'units' | 'run' | 'park'> => ({
  units: 6 - n,
  run: 5 - n,
  park: 1,
});
const works = (back: number, n: number): Partial<CommitmentCounts> => ({
  fire2: (back + n) % 3,
  space: back % 4 === 0 ? 1 : 0,
  high: (back * 2 + n) % 3,
  electricity: back % 2,
  inspection: back % 5 === 0 ? 1 : 0,
});

interface Company {
  readonly principal: NewUser;
  readonly safety: NewUser;
  readonly users: readonly NewUser[];
  readonly n: number;
}

/** The month before last by all, with receipts; the last one by some: the client's waits to be confirmed. */
async function playMonths(
  stage: Stage,
  { principal, safety, users, n }: Company,
  today: string,
  now: Date,
): Promise<void> {
  const enterpriseId = principal.enterpriseId ?? '';
  for (const back of n === 0 || n === 3 ? [2] : [2, 1]) {
    const month = monthBefore(today, back);
    const dueMonth = monthBefore(today, back - 1);
    const at = new Date(instantOf(`${dueMonth}-${n === 2 ? '09' : '03'}`).getTime() + 9 * 60 * MINUTE);
    if (at > now) continue;
    stage.clock.set(at);
    const ctx = stage.as(safety);
    const draft = await screening.presentStatement(ctx, { enterpriseId, month }, {});
    const seen = Object.fromEntries(draft.figures.map(({ code, value }) => [code, value]));
    await screening.confirmStatement(
      ctx,
      { enterpriseId, month },
      { id: stage.newId(), words: draft.words, amends: 0, because: '', seen },
    );
    const told = {
      id: stage.newId(),
      version: 1,
      manner: 'board' as const,
      heldOn: localDate(at),
      note: '',
      files: [],
    };
    await screening.tellEmployees(ctx, { enterpriseId, month }, told);
    const clerk = users.find(({ account }) => account === 'clerk');
    if (!clerk || n === 1) continue;
    stage.clock.set(
      new Date(at.getTime() + 26 * 60 * MINUTE > now.getTime() ? now.getTime() : at.getTime() + 26 * 60 * MINUTE),
    );
    await screening.receiveStatement(
      stage.as(clerk),
      { enterpriseId, month },
      { id: stage.newId(), version: 1, note: '' },
    );
  }
}

function monthBefore(today: string, n: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - n, 1)).toISOString().slice(0, 7);
}

/** Reports of every kind and end, and what was paid for them. The claim code of the anonymous one is in the open here. */
const DEMO_CODE = 'DEM0-0000-0000-0001';

async function playReports(
  stage: Stage,
  { principal, safety, worker }: { readonly principal: NewUser; readonly safety: NewUser; readonly worker: NewUser },
  today: string,
): Promise<void> {
  const at = (back: number, hour: number) =>
    stage.clock.set(new Date(instantOf(addDays(today, -back)).getTime() + hour * 60 * MINUTE));
  const amounts = [
    { id: 'general', kind: 'hazard' as const, name: '一般隐患', amountFen: 10_000 },
    { id: 'major', kind: 'hazard' as const, name: '重大事故隐患', amountFen: 200_000 },
    { id: 'proposal', kind: 'proposal' as const, name: '建议被采纳', amountFen: 20_000 },
  ];
  at(20, 9);
  await screening.setRewardRules(stage.as(safety), {
    commandId: stage.newId(),
    version: 0,
    amounts,
    answerDays: 2,
    renewDrop: false,
  });
  const report = async (back: number, kind: 'hazard' | 'proposal', words: string, place: string) => {
    at(back, 10);
    const id = stage.newId();
    await screening.sendSnapshot(stage.as(worker), { id, kind, words, place, files: [] });
    return id;
  };
  const accept = async (id: string, back: number, description: string, place: string, answer: string) => {
    at(back, 15);
    const body = {
      outcome: 'accepted' as const,
      commandId: stage.newId(),
      version: 1,
      hazardId: stage.newId(),
      description,
      place,
      answer,
    };
    await screening.decideSnapshot(stage.as(safety), id, body);
  };
  const reward = async (snapshotId: string, back: number, subject: string, item: number, paid: boolean) => {
    at(back, 16);
    const id = stage.newId();
    const { name, amountFen, kind } = amounts[item] as (typeof amounts)[number];
    await screening.proposeReward(stage.as(safety), {
      id,
      snapshotId,
      kind,
      personName: '',
      subject,
      item: name,
      amountFen,
    });
    if (!paid) return;
    at(back - 1, 9);
    await screening.decideReward(stage.as(principal), id, {
      commandId: stage.newId(),
      version: 1,
      approved: true,
      reason: '',
    });
    at(back - 1, 14);
    await screening.payReward(stage.as(safety), id, {
      commandId: stage.newId(),
      version: 2,
      paidOn: addDays(today, -(back - 1)),
      claimCode: '',
      files: [],
    });
  };

  const flange = await report(15, 'hazard', '循环水泵联轴器防护罩松动，运转时有异响', '循环水泵房');
  await accept(flange, 14, '循环水泵联轴器防护罩固定螺栓缺失两颗，运转时松动', '循环水泵房', '已停泵紧固，谢谢报告。');
  await reward(flange, 13, '报告循环水泵防护罩松动', 0, true);
  const lamp = await report(11, 'proposal', '罐区巡检路线加反光标识，夜间看得清台阶', '罐区');
  await accept(lamp, 10, '罐区巡检路线加反光标识', '罐区', '采纳，本月施工。');
  await reward(lamp, 9, '建议罐区巡检路线加反光标识', 2, false);
  const door = await report(6, 'hazard', '更衣室门关不严', '更衣室');
  at(5, 11);
  const reason = '门锁老化，已报后勤更换，不影响安全。';
  await screening.decideSnapshot(stage.as(safety), door, {
    outcome: 'declined',
    commandId: stage.newId(),
    version: 1,
    reason,
  });
  await report(4, 'hazard', '二车间东侧疏散通道堆放托盘', '二车间东侧通道');
  at(1, 13);
  const { ticket } = await screening.presentTicket(stage.as(worker));
  const claimHash = createHash('sha256').update(DEMO_CODE).digest('hex');
  const drop = { ticket, id: crypto.randomUUID(), kind: 'hazard' as const, claimHash, photos: [] };
  await screening.dropSnapshot(stage.as(worker), {
    ...drop,
    words: '叉车在装卸区超速，差点碰到人',
    place: '成品装卸区',
  });
}

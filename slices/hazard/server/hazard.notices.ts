import { today } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { getBody } from '@zhiben/slices/division/server';
import { listPeople } from '@zhiben/slices/identity/server';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';
import { MEASURE_NAMES, type Status } from '../domain/hazard.terms.ts';

const OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'] as const;
const REGULATORS = ['departmentOfficer', 'inspector'] as const;

/**
 * Tells whoever has to act next, in the same transaction: the enterprise what it owes, the department what waits. What
 * was only registered stands in the department's queue; a message for each would drown the others.
 */
export async function tellNext(tx: TxCtx, hazard: Hazard, event: HazardEvent): Promise<void> {
  const said = sentence(hazard, event);
  if (!said) return;
  const { id, number, enterpriseId } = hazard;
  const userIds =
    said.to === 'enterprise'
      ? await listPeople(tx, { enterpriseId }, OFFICERS)
      : await listPeople(tx, { bodyIds: hazard.handlingBodyId ? [hazard.handlingBodyId] : [] }, REGULATORS);
  await notify(tx, {
    userIds: userIds.filter((userId) => userId !== tx.actor.userId),
    kind: event.action,
    title: `${said.title}：${number}`,
    detail: `${hazard.enterpriseName}，${hazard.place}：${hazard.description.slice(0, 100)}。${said.detail}`,
    link: `/hazards/${id}`,
  });
}

interface Said {
  readonly to: 'enterprise' | 'department';
  readonly title: string;
  /** What is owed and by when. */
  readonly detail: string;
}

function sentence(hazard: Hazard, event: HazardEvent): Said | null {
  switch (event.action) {
    case 'hazard:confirm': {
      const { commitmentsDueOn, rectificationDueOn } = event.data;
      const ordered = rectificationDueOn ? `，责令 ${rectificationDueOn} 前整改完成` : '';
      return {
        to: 'enterprise',
        title: '已认定为重大事故隐患',
        detail: `请于 ${commitmentsDueOn} 前报送五落实${ordered}。`,
      };
    }
    case 'hazard:judgeGeneral':
      return {
        to: 'enterprise',
        title: '已判定为一般隐患',
        detail: `请于 ${event.data.rectificationDueOn} 前整改并申请验收。`,
      };
    case 'hazard:apply':
      return { to: 'department', title: '企业申请验收', detail: '请到现场核验；登记该隐患的人不能验收。' };
    case 'hazard:reject':
      return { to: 'enterprise', title: '验收不合格，退回整改', detail: `${event.data.finding}` };
    case 'hazard:accept':
      return hazard.status === 'closed'
        ? { to: 'enterprise', title: '验收合格，已销号', detail: '请保存整改资料。' }
        : { to: 'department', title: '现场验收合格，待审批销号', detail: '请由验收人以外的监管人员审批。' };
    case 'hazard:close':
      return { to: 'enterprise', title: '已销号', detail: '请保存整改资料。' };
    case 'hazard:refuseClosure':
      return { to: 'department', title: '销号审批退回，请重新核验', detail: event.data.reason };
    case 'hazard:impose': {
      const { measure, text, document } = event.data;
      return { to: 'enterprise', title: MEASURE_NAMES[measure], detail: `${text}（${document}）` };
    }
    case 'hazard:lift':
      return { to: 'enterprise', title: '措施已解除', detail: event.data.note };
    case 'hazard:applyExtension':
      return { to: 'department', title: '企业申请延期', detail: `申请延至 ${event.data.dueOn}：${event.data.reason}` };
    case 'hazard:approveExtension':
      return { to: 'enterprise', title: '已批准延期', detail: `整改期限延至 ${event.data.dueOn}。` };
    case 'hazard:refuseExtension':
      return { to: 'enterprise', title: '不同意延期', detail: `${event.data.reason}。整改期限不变。` };
    case 'hazard:pauseClock':
      return { to: 'enterprise', title: '整改期限中止计算', detail: event.data.reason };
    case 'hazard:resumeClock':
      return {
        to: 'enterprise',
        title: '整改期限恢复计算',
        detail: `整改期限为 ${hazard.rectificationDueOn ?? ''}。`,
      };
    case 'hazard:assign':
      return { to: 'department', title: '交办重大事故隐患', detail: event.data.reason };
    case 'hazard:selectForLookBack':
      return { to: 'department', title: '抽中回头看', detail: `请于 ${event.data.dueOn} 前到现场核查。` };
    case 'hazard:lookBack':
      return event.data.passed
        ? null
        : { to: 'enterprise', title: '回头看不合格', detail: '已按新的隐患登记，请配合认定和整改。' };
    default:
      return hazard.status === 'rectifying' && event.action === 'hazard:commit'
        ? { to: 'department', title: '企业已报送五落实', detail: `整改期限 ${hazard.rectificationDueOn ?? '未定'}。` }
        : null;
  }
}

/** By what a status waits on whom; null for what has ended. */
const OWED: Partial<Record<Status, { readonly by: 'enterprise' | 'department'; readonly what: string }>> = {
  clue: { by: 'department', what: '认定' },
  notified: { by: 'enterprise', what: '报送五落实' },
  rectifying: { by: 'enterprise', what: '整改并申请验收' },
  applied: { by: 'department', what: '到现场验收' },
  accepted: { by: 'department', what: '审批销号' },
};

/** What a reminder said and to whom. */
export interface Reminded {
  readonly remindedParty: string;
  readonly owed: string;
}

/**
 * Reminds whoever the hazard waits for: the enterprise, or the department that handles it (of a clue, the body that
 * registered it). In the transaction of the caller, who records it.
 * @returns null where nothing is owed; `reached` is 0 where nobody has an account
 */
export async function remindOwing(
  tx: TxCtx,
  hazard: Hazard,
  words: string,
): Promise<(Reminded & { reached: number }) | null> {
  const owed = OWED[hazard.status];
  if (!owed) return null;
  const bodyId = hazard.handlingBodyId ?? hazard.registeredByBody;
  const userIds =
    owed.by === 'enterprise'
      ? await listPeople(tx, { enterpriseId: hazard.enterpriseId }, OFFICERS)
      : await listPeople(tx, { bodyIds: bodyId ? [bodyId] : [] }, REGULATORS);
  const body = bodyId ? (await getBody(tx, bodyId))?.name : undefined;
  const due = hazard.dueOn ? `，期限 ${hazard.dueOn}${hazard.dueOn < today(tx.clock) ? '，已逾期' : ''}` : '';
  const reached = await notify(tx, {
    userIds: userIds.filter((userId) => userId !== tx.actor.userId),
    kind: 'hazard:remind',
    title: `催办：请${owed.what}（${hazard.number}）`,
    detail: `${hazard.enterpriseName}，${hazard.place}：${hazard.description.slice(0, 100)}。请${owed.what}${due}。${words}`,
    link: `/hazards/${hazard.id}`,
  });
  const remindedParty = owed.by === 'enterprise' ? hazard.enterpriseName : (body ?? '承办部门');
  return { remindedParty, owed: `${owed.what}${due}`, reached };
}

import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listPeople } from '@zhiben/slices/identity/server';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';

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
      return { to: 'enterprise', title: '验收合格，已销号', detail: '请保存整改资料。' };
    default:
      return hazard.status === 'rectifying' && event.action === 'hazard:commit'
        ? { to: 'department', title: '企业已报送五落实', detail: `整改期限 ${hazard.rectificationDueOn ?? '未定'}。` }
        : null;
  }
}

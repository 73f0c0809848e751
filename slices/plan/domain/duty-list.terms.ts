import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import type { DUTY_LINE_KINDS, DUTY_LIST_STATES } from './duty-list.contract.ts';

export const DUTY_LIST_STATE_NAMES: Record<(typeof DUTY_LIST_STATES)[number], string> = {
  draft: '未发布',
  published: '执行中',
  revising: '修订中',
  ended: '已结束',
};

export const DUTY_LINE_KIND_NAMES: Record<(typeof DUTY_LINE_KINDS)[number], string> = {
  recurring: '定期开展',
  deadline: '限期完成',
  standing: '长期坚持',
};

export const dutyListError = defineErrors('plan', {
  'duty-list-incomplete': {
    status: 422,
    when: 'a duty list is to be published and lacks something; the fields say where',
    say: (d: { count: number; first: string }) =>
      `清单还有 ${d.count} 处没有填写完整，补齐后才能发布。第一处：${d.first}`,
  },
  'duty-list-unchanged': {
    status: 409,
    when: 'a published list is to be published again and says nothing new',
    say: (d: { edition: number }) => `清单与现行的第 ${d.edition} 版没有差别，不需要发布修订版。`,
  },
  'duty-list-twin': {
    status: 409,
    when: 'another list with exactly the same words was published',
    say: (_: Record<string, never>) => '已经发布过内容完全相同的清单，请修改名称或内容后再发布。',
  },
  'duty-list-fixed': {
    status: 409,
    when: 'name or period of a published list are to be changed',
    say: (_: Record<string, never>) => '清单发布后名称和有效期不再改变。换期或换名请复制为新清单。',
  },
});

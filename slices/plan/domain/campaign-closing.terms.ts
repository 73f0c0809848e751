import { defineErrors } from '@zhiben/platform/domain/errors.ts';

export const closingError = defineErrors('plan', {
  'campaign-closed': {
    status: 409,
    when: 'something is to be done in a campaign that has ended',
    say: (d: { name: string }) => `专项行动“${d.name}”已经结束，不能再分派或填报。确需办理的，请安委办先重新启动。`,
  },
  'campaign-open': {
    status: 409,
    when: 'a campaign that runs is to be taken up again',
    say: (d: { name: string }) => `专项行动“${d.name}”没有结束，不需要重新启动。`,
  },
  'still-pending': {
    status: 409,
    when: 'a campaign is to end while reports wait for verification',
    say: (d: { count: number }) => `还有 ${d.count} 项任务的进展等待核查。请先核查或退回，再结束专项行动。`,
  },
});

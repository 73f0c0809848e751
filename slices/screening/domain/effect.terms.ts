import { defineErrors } from '@zhiben/platform/domain/errors.ts';

type None = Record<string, never>;

export const effectError = defineErrors('effect', {
  'month-ahead': {
    status: 422,
    when: 'a month is asked for of which no day is over',
    say: (_: None) => '这个月还没有已经过去的日子，请选择本月或以前的月份。',
  },
  'may-not-configure': {
    status: 403,
    when: 'somebody who is not of the whole county sets its parameters',
    say: (_: None) => '运行效果的本县参数由县级统一设定，请联系安委办工作人员。',
  },
  'already-withdrawn': {
    status: 409,
    when: 'a veto is withdrawn twice',
    say: (_: None) => '这条否决已经撤回。',
  },
  'too-many': {
    status: 422,
    when: 'an export would hold more rows than a sheet can be worked with',
    say: (d: { most: number }) => `一次最多导出 ${d.most} 家企业，请用属地、行业缩小范围后再导出。`,
  },
});

export const EFFECT_STATE_NAMES = { comparable: '可比', not: '不可比', veto: '否决' } as const;

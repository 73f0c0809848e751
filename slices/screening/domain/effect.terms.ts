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
  'words-too-common': {
    status: 422,
    when: 'more enterprises carry the words looked for than can be listed together',
    say: (d: { q: string; most: number }) =>
      `名称中有“${d.q}”的企业超过 ${d.most} 家，无法逐一列出。请多输入几个字，或先选择属地、行业。`,
  },
});

export const EFFECT_STATE_NAMES = { comparable: '可比', not: '不可比', veto: '否决' } as const;

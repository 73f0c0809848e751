import { defineErrors } from '@zhiben/platform/domain/errors.ts';

export const tickedError = defineErrors('hazard', {
  'nothing-owed': {
    status: 409,
    when: 'a reminder about a hazard that waits for nobody',
    say: (_: Record<string, never>) => '已办结，没有可催办的事项。',
  },
  'reminded-today': {
    status: 409,
    when: 'a second reminder about the same hazard on one day',
    say: (d: { who: string }) => `今天已由${d.who}催办过，明天仍未办理的再催办。`,
  },
  'nobody-to-remind': {
    status: 409,
    when: 'a reminder to a party that has no account of its own',
    say: (d: { party: string }) => `${d.party}没有可以接收通知的账号，请电话或上门催办。`,
  },
});

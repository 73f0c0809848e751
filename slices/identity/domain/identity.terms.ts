import { defineErrors } from '@zhiben/platform/domain/errors.ts';

export const identityError = defineErrors('identity', {
  'wrong-credentials': {
    status: 401,
    when: 'no such account, wrong password, or the account is disabled: not told apart',
    say: (_: Record<string, never>) => '账号或密码不正确。',
  },
  locked: {
    status: 429,
    when: 'too many wrong passwords in a row',
    say: (d: { minutes: number }) => `密码连续输错，账号已暂时锁定，请 ${d.minutes} 分钟后再试，或联系管理员解锁。`,
  },
  'totp-needed': {
    status: 401,
    when: 'the account has an authenticator and no code was sent',
    say: (_: Record<string, never>) => '请输入动态口令。',
  },
  'totp-wrong': {
    status: 401,
    when: 'the code is wrong, too old, or was used before',
    say: (_: Record<string, never>) => '动态口令不正确或已使用，请等待下一个口令。',
  },
});

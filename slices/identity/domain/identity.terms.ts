import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import { LOCK_AFTER, LOCK_MINUTES } from './password.rules.ts';
import type { UserRow } from './user.contract.ts';

export const USER_STATE_NAMES: Record<UserRow['state'], string> = {
  active: '正常',
  locked: '已锁定',
  disabled: '已停用',
};

export const identityError = defineErrors('identity', {
  'wrong-credentials': {
    status: 401,
    when: 'no such account, wrong password, locked or disabled: not told apart, so that nobody learns which accounts exist',
    say: (_: Record<string, never>) =>
      `账号或密码不正确，或者账号已锁定、停用。连续输错 ${LOCK_AFTER} 次将锁定 ${LOCK_MINUTES} 分钟；急需使用请联系管理员。`,
  },
  'address-rests': {
    status: 429,
    when: 'an address failed at many accounts within minutes, and the account is not known to come from there',
    say: (_: Record<string, never>) =>
      `这个网络地址短时间内在多个账号上输错密码，${LOCK_MINUTES} 分钟后再试。常在这里登录的账号不受影响；急需使用请联系管理员。`,
  },
  'totp-needed': {
    status: 401,
    when: 'the account has an authenticator and no code was sent',
    say: (_: Record<string, never>) => '请输入动态口令。',
  },
  'totp-wrong': {
    status: 401,
    when: 'at sign-in, the code is wrong, too old, or was used before',
    say: (_: Record<string, never>) => '动态口令不正确或已使用，请等待下一个口令。',
  },
  'must-change-password': {
    status: 403,
    when: 'the password is a temporary one: only the own account is open until it is changed',
    say: (_: Record<string, never>) => '当前使用的是临时密码，请先修改密码，再办理其他事项。',
  },
  'wrong-password': {
    status: 422,
    when: 'a signed-in person proves to be the owner of the account, with a wrong password',
    say: (_: Record<string, never>) => `密码不正确。连续输错 ${LOCK_AFTER} 次，账号将锁定 ${LOCK_MINUTES} 分钟。`,
  },
  'no-password': {
    status: 409,
    when: 'the person signs in only through another system',
    say: (_: Record<string, never>) => '该账号通过统一身份认证登录，没有本系统密码；如需设置，请联系管理员重置密码。',
  },
  'weak-password': {
    status: 422,
    when: 'the new password breaks the policy',
    say: (d: { fault: string }) => `新密码不符合要求：${d.fault}。`,
  },
  'totp-not-started': {
    status: 409,
    when: 'a code is confirmed, but no secret was handed out, or it was confirmed before',
    say: (_: Record<string, never>) => '没有待确认的动态口令，请重新开始绑定。',
  },
  'totp-active': {
    status: 409,
    when: 'an authenticator is set up already',
    say: (_: Record<string, never>) => '已绑定动态口令；如需更换，请先解除。',
  },
  'totp-mismatch': {
    status: 422,
    when: 'the code that should confirm the set-up is wrong',
    say: (_: Record<string, never>) => '动态口令不正确，请核对手机时间是否准确后重试。',
  },
  'account-taken': {
    status: 409,
    when: 'another user, of this county or another, has this account name',
    say: (d: { account: string }) => `账号“${d.account}”已被使用，请换一个。`,
  },
  'last-administrator': {
    status: 409,
    when: 'the change would leave the county without an active administrator',
    say: (_: Record<string, never>) =>
      '这是本县最后一个可用的系统管理员，不能停用或改为其他角色。请先设置另一位系统管理员。',
  },
  'own-account': {
    status: 403,
    when: 'an administrator would reset the own password or remove the own authenticator without proving the password',
    say: (_: Record<string, never>) => '自己的密码和动态口令请在“我的账号”中办理，须验证密码。',
  },
  'wrong-state': {
    status: 409,
    when: 'the user is not in a state from which this can be done',
    say: (d: { state: string }) => `该用户当前为“${d.state}”，无需此项操作。`,
  },
  'import-overtaken': {
    status: 409,
    when: 'an account of the sheet was given to somebody else while it was entered',
    say: (_: Record<string, never>) => '导入期间有账号被其他人占用，本次没有导入任何人，请重新核对后再导入。',
  },
  'import-repeated': {
    status: 409,
    when: 'an import that was entered is sent again',
    say: (_: Record<string, never>) => '这次导入已经完成。临时密码只显示一次；如未保存，请在用户列表中逐个重置密码。',
  },
});

/** Why a sign-in through the unified identity system failed; the codes stand in the address of the sign-in page. */
export const OIDC_PROBLEMS = {
  'oidc-off': '本系统没有启用统一身份认证，请用账号和密码登录。',
  'oidc-unreachable': '暂时连接不上统一身份认证，请稍后再试，或用账号和密码登录。',
  'oidc-expired': '登录用时过长或页面已失效，请重新点击统一身份认证登录。',
  'oidc-refused': '统一身份认证没有通过，请重试；如再次出现，请联系管理员。',
  'oidc-unknown': '您在统一身份认证中的账号尚未对应到本系统用户，请联系管理员开通。',
  'oidc-disabled': '您在本系统的账号已停用，请联系管理员。',
} as const;
export type OidcProblem = keyof typeof OIDC_PROBLEMS;

/** Minimum length in characters; GB/T 22239-2019 8.1.4.1 asks for complexity, the figures are ours. */
export const PASSWORD_MIN = 10;
const PASSWORD_MAX = 128;
/** Longer input is not even looked at. */
export const PASSWORD_TYPED_MAX = 200;
/** Wrong passwords in a row before the account rests, and for how many minutes. */
export const LOCK_AFTER = 5;
export const LOCK_MINUTES = 15;

/** From how many accounts on, wrong within those minutes, an address rests: a house behind one address has few at once. */
export const MOST_ACCOUNTS_TRIED = 10;
/** So long after a sign-in a place is known to be the account's own. */
export const FAMILIAR_DAYS = 90;

const COMMON = /^(?:.*(?:123456|abcdef|qwerty|password|admin).*)$/i;

/** Why a password is refused, in Chinese; null when it may be used. */
export function passwordFault(password: string, account: string): string | null {
  if (password.length < PASSWORD_MIN) return `密码至少 ${PASSWORD_MIN} 位`;
  if (password.length > PASSWORD_MAX) return `密码最多 ${PASSWORD_MAX} 位`;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  if (kinds < 3) return '密码须包含大写字母、小写字母、数字、符号中的至少三种';
  if (COMMON.test(password)) return '密码含有常见字符组合，容易被猜中';
  if (account.length >= 3 && password.toLowerCase().includes(account.toLowerCase())) return '密码不能包含账号';
  return null;
}

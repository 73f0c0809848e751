import { expect, test } from 'vitest';
import { passwordFault } from './password.rules.ts';

test.each([
  ['Kf7m-Qp3x', 'zhang', '密码至少 10 位'],
  ['Kf7m-Qp3x9', 'zhang', null],
  [`Kf7-${'x'.repeat(125)}`, 'zhang', '密码最多 128 位'],
  ['kf7mqp3x9zzz', 'zhang', '密码须包含大写字母、小写字母、数字、符号中的至少三种'],
  ['Kf7mqp3x9zzz', 'zhang', null],
  ['kf7m-qp3x9zz', 'zhang', null],
  ['KFMQPXZZZ-77', 'zhang', null],
  ['安全生产Kf-7治本攻坚', 'zhang', null],
  ['Xy-123456-Zz', 'zhang', '密码含有常见字符组合，容易被猜中'],
  ['My-PassWord-77', 'zhang', '密码含有常见字符组合，容易被猜中'],
  ['Kf7-ZHANG-xx', 'zhang', '密码不能包含账号'],
  ['Kf7-li-xxxxx', 'li', null],
])('%s as the password of %s', (password, account, fault) => {
  expect(passwordFault(password, account)).toBe(fault);
});

import { definePages } from '@zhiben/platform/web/page.ts';
import { ACCOUNT_PERMISSION } from '../domain/account.contract.ts';

export { SessionGate } from './SessionGate.tsx';
export { leave } from './sign-out.ts';

export const pages = definePages([
  {
    path: '/users',
    title: '用户',
    permission: 'identity:administer',
    nav: { group: '系统管理', order: 10, label: '用户和岗位' },
    load: () => import('./UserListPage.tsx'),
  },
  {
    path: '/users/new',
    title: '新建用户',
    permission: 'identity:administer',
    load: () => import('./UserCreatePage.tsx'),
  },
  {
    path: '/users/import',
    title: '从表格导入',
    permission: 'identity:administer',
    load: () => import('./UserImportPage.tsx'),
  },
  { path: '/users/$id', title: '用户资料', permission: 'identity:administer', load: () => import('./UserPage.tsx') },
  {
    path: '/users/$id/edit',
    title: '修改资料',
    permission: 'identity:administer',
    load: () => import('./UserEditPage.tsx'),
  },
  {
    path: '/account',
    title: '我的账号',
    permission: ACCOUNT_PERMISSION,
    load: () => import('./AccountPage.tsx'),
  },
]);

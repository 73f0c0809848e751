import { definePages } from '@zhiben/platform/web/page.ts';

export const pages = definePages([
  {
    path: '/enterprises',
    title: '企业名录',
    permission: 'enterprise:read',
    nav: { group: '监管对象', order: 10 },
    load: () => import('./EnterpriseListPage.tsx'),
  },
  {
    path: '/enterprises/$id',
    title: '企业档案',
    permission: 'enterprise:read',
    load: () => import('./EnterpriseRecordPage.tsx'),
  },
]);

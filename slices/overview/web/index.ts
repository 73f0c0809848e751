import { definePages } from '@zhiben/platform/web/page.ts';

export { findRecords } from './find-records.ts';

export const pages = definePages([
  {
    path: '/',
    title: '首页',
    permission: 'overview:read',
    nav: { group: '我的工作', order: 10 },
    load: () => import('./HomePage.tsx'),
  },
]);

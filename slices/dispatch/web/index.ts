import { definePages } from '@zhiben/platform/web/page.ts';

export const pages = definePages([
  {
    path: '/dispatch',
    title: '月度调度',
    permission: 'dispatch:read',
    nav: { group: '统计与调度', order: 10 },
    load: () => import('./DispatchPage.tsx'),
  },
  {
    path: '/dispatch/$formId/$period',
    title: '调度表',
    permission: 'dispatch:read',
    load: () => import('./DispatchFormPage.tsx'),
  },
]);

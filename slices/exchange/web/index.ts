import { definePages } from '@zhiben/platform/web/page.ts';

export const pages = definePages([
  {
    path: '/exchange',
    title: '数据交换',
    permission: 'exchange:read',
    nav: { group: '系统管理', order: 60 },
    load: () => import('./BatchListPage.tsx'),
  },
  {
    path: '/exchange/batches/$id',
    title: '一批数据',
    permission: 'exchange:read',
    load: () => import('./BatchPage.tsx'),
  },
  {
    path: '/exchange/holdings',
    title: '可报送',
    permission: 'exchange:read',
    load: () => import('./HoldingsPage.tsx'),
  },
  {
    path: '/exchange/records',
    title: '官方记录',
    permission: 'exchange:read',
    load: () => import('./HeldRecordsPage.tsx'),
  },
  {
    path: '/exchange/sending',
    title: '报送',
    permission: 'exchange:read',
    load: () => import('./SendingPage.tsx'),
  },
  {
    path: '/exchange/companies',
    title: '企业编码',
    permission: 'exchange:read',
    load: () => import('./CompaniesPage.tsx'),
  },
  {
    path: '/exchange/keys',
    title: '密钥与对接平台',
    permission: 'exchange:read',
    load: () => import('./KeysPage.tsx'),
  },
  {
    path: '/exchange/own',
    title: '导出官方记录',
    permission: 'exchange:export-own',
    nav: { group: '风险管控', order: 90 },
    load: () => import('./OwnExportPage.tsx'),
  },
]);

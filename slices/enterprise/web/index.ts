import { definePages } from '@zhiben/platform/web/page.ts';

export { addEnterprisePanel } from './enterprise-panels.ts';
export { PositionPlot } from './PositionPlot.tsx';

export const pages = definePages([
  {
    path: '/enterprises',
    title: '企业名录',
    permission: 'enterprise:read',
    // People of an enterprise see one file alone, and find it as their own.
    nav: { group: '监管对象', order: 10, permission: 'enterprise:survey' },
    load: () => import('./EnterpriseListPage.tsx'),
  },
  {
    path: '/own-enterprise',
    title: '本企业档案',
    permission: 'enterprise:own',
    nav: { group: '我的工作', order: 90 },
    load: () => import('./OwnEnterprisePage.tsx'),
  },
  {
    path: '/enterprise-papers',
    title: '证照到期',
    permission: 'enterprise:survey',
    nav: { group: '监管对象', order: 15 },
    load: () => import('./LapseListPage.tsx'),
  },
  {
    path: '/enterprises/new',
    title: '登记企业',
    permission: 'enterprise:enter',
    load: () => import('./EnterpriseNewPage.tsx'),
  },
  {
    path: '/enterprises/import',
    title: '从表格导入企业',
    permission: 'enterprise:import',
    load: () => import('./EnterpriseImportPage.tsx'),
  },
  {
    path: '/enterprises/$id',
    title: '企业档案',
    permission: 'enterprise:read',
    load: () => import('./EnterpriseRecordPage.tsx'),
  },
  {
    path: '/enterprise-gradings',
    title: '分级监管',
    permission: 'enterprise:survey',
    nav: { group: '监管对象', order: 20 },
    load: () => import('./GradingListPage.tsx'),
  },
  {
    path: '/enterprise-duties',
    title: '责任矩阵',
    permission: 'enterprise:survey',
    nav: { group: '监管对象', order: 30 },
    load: () => import('./MatrixPage.tsx'),
  },
  {
    path: '/enterprise-duplicates',
    title: '重复档案',
    permission: 'enterprise:merge',
    nav: { group: '监管对象', order: 40 },
    load: () => import('./DuplicatesPage.tsx'),
  },
  {
    path: '/enterprise-grade-policy',
    title: '分级计分办法',
    permission: 'enterprise:configure',
    nav: { group: '系统管理', order: 50 },
    load: () => import('./GradePolicyPage.tsx'),
  },
]);

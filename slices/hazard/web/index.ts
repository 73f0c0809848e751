import { definePages } from '@zhiben/platform/web/page.ts';

export { Figure } from './Figure.tsx';
export { addHazardPanel } from './hazard-panels.ts';

export const pages = definePages([
  {
    path: '/hazards',
    title: '隐患台账',
    permission: 'hazard:read',
    nav: { group: '隐患治理', order: 10 },
    load: () => import('./HazardListPage.tsx'),
  },
  {
    path: '/hazards/new',
    title: '登记隐患',
    permission: 'hazard:record',
    load: () => import('./HazardNewPage.tsx'),
  },
  {
    path: '/hazard-analysis',
    title: '隐患分析',
    permission: 'hazard:analyse',
    nav: { group: '隐患治理', order: 50 },
    load: () => import('./HazardAnalysisPage.tsx'),
  },
  {
    path: '/hazard-criteria',
    title: '判定标准库',
    permission: 'hazard:read',
    nav: { group: '隐患治理', order: 60 },
    load: () => import('./CriteriaPage.tsx'),
  },
  {
    path: '/hazard-criteria/changes',
    title: '标准更替复核',
    permission: 'hazard:confirm',
    load: () => import('./CriteriaChangesPage.tsx'),
  },
  {
    path: '/hazard-criteria/$code',
    title: '判定标准',
    permission: 'hazard:read',
    load: () => import('./CriterionPage.tsx'),
  },
  {
    path: '/hazard-suggestions',
    title: '判定建议比对',
    permission: 'hazard:analyse',
    under: '/hazard-criteria',
    load: () => import('./SuggestionsPage.tsx'),
  },
  {
    path: '/hazard-imports',
    title: '导入隐患台账',
    permission: 'hazard:import',
    under: '/hazards',
    load: () => import('./HazardImportListPage.tsx'),
  },
  {
    path: '/hazard-imports/$id',
    title: '核对和导入',
    permission: 'hazard:import',
    under: '/hazards',
    load: () => import('./HazardImportPage.tsx'),
  },
  {
    path: '/hazard-look-backs',
    title: '回头看',
    permission: 'hazard:trail',
    nav: { group: '隐患治理', order: 45 },
    load: () => import('./LookBackPage.tsx'),
  },
  {
    path: '/hazards/$id/dossier',
    title: '卷宗',
    permission: 'hazard:trail',
    load: () => import('./HazardDossierPage.tsx'),
  },
  {
    path: '/hazards/$id',
    title: '隐患档案',
    permission: 'hazard:read',
    load: () => import('./HazardRecordPage.tsx'),
  },
  {
    path: '/hazards/$id/notice',
    title: '隐患公示',
    permission: 'hazard:read',
    load: () => import('./WallNoticePage.tsx'),
  },
  {
    path: '/hazard-limits',
    title: '隐患办理时限',
    permission: 'hazard:configure',
    nav: { group: '系统管理', order: 40 },
    load: () => import('./HazardLimitsPage.tsx'),
  },
]);

import { definePages, definePhonePages } from '@zhiben/platform/web/page.ts';
import { HazardIcon } from './HazardIcon.tsx';

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
    title: '导入隐患台账',
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
    permission: 'hazard:decide',
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

export const phonePages = definePhonePages([
  {
    path: '/m/hazards',
    title: '隐患',
    permission: 'hazard:read',
    tab: { order: 10, label: '隐患', icon: HazardIcon },
    load: () => import('./PhoneHazardListPage.tsx'),
  },
  {
    path: '/m/hazards/new',
    title: '上报隐患',
    permission: 'hazard:record',
    load: () => import('./PhoneFindingPage.tsx'),
  },
  { path: '/m/hazards/$id', title: '隐患', permission: 'hazard:read', load: () => import('./PhoneHazardPage.tsx') },
  {
    path: '/m/hazards/$id/commit',
    title: '报送五落实',
    permission: 'hazard:commit',
    load: () => import('./PhoneCommitPage.tsx'),
  },
  {
    path: '/m/hazards/$id/progress',
    title: '报告整改进展',
    permission: 'hazard:rectify',
    load: () => import('./PhoneProgressPage.tsx'),
  },
  {
    path: '/m/hazards/$id/apply',
    title: '申请验收',
    permission: 'hazard:rectify',
    load: () => import('./PhoneApplyPage.tsx'),
  },
  {
    path: '/m/hazards/$id/accept',
    title: '验收合格',
    permission: 'hazard:accept',
    load: () => import('./PhoneAcceptPage.tsx'),
  },
  {
    path: '/m/hazards/$id/reject',
    title: '退回整改',
    permission: 'hazard:accept',
    load: () => import('./PhoneRejectPage.tsx'),
  },
  {
    path: '/m/hazards/$id/do/$command',
    title: '办理隐患',
    permission: 'hazard:read',
    load: () => import('./PhoneCoursePage.tsx'),
  },
  {
    path: '/m/notices',
    title: '告知签收',
    permission: 'hazard:read',
    load: () => import('./PhoneNoticeListPage.tsx'),
  },
  {
    path: '/m/notices/$hazardId/$id',
    title: '告知签收',
    permission: 'hazard:read',
    load: () => import('./PhoneNoticePage.tsx'),
  },
]);

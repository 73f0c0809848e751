import { definePages } from '@zhiben/platform/web/page.ts';
import { lazy } from 'react';

const group = '方案与任务';

/** For the home page; loaded when it is shown, since this file comes with the first load of the console. */
export const UnansweredBodies = lazy(async () => ({
  default: (await import('./UnansweredBodies.tsx')).UnansweredBodies,
}));

export const pages = definePages([
  {
    path: '/worklist',
    title: '到期事项',
    permission: 'plan:read',
    nav: { group: '我的工作', order: 14 },
    load: () => import('./WorklistPage.tsx'),
  },
  {
    path: '/worklist/calendar',
    title: '工作日历',
    permission: 'plan:read',
    nav: { group: '我的工作', order: 16 },
    load: () => import('./CalendarPage.tsx'),
  },
  { path: '/worklist/$id', title: '到期事项', permission: 'plan:read', load: () => import('./WorkPage.tsx') },
  {
    path: '/unanswered',
    title: '未答复单位',
    permission: 'task:verify',
    nav: { group: '我的工作', order: 25 },
    load: () => import('./UnansweredPage.tsx'),
  },
  {
    path: '/reminder-settings',
    title: '提醒设置',
    permission: 'plan:read',
    under: '/unanswered',
    load: () => import('./ReminderSettingsPage.tsx'),
  },
  {
    path: '/tasks/mine',
    title: '本单位任务',
    permission: 'task:report',
    nav: { group: '我的工作', order: 20 },
    load: () => import('./MyTasksPage.tsx'),
  },
  {
    path: '/tasks/verification',
    title: '待核查进展',
    permission: 'task:verify',
    nav: { group: '我的工作', order: 30 },
    load: () => import('./VerificationPage.tsx'),
  },
  {
    path: '/plans',
    title: '方案文件',
    permission: 'plan:read',
    nav: { group, order: 10 },
    load: () => import('./PlanListPage.tsx'),
  },
  { path: '/plans/import', title: '导入方案', permission: 'plan:import', load: () => import('./PlanImportPage.tsx') },
  { path: '/plans/$id', title: '方案原文', permission: 'plan:read', load: () => import('./PlanPage.tsx') },
  {
    path: '/plans/words',
    title: '责任主体称谓',
    permission: 'plan:assign',
    nav: { group: '系统管理', order: 48 },
    load: () => import('./BodyAliasPage.tsx'),
  },
  {
    path: '/plans/$id/lineage',
    title: '上级方案承接',
    permission: 'plan:read',
    load: () => import('./LineagePage.tsx'),
  },
  {
    path: '/campaigns',
    title: '专项行动',
    permission: 'plan:read',
    nav: { group, order: 20 },
    load: () => import('./CampaignListPage.tsx'),
  },
  {
    path: '/duty-lists',
    title: '职责清单',
    permission: 'plan:read',
    nav: { group, order: 35 },
    load: () => import('./DutyListsPage.tsx'),
  },
  { path: '/duty-lists/$id', title: '职责清单', permission: 'plan:read', load: () => import('./DutyListPage.tsx') },
  { path: '/campaigns/$id', title: '行动进度', permission: 'plan:read', load: () => import('./CampaignPage.tsx') },
  {
    path: '/campaigns/$id/targets',
    title: '目标和企业要求',
    permission: 'plan:read',
    load: () => import('./TargetsPage.tsx'),
  },
  {
    path: '/campaigns/$id/edition',
    title: '方案修订',
    permission: 'plan:read',
    load: () => import('./EditionPage.tsx'),
  },
  {
    path: '/campaigns/$id/assign',
    title: '分派任务',
    permission: 'plan:assign',
    load: () => import('./AssignPage.tsx'),
  },
  {
    path: '/tasks',
    title: '任务台账',
    permission: 'plan:read',
    nav: { group, order: 30 },
    load: () => import('./TaskListPage.tsx'),
  },
  { path: '/tasks/$id', title: '任务详情', permission: 'plan:read', load: () => import('./TaskPage.tsx') },
]);

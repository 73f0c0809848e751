import { definePages } from '@zhiben/platform/web/page.ts';

const GROUP = '企业自查';

/** 安全承诺, 月报告, 随手拍, 奖励 on the console. */
export const statementPages = definePages([
  {
    path: '/commitments',
    title: '安全承诺公告',
    permission: 'screening:read',
    nav: { group: GROUP, order: 60 },
    load: () => import('./CommitmentListPage.tsx'),
  },
  {
    path: '/commitments/sign',
    title: '签署安全承诺',
    permission: 'screening:commit',
    load: () => import('./CommitmentSignPage.tsx'),
  },
  {
    path: '/commitments/$id',
    title: '公告详情',
    permission: 'screening:read',
    load: () => import('./CommitmentPage.tsx'),
  },
  {
    path: '/commitments/$id/wall',
    title: '打印安全承诺公告',
    permission: 'screening:read',
    load: () => import('./CommitmentWallPage.tsx'),
  },
  {
    path: '/statements',
    title: '隐患排查治理月报告',
    permission: 'screening:read',
    nav: { group: GROUP, order: 70, label: '月报告' },
    load: () => import('./StatementListPage.tsx'),
  },
  {
    path: '/statements/$key',
    title: '月报告',
    permission: 'screening:read',
    load: () => import('./StatementPage.tsx'),
  },
  {
    path: '/statements/$key/notice',
    title: '隐患排查治理情况公示',
    permission: 'screening:read',
    load: () => import('./StatementNoticePage.tsx'),
  },
  {
    path: '/statement-settings',
    title: '自查规则设置',
    permission: 'screening:configure',
    nav: { group: GROUP, order: 95 },
    load: () => import('./StatementSettingsPage.tsx'),
  },
  {
    path: '/snapshots',
    title: '随手拍和合理化建议',
    permission: 'screening:snap',
    nav: { group: GROUP, order: 80, label: '随手拍' },
    load: () => import('./SnapshotListPage.tsx'),
  },
  {
    path: '/snapshots/new',
    title: '提合理化建议',
    permission: 'screening:snap',
    load: () => import('./SnapshotNewPage.tsx'),
  },
  {
    path: '/snapshots/address',
    title: '匿名报告二维码',
    permission: 'screening:answer',
    load: () => import('./SnapshotAddressPage.tsx'),
  },
  {
    path: '/snapshots/$id',
    title: '随手拍',
    permission: 'screening:snap',
    load: () => import('./SnapshotPage.tsx'),
  },
  {
    path: '/rewards',
    title: '报告奖励台账',
    permission: 'screening:ledger',
    nav: { group: GROUP, order: 90, label: '报告奖励' },
    load: () => import('./RewardListPage.tsx'),
  },
  {
    path: '/rewards/rules',
    title: '奖励标准',
    permission: 'screening:reward',
    load: () => import('./RewardRulesPage.tsx'),
  },
  {
    path: '/rewards/notice',
    title: '报告奖励公示',
    permission: 'screening:reward',
    load: () => import('./RewardNoticePage.tsx'),
  },
]);

import { definePhonePages } from '@zhiben/platform/web/page.ts';
import { ScreeningIcon } from './phone/ScreeningIcon.tsx';

const permission = 'screening:do';

/** 自查 on the phone works a whole day without a network; below it what is told and answered there. */
export const phonePages = definePhonePages([
  {
    path: '/m/screening',
    title: '今日任务',
    permission,
    tab: { order: 5, label: '自查', icon: ScreeningIcon },
    load: () => import('./phone/PhoneTodayPage.tsx'),
  },
  { path: '/m/screening/tasks', title: '全部任务', permission, load: () => import('./phone/PhoneTasksPage.tsx') },
  { path: '/m/screening/check/$taskId', title: '排查', permission, load: () => import('./phone/PhoneCheckPage.tsx') },
  { path: '/m/screening/scan', title: '扫码排查', permission, load: () => import('./phone/PhoneScanPage.tsx') },
  { path: '/m/screening/unit/$unitId', title: '排查点', permission, load: () => import('./phone/PhoneUnitPage.tsx') },
  { path: '/m/screening/finding', title: '报问题', permission, load: () => import('./phone/PhoneFoundPage.tsx') },
  { path: '/m/screening/snapshot', title: '随手拍', permission, load: () => import('./phone/PhoneSnapshotPage.tsx') },
  {
    path: '/m/screening/records',
    title: '我的排查记录',
    permission,
    load: () => import('./phone/PhoneHistoryPage.tsx'),
  },
  {
    path: '/m/commitment',
    standsFor: '/commitments/sign',
    title: '安全承诺',
    permission: 'screening:read',
    load: () => import('./PhoneCommitmentPage.tsx'),
  },
  {
    path: '/m/commitment/$id',
    title: '安全承诺公告',
    permission: 'screening:read',
    load: () => import('./PhoneCommitmentRecordPage.tsx'),
  },
  {
    path: '/m/snapshots',
    title: '随手拍',
    permission: 'screening:snap',
    load: () => import('./PhoneSnapshotListPage.tsx'),
  },
  {
    path: '/m/snapshots/anonymous',
    title: '匿名报告',
    permission: 'screening:snap',
    load: () => import('./phone/PhoneDropPage.tsx'),
  },
  {
    path: '/m/screening/records/$id',
    title: '排查记录',
    permission: 'screening:read',
    load: () => import('./phone/PhoneRecordPage.tsx'),
  },
  {
    path: '/m/screening/conflicts',
    title: '填写不一致',
    permission: 'screening:read',
    load: () => import('./phone/PhoneConflictListPage.tsx'),
  },
  {
    path: '/m/snapshots/$id',
    title: '随手拍',
    permission: 'screening:snap',
    load: () => import('./PhoneSnapshotAnswerPage.tsx'),
  },
]);

/** How what was written here reaches the server; loaded when the app stands. */
export const loadTransport = () => import('./phone/transport.ts').then(({ transport }) => transport);

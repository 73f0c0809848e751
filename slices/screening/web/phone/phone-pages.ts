import { definePhonePages } from '@zhiben/platform/web/page.ts';
import { ScreeningIcon } from './ScreeningIcon.tsx';

const permission = 'screening:do';

/** 自查 on the phone: works a whole day without a network. */
export const screeningPhonePages = definePhonePages([
  {
    path: '/m/screening',
    title: '今日任务',
    permission,
    tab: { order: 5, label: '自查', icon: ScreeningIcon },
    load: () => import('./PhoneTodayPage.tsx'),
  },
  { path: '/m/screening/tasks', title: '全部任务', permission, load: () => import('./PhoneTasksPage.tsx') },
  { path: '/m/screening/check/$taskId', title: '排查', permission, load: () => import('./PhoneCheckPage.tsx') },
  { path: '/m/screening/scan', title: '扫码排查', permission, load: () => import('./PhoneScanPage.tsx') },
  { path: '/m/screening/unit/$unitId', title: '排查点', permission, load: () => import('./PhoneUnitPage.tsx') },
  { path: '/m/screening/finding', title: '报问题', permission, load: () => import('./PhoneFoundPage.tsx') },
  { path: '/m/screening/snapshot', title: '随手拍', permission, load: () => import('./PhoneSnapshotPage.tsx') },
  { path: '/m/screening/records', title: '我的排查记录', permission, load: () => import('./PhoneHistoryPage.tsx') },
]);

/** How what was written here reaches the server; loaded when the app stands. */
export const loadTransport = () => import('./transport.ts').then(({ transport }) => transport);

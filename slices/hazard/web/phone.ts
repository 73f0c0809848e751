import { definePhonePages } from '@zhiben/platform/web/page.ts';
import { HazardIcon } from './HazardIcon.tsx';

export { addHazardPanel } from './hazard-panels.ts';

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

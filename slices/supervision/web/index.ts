import { definePages, definePhonePages } from '@zhiben/platform/web/page.ts';
import { addHazardPanel } from '@zhiben/slices/hazard/web';
import { PaperIcon } from './PaperIcon.tsx';

addHazardPanel({
  key: 'papers',
  title: '督办情况',
  permission: 'supervision:read',
  load: () => import('./HazardPapers.tsx'),
  loadOnPhone: () => import('./PhoneHazardPapers.tsx'),
});

const GROUP = '隐患治理';

export const pages = definePages([
  {
    path: '/supervision/proposals',
    title: '建议措施',
    permission: 'supervision:draft',
    nav: { group: GROUP, order: 40 },
    load: () => import('./ProposalListPage.tsx'),
  },
  {
    path: '/supervision/papers',
    title: '督办文书',
    permission: 'supervision:read',
    nav: { group: GROUP, order: 41 },
    load: () => import('./PaperListPage.tsx'),
  },
  {
    path: '/supervision/papers/new',
    title: '拟稿',
    permission: 'supervision:draft',
    load: () => import('./DraftPage.tsx'),
  },
  {
    path: '/supervision/papers/$id',
    title: '督办文书',
    permission: 'supervision:read',
    load: () => import('./PaperPage.tsx'),
  },
  {
    path: '/supervision/settings',
    title: '督办规则设置',
    permission: 'supervision:configure',
    nav: { group: '系统管理', order: 45 },
    load: () => import('./SettingsPage.tsx'),
  },
]);

export const phonePages = definePhonePages([
  {
    path: '/m/papers',
    title: '督办文书',
    permission: 'supervision:read',
    tab: { order: 30, label: '文书', icon: PaperIcon },
    load: () => import('./PhonePaperListPage.tsx'),
  },
  {
    path: '/m/papers/$id',
    title: '督办文书',
    permission: 'supervision:read',
    load: () => import('./PhonePaperPage.tsx'),
  },
  {
    path: '/m/papers/$id/sign',
    title: '签收',
    permission: 'supervision:answer',
    load: () => import('./PhoneSignPage.tsx'),
  },
  {
    path: '/m/papers/$id/reply',
    title: '反馈办理情况',
    permission: 'supervision:answer',
    load: () => import('./PhoneReplyPage.tsx'),
  },
  {
    path: '/m/papers/$id/progress',
    title: '报告治理进展',
    permission: 'supervision:answer',
    load: () => import('./PhoneProgressPage.tsx'),
  },
]);
